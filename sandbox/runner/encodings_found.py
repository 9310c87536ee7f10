"""Finds the encoding of a text file by reading all of it, so that nothing is lost later."""

import codecs
from dataclasses import dataclass
from typing import BinaryIO

from sandbox.runner.codes import Code, Trouble
from sandbox.runner.frames import MIB

MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
)
NOT_IN_TEXT = frozenset(range(9)) | frozenset(range(14, 27)) | frozenset(range(28, 32))
LOOK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Encoding:
    """Python's name to decode by, and the name to show."""

    codec: str
    shown: str


def find_encoding(stream: BinaryIO) -> Encoding:
    """Return the encoding that decodes every byte: a byte-order mark's, UTF-8, or Windows-1252.

    Raises Trouble when none does, with the line, or when the file is no text at all.
    """
    head = stream.read(LOOK)
    for mark, codec in MARKS:
        if head.startswith(mark):
            _decode_all(stream, codec)
            return Encoding(codec, "utf-8 with byte-order mark" if codec == "utf-8-sig" else codec)
    quiet = _utf16_without_mark(head)
    if quiet:
        _decode_all(stream, quiet)
        return Encoding(quiet, "utf-16")
    try:
        _decode_all(stream, "utf-8")
    except Trouble:
        if sum(byte in NOT_IN_TEXT for byte in head) > 0:
            raise Trouble(Code.NOT_A_TABLE, found="binary") from None
        _decode_all(stream, "cp1252")
        return Encoding("cp1252", "windows-1252")
    return Encoding("utf-8", "utf-8")


def _decode_all(stream: BinaryIO, codec: str) -> None:
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(codec)()
    line = 1
    while True:
        piece = stream.read(MIB)
        try:
            decoder.decode(piece, final=not piece)
        except UnicodeDecodeError as problem:
            before = piece[: problem.start].count(b"\n")
            raise Trouble(Code.ENCODING, row=line + before) from problem
        if not piece:
            stream.seek(0)
            return
        line += piece.count(b"\n")


def _utf16_without_mark(head: bytes) -> str:
    """Return a codec when nearly every second byte is zero, as Western text in UTF-16 has it."""
    even, odd = head[0::2], head[1::2]
    if len(odd) < 8:
        return ""
    if odd.count(0) > 0.8 * len(odd) and even.count(0) < 0.1 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.8 * len(even) and odd.count(0) < 0.1 * len(odd):
        return "utf-16-be"
    return ""
