"""What a test or a bench counts as one query."""

# Where a transaction starts and ends is none.
_BORDERS = ("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT")


def without_borders(captured):
    """Return the SQL of every query that was captured."""
    return [each["sql"] for each in captured if not each["sql"].startswith(_BORDERS)]
