"""Makes of the pages set for paper what a screen and a screen reader want: not a word more or less.

A sheet of paper has a title on each part; a web page has one heading of the first rank. A wide table on a
telephone is a list of rows, each cell with the name of its column. Pure.
"""

from html import escape, unescape
from html.parser import HTMLParser

from content.text_direction import without_turns

HEADINGS = ("h1", "h2", "h3", "h4", "h5")
TABLE = "r-plain"
TABLE_ON_SCREENS = "wb-table wb-stack"


def for_screens(html: str) -> str:
    """Return what stands in the `main` of a page for paper, as it goes into the `main` of a web page.

    Every heading after the second of the first rank is one rank lower; cells of a table with column
    names say theirs (`data-l`); lines of the contents are links; what turns the direction of a text is
    left out. All else comes through byte for byte.
    """
    markup = _Markup()
    markup.feed(without_turns(html))
    markup.close()
    return "".join(markup.out).strip()


class _Markup(HTMLParser):
    """Copies what it reads, changed where a screen wants it otherwise."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.out: list[str] = []
        self.inside = False
        self.titles = 0
        self.columns: list[str] = []
        self.cell = 0
        self.naming = False
        self.address = ""
        self.linked = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "main":
            self.inside = True
            return
        raw, given = str(self.get_starttag_text()), dict(attrs)
        match tag:
            case "h1" | "h2" | "h3" | "h4" | "h5":
                self.titles += tag == "h1"
                raw = f"<{self._rank(tag)}{raw[len(tag) + 1 :]}"
            case "table":
                self.columns = []
                if TABLE in (given.get("class") or "").split():
                    raw = raw.replace(TABLE, f"{TABLE} {TABLE_ON_SCREENS}", 1)
            case "tr":
                self.cell = 0
            case "th":
                self.naming = given.get("scope") == "col"
                if self.naming:
                    self.columns.append("")
            case "td" if self.columns:
                name = escape(unescape(self.columns[self.cell % len(self.columns)]))
                raw = f'<td data-l="{name}"{raw[3:]}'
                self.cell += 1
            case "li" if given.get("data-to"):
                self.address = str(given["data-to"])
            case "a":
                self.address = ""  # a link already
        self._copy(raw)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._copy(str(self.get_starttag_text()))

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self.inside = False
        if tag == "th":
            self.naming = False
        if tag == "li" and self.linked:
            self.linked = False
            self._copy("</a>")
        self._copy(f"</{self._rank(tag) if tag in HEADINGS else tag}>")

    def handle_data(self, data: str) -> None:
        if self.address and data.strip():
            self._copy(f'<a href="{escape(self.address)}">')
            self.address, self.linked = "", True
        self._text(data)

    def handle_entityref(self, name: str) -> None:
        self._text(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._text(f"&#{name};")

    def _rank(self, tag: str) -> str:
        """Return the heading's rank here: the parts stand below the question on page one."""
        return tag if self.titles < 2 else f"h{int(tag[1]) + 1}"

    def _text(self, raw: str) -> None:
        if self.naming:
            self.columns[-1] += raw
        self._copy(raw)

    def _copy(self, raw: str) -> None:
        if self.inside:
            self.out.append(raw)
