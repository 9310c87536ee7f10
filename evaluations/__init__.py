"""What we see for ourselves."""
