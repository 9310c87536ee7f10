"""What stands in a note that the product itself words. Pure."""


def confirmation(found: str) -> str:
    """Return the note that a finding was held for right; the same words for the same finding."""
    return f"Looked at what was found and held it for right: {found}"
