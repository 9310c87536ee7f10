"""The square code on page one: a telephone's camera opens the page that checks the report."""

from html import escape

import segno


def check_square(address: str) -> str:
    """Return the address as a QR code (ISO/IEC 18004, level M), an SVG of one path with its title."""
    rows = segno.make(address, error="m", micro=False).matrix
    size = len(rows)
    dark = "".join(
        f"M{across} {down}h1v1h-1z"
        for down, row in enumerate(rows)
        for across, on in enumerate(row)
        if on
    )
    return (
        f'<svg class="r-square" xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {size} {size}">'
        f"<title>Square code: check this report at {escape(address)}</title>"
        f'<path d="{dark}" fill="#17211d"/></svg>'
    )
