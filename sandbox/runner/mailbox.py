"""Reads a mail export (mbox): the subject and the first text of each mail, nothing else.

The format is four bytes and a habit: a line that begins with "From " after an empty line, or first of
all, and a header behind it, begins the next mail. Attachments are passed over unopened, and a mail
that cannot be understood becomes an empty text rather than a refusal of all the others.
"""

import codecs
import re
from collections.abc import Iterator
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from html.parser import HTMLParser
from typing import BinaryIO, Final

from sandbox.runner.blocks import Blocks

SEPARATOR: Final = b"From "
HEADER: Final = re.compile(rb"[A-Za-z][A-Za-z0-9-]*:")
QUOTED_SEPARATOR: Final = re.compile(rb">+From ")
LINE_MOST: Final = 64 * 1024
# What comes later in a long mail is what was attached to it.
MAIL_MOST: Final = 1024 * 1024
PAGE_MOST: Final = 200_000
TEXT_MOST: Final = 20_000
SUBJECT_MOST: Final = 1_000
CUT: Final = " […]"
# Found before the process is locked; a mail in any other is read as the first that takes its bytes.
CODECS: Final = frozenset(
    codecs.lookup(name).name
    for name in (
        "utf-8", "ascii", "latin-1", "iso8859-2", "iso8859-5", "iso8859-7", "iso8859-9", "iso8859-15",
        "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1257", "koi8-r", "koi8-u", "utf-16",
        "gb2312", "gbk", "gb18030", "big5", "shift_jis", "euc-jp", "iso2022_jp", "euc-kr",
    )
)  # fmt: skip
_NAMES: Final = {name.replace("-", "_"): name for name in CODECS}
_SAME: Final = {
    "us_ascii": "ascii", "utf8": "utf-8", "iso_8859_1": "iso8859-1", "latin1": "iso8859-1",
    "windows_1252": "cp1252", "windows_1250": "cp1250", "windows_1251": "cp1251",
    "iso_8859_15": "iso8859-15", "iso_8859_2": "iso8859-2", "iso_2022_jp": "iso2022_jp",
}  # fmt: skip
_BREAKS: Final = {
    "p", "br", "div", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "blockquote", "hr",
}  # fmt: skip
# No "head": its end may be left out, and what stands in it and is not meant to be read is named here.
_UNSEEN: Final = {"script", "style", "title", "template"}


def looks_like_mailbox(head: bytes) -> bool:
    """Return whether a file that begins so is a mail export."""
    first, newline, rest = head.partition(b"\n")
    return bool(first.startswith(SEPARATOR) and newline and HEADER.match(rest))


def warm_up() -> None:
    """Read one mail of each kind, so that no library is looked for later."""
    made = (
        b"From a\nSubject: =?utf-8?B?w6k=?= =?iso-8859-1?Q?=E9?=\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/html; charset=utf-8\n'
        b"Content-Transfer-Encoding: quoted-printable\n\n<p>=C3=A9 &amp; &eacute;</p>\n--b\n"
        b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\nw6k=\n--b--\n"
    )
    subject_and_text(made)
    subject_and_text(b"Subject: a\nContent-Transfer-Encoding: x-uuencode\n\nbegin 6 a\n\n")


def read_mailbox(stream: BinaryIO, blocks: Blocks) -> None:
    """Send the mails in `stream`, numbered from 1, as the columns subject and text."""
    blocks.begin(
        ["subject", "text"], row=None, format="mbox", encoding=None, delimiter=None, sheet=None
    )
    blocks.send_rows(
        (number, subject_and_text(mail)) for number, mail in enumerate(mails(stream), start=1)
    )


def mails(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the bytes of each mail without its separator, at most `MAIL_MOST` of each."""
    held: list[bytes] = []
    size = 0
    after_empty, began = True, False
    waiting: bytes | None = None  # a separator, if a header follows it
    while line := stream.readline(LINE_MOST):
        if waiting is not None:
            if HEADER.match(line) or line.startswith(b">From "):
                if began:
                    yield b"".join(held)
                held, size, began = [], 0, True
            else:
                held.append(waiting)
            waiting = None
        if after_empty and line.startswith(SEPARATOR):
            waiting, after_empty = line, False
            continue
        after_empty = line in {b"\n", b"\r\n"}
        if size < MAIL_MOST:
            held.append(line[1:] if QUOTED_SEPARATOR.match(line) else line)
            size += len(line)
    if began:
        yield b"".join(held)


def subject_and_text(mail: bytes) -> tuple[str, str]:
    """Return a mail's subject on one line, and its first text; empty where there is none."""
    try:
        parsed = BytesParser().parsebytes(mail)
        subject, text = _subject(parsed), _text(parsed)
    except (MemoryError, KeyboardInterrupt):
        raise
    except Exception:  # noqa: BLE001 - the parser stumbles in many ways, and it is one mail of many
        return "", ""
    return _cut(" ".join(subject.split()), SUBJECT_MOST), _cut(text.strip(), TEXT_MOST)


def _subject(mail: Message) -> str:
    # `get` would put signs of its own in place of letters that are written without any code.
    raw = next((str(each) for name, each in mail.raw_items() if name.lower() == "subject"), "")
    parts = decode_header(_decoded(raw.encode("utf-8", "surrogateescape"), ""))
    return "".join(
        part if isinstance(part, str) else _decoded(part, charset or "") for part, charset in parts
    )


def _text(mail: Message) -> str:
    """Return the first plain text of a mail, or else its first page as plain text."""
    page: Message | None = None
    for part in mail.walk():
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        if part.get_content_type() == "text/plain" and (said := _plain(part)).strip():
            return said
        if part.get_content_type() == "text/html" and page is None:
            page = part
    return _without_markup(_plain(page)[:PAGE_MOST]) if page is not None else ""


def _plain(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    text = _decoded(payload, str(part.get_param("charset", "") or ""))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(content: bytes, charset: str) -> str:
    named = charset.strip().strip("\"'").lower().replace("-", "_")
    codec = _NAMES.get(_SAME.get(named, named).replace("-", "_"))
    for each in filter(None, (codec, "utf-8")):
        try:
            return _clean(content.decode(each))
        except UnicodeError:
            continue
    return _clean(content.decode("cp1252", "replace"))


def _clean(text: str) -> str:
    """Take out what no cell may hold: NUL, and halves of characters."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most] + CUT


class _Words(HTMLParser):
    """Collects what a page says."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag in _BREAKS:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _BREAKS:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.said.append(re.sub(r"\s+", " ", data))


def _without_markup(page: str) -> str:
    words = _Words()
    words.feed(page)
    words.close()
    lines = (line.strip() for line in "".join(words.said).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
