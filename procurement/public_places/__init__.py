"""Where a vendor says in public what its customers want to know: six places, and their questions."""
