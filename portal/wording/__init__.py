"""What this room writes to people."""
