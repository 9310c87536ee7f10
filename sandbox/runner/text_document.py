"""Reads a document that is text, and tells plain text, JSON and mail from pages and scripts."""

import codecs
import io
import json
import re
from dataclasses import dataclass

from sandbox.runner.codes import Code, Trouble
from sandbox.runner.encodings_found import NOT_IN_TEXT, find_encoding

CODECS = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1")
LOOK = 64 * 1024
# Naughty but honest text holds a few; a program in disguise is full of them.
CONTROLS_MOST = 0.01
MARKUP = re.compile(r"<[!?/a-zA-Z]")
PAGE = re.compile(
    r"<(!doctype\s+html|html|head|body|script|style|iframe|div|table|p|a|img|form|meta|link)\b",
    re.IGNORECASE,
)
HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]*):[ \t]?(.*)")
OF_A_MAIL = {"from", "to", "date", "subject", "received", "message-id", "return-path"}


@dataclass(frozen=True, slots=True)
class ReadText:
    """The text itself, and which kind it is: "text", "json" or "mail"."""

    type: str
    plain: str


def warm_up() -> None:
    """Look up the codecs."""
    for codec in CODECS:
        codecs.lookup(codec)


def read(content: bytes) -> ReadText:
    """Return the text. Trouble if it is none, or a page or script in disguise."""
    if b"%PDF-" in content[:1024]:
        raise Trouble(Code.BROKEN_FILE, found="pdf")
    stream = io.BytesIO(content)
    try:
        encoding = find_encoding(stream)
    except Trouble as trouble:
        if trouble.code is Code.NOT_A_TABLE:
            raise Trouble(Code.NOT_A_DOCUMENT, found="binary") from trouble
        raise
    plain = content.decode(encoding.codec)
    start = plain[:LOOK]
    controls = sum(ord(each) in NOT_IN_TEXT for each in start)
    if "\x00" in plain or controls > CONTROLS_MOST * len(start):
        raise Trouble(Code.NOT_A_DOCUMENT, found="binary")
    _refuse_disguised(start.lstrip("\ufeff \t\r\n"))
    return ReadText(_type(plain), plain)


def _refuse_disguised(start: str) -> None:
    if start.startswith("#!"):
        raise Trouble(Code.NOT_A_DOCUMENT, found="script")
    if start.startswith("%!PS"):
        raise Trouble(Code.NOT_A_DOCUMENT, found="postscript")
    if MARKUP.match(start):
        raise Trouble(Code.NOT_A_DOCUMENT, found="web_page" if PAGE.search(start) else "xml")
    if _is_saved_page(start):
        raise Trouble(Code.NOT_A_DOCUMENT, found="web_page")


def _is_saved_page(start: str) -> bool:
    headers = _headers(start)
    related = "multipart/related" in headers.get("content-type", "").lower()
    return related and ("snapshot-content-location" in headers or "received" not in headers)


def _type(plain: str) -> str:
    start = plain.lstrip()
    if start[:1] in {"{", "["}:
        try:
            json.loads(plain)
        except ValueError:
            return "text"
        return "json"
    names = _headers(start[:LOOK]).keys()
    return "mail" if "from" in names and len(names & OF_A_MAIL) >= 2 else "text"


def _headers(start: str) -> dict[str, str]:
    """Return the lines before the first empty one, if they are written as a mail's headers are."""
    found: dict[str, str] = {}
    last = ""
    for line in start.splitlines():
        if not line.strip():
            return found
        if line[0] in " \t" and last:
            found[last] += " " + line.strip()
            continue
        header = HEADER.fullmatch(line)
        if header is None:
            return {}
        last = header[1].lower()
        found[last] = header[2]
    return found
