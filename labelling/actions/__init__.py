"""What people do with an export and its labels."""
