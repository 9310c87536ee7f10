"""Work that survives."""
