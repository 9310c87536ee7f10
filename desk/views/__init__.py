"""The pages where all rooms meet."""
