"""The web page of a report as one file: style and letters inside, nothing asked of anybody.

Its own content policy, in its first lines, lets it load nothing else and run nothing.
"""

import hashlib
import re
from base64 import b64encode
from functools import cache
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from reports.content.report_content import ReportContent
from reports.typesetting.twin import Twin

# The site's own style sheets, as far as the page needs them.
STYLES = ("tokens", "ground", "tables", "result", "lineage", "transfers", "twin")
_STATIC = Path(__file__).resolve().parents[2] / "static"
_FONT = re.compile(r"url\(\.\./(fonts/[a-z0-9-]+\.woff2)\)")


def twin_file(twin: Twin, content: ReportContent) -> bytes:
    """Return the report as one HTML file."""
    style = _style()
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    html = render_to_string(
        "reports/twin_file.html",
        {
            "twin": twin,
            "content": content,
            "style": mark_safe(style),  # noqa: S308 -- our own files
            "style_sha256": digest,
        },
    )
    return html.encode()


@cache
def _style() -> str:
    """Return the style sheets in one, each letter of theirs with it."""
    sheets = [(_STATIC / "css" / f"{name}.css").read_text(encoding="utf-8") for name in STYLES]
    return _FONT.sub(lambda found: f"url({_font(found[1])})", "\n".join(sheets))


def _font(name: str) -> str:
    return f"data:font/woff2;base64,{b64encode((_STATIC / name).read_bytes()).decode()}"
