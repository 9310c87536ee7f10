"""Tells what a file is by its first bytes, never by its name. Standard library only."""

import bz2
import codecs
import io
import lzma
import pickletools
import re
import zlib

HEAD = 64 * 1024
# Each begins with its bytes at the given place.
MAGIC: tuple[tuple[str, int, bytes], ...] = (
    ("zip", 0, b"PK\x03\x04"),
    ("zip", 0, b"PK\x05\x06"),
    ("ole", 0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ("parquet", 0, b"PAR1"),
    ("encrypted_parquet", 0, b"PARE"),
    ("arrow", 0, b"ARROW1"),
    ("gzip", 0, b"\x1f\x8b"),
    ("bzip2", 0, b"BZh"),
    ("xz", 0, b"\xfd7zXZ\x00"),
    ("zstd", 0, b"\x28\xb5\x2f\xfd"),
    ("7z", 0, b"7z\xbc\xaf\x27\x1c"),
    ("rar", 0, b"Rar!\x1a\x07"),
    ("tar", 257, b"ustar"),
    ("pdf", 0, b"%PDF"),
    ("picture", 0, b"\x89PNG"),
    ("picture", 0, b"\xff\xd8\xff"),
    ("picture", 0, b"GIF8"),
    ("hdf5", 0, b"\x89HDF\r\n\x1a\n"),
    ("gguf", 0, b"GGUF"),
    ("numpy", 0, b"\x93NUMPY"),
    ("tflite", 4, b"TFL3"),
    ("catboost", 0, b"CBM1"),
    ("sqlite", 0, b"SQLite format 3\x00"),
    ("program", 0, b"\x7fELF"),
    ("program", 0, b"MZ"),
    ("web_page", 0, b"<!doctype html"),
    ("web_page", 0, b"<html"),
    ("web_page", 0, b"<script"),
    ("xml", 0, b"<?xml"),
    ("xml", 0, b"<svg"),
    ("rich_text", 0, b"{\\rtf"),
)
TEXT_SPACE = b" \t\r\n\xef\xbb\xbf"
LEGACY_TORCH = b"\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19."
# A pickle of the oldest kind is made of printable lines; these begin nearly every one.
OLD_PICKLE_FIRST = b"(]}c0123456789ISVFLNG"
UNPACKED_MOST = 4096
IMPORTED = re.compile(r"[A-Za-z_][\w.]* [A-Za-z_][\w.]*")

for _codec in ("ascii", "latin-1", "raw-unicode-escape"):
    codecs.lookup(_codec)  # pickletools looks for them when it is too late to open a file


def recognise(head: bytes) -> str:
    """Return a word for what begins with `head` (up to `HEAD` bytes); "unknown" for anything else.

    Compressed joblib files are looked into for a few kilobytes, since their outside tells nothing.
    """
    if not head:
        return "empty"
    lowered = head.lstrip(TEXT_SPACE)[:32].lower()
    for word, place, magic in MAGIC:
        if head[place : place + len(magic)] == magic or (
            magic[:1] == b"<" and lowered.startswith(magic)
        ):
            return _inside(word, head)
    if head[:1] == b"\x78" and head[1:2] in {b"\x01", b"\x5e", b"\x9c", b"\xda"}:
        return _inside("zlib", head)
    if head[:3] == b"\x5d\x00\x00":
        return _inside("lzma", head)
    return _pickle(head) or "unknown"


def _inside(word: str, head: bytes) -> str:
    """Return "joblib" for a compressed stream that holds a pickle, or else `word`."""
    try:
        if word == "gzip":
            start = zlib.decompressobj(31).decompress(head, UNPACKED_MOST)
        elif word == "zlib":
            start = zlib.decompressobj().decompress(head, UNPACKED_MOST)
        elif word == "bzip2":
            start = bz2.BZ2Decompressor().decompress(head, UNPACKED_MOST)
        elif word in {"xz", "lzma"}:
            start = lzma.LZMADecompressor(memlimit=1 << 28).decompress(head, UNPACKED_MOST)
        else:
            return word
    except (zlib.error, OSError, lzma.LZMAError, ValueError):
        return "unknown" if word in {"zlib", "lzma"} else word
    if _pickle(start):
        return "joblib"
    return "unknown" if word in {"zlib", "lzma"} else word


def _pickle(head: bytes) -> str:
    """Return "pickle", "joblib" or "torch", or an empty text. Nothing is loaded: only opcodes are read."""
    if head[:1] == b"\x80" and head[1:2] <= b"\x05":
        if LEGACY_TORCH in head[:64]:
            return "torch"
        if b"joblib.numpy_pickle" in head or b"sklearn" in head[:4096]:
            return "joblib"
        return "pickle"
    if head[:1] and head[:1] in OLD_PICKLE_FIRST and _runs_as_old_pickle(head):
        return "pickle"
    return ""


def _runs_as_old_pickle(head: bytes) -> bool:
    count = 0
    try:
        for opcode, argument, _ in pickletools.genops(io.BytesIO(head)):
            # A table whose first column begins with c reads like the name of something to import.
            if opcode.name in {"GLOBAL", "INST"} and not IMPORTED.fullmatch(str(argument)):
                return False
            count += 1
    except Exception:  # noqa: BLE001 - whatever the reader stumbles over, this is none
        return False
    return count > 1
