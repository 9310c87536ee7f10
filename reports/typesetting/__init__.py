"""Sets frozen content as pages and turns them into a PDF. Reads nothing but that content."""
