"""Where a vendor says things in public."""
