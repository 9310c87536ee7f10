"""Makes words that a hostile file chose fit to stand in a sentence."""

import unicodedata

CUT = 80


def plain_words(text: str, most: int = CUT) -> str:
    """Return `text` on one line, without characters that hide, reorder or control, cut to `most`."""
    shown = "".join(
        " " if each.isspace() else each
        for each in text
        if each.isspace() or not unicodedata.category(each).startswith(("C", "Zl", "Zp"))
    )
    line = " ".join(shown.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
