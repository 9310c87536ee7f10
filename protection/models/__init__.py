"""What the room remembers."""
