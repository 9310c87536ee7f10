"""The first eight questions."""
