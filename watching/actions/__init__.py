"""What people do to a watch. Each writes its event in the same transaction."""
