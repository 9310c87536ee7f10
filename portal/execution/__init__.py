"""What the worker does for this room: sheets that go out and come back, and models that are handed in."""
