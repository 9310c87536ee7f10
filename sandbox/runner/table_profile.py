"""The reader: opens an uploaded table in the jail and hands its rows back as plain text."""

import codecs
import os
import sys
from collections.abc import Mapping
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc

from sandbox.runner.blocks import Blocks
from sandbox.runner.codes import Code, Trouble
from sandbox.runner.content_types import HEAD, recognise
from sandbox.runner.delimited import read_delimited
from sandbox.runner.encodings_found import find_encoding
from sandbox.runner.frames import Writer
from sandbox.runner.json_lines import looks_like_json, read_json_lines
from sandbox.runner.parquet_rows import read_parquet
from sandbox.runner.spreadsheet import read_spreadsheet

LOOK = 4096
# The last is how a zip's names are written.
CODECS = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "cp437")
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


class _NoPandas:
    """Says that pandas is not there: pyarrow asks for it before it makes its first array."""

    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name)


def prepare(_: Mapping[str, Any]) -> None:
    """Load what libraries would look for only when they need it, which is too late here."""
    for codec in CODECS:
        codecs.lookup(codec)
    sys.meta_path.insert(0, _NoPandas())
    pc.fill_null(pa.array(["", None], pa.string()), "")


def work(
    inputs: Mapping[str, int], options: Mapping[str, Any], writer: Writer
) -> dict[str, object]:
    """Send the table in `inputs["table"]` and return its counts."""
    limits = options["limits"]
    blocks = Blocks(writer, limits)
    with os.fdopen(inputs["table"], "rb") as stream:
        nulls: dict[str, int] = {}
        other_sheets = 0
        word = recognise(stream.read(HEAD))
        stream.seek(0)
        if word == "empty":
            raise Trouble(Code.EMPTY_FILE)
        if word == "parquet":
            nulls = read_parquet(pa.py_buffer(stream.read()), blocks, limits)
        elif word == "zip":
            other_sheets = read_spreadsheet(stream, blocks)
        elif word == "ole":
            locked = ENCRYPTED_PACKAGE in stream.read()
            raise (
                Trouble(Code.PASSWORD) if locked else Trouble(Code.NOT_A_TABLE, found="old_office")
            )
        elif word == "unknown":
            nulls = _read_text(stream, blocks, limits)
        else:
            raise Trouble(Code.NOT_A_TABLE, found=word)
    if blocks.rows == 0:
        raise Trouble(Code.NO_ROWS)
    return {"rows": blocks.rows, "nulls": nulls, "other_sheets": other_sheets}


def _read_text(stream: BinaryIO, blocks: Blocks, limits: dict[str, int]) -> dict[str, int]:
    encoding = find_encoding(stream)
    kind = looks_like_json(stream.read(LOOK).decode(encoding.codec, "ignore"))
    if kind == "list":
        raise Trouble(Code.JSON_LIST)
    if kind == "object":
        return read_json_lines(stream, encoding, blocks)
    read_delimited(stream, encoding, blocks, limits["cell"])
    return {}
