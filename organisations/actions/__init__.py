"""What people do with organisations and their members."""
