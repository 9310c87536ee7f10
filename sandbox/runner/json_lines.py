"""Reads JSON Lines: one flat object a line, numbers kept as they are written."""

import io
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from sandbox.runner.blocks import Blocks
from sandbox.runner.codes import Code, Trouble
from sandbox.runner.encodings_found import Encoding


def looks_like_json(head: str) -> str:
    """Return "object" or "list" when text begins as JSON of that kind does, or an empty text."""
    start = head.lstrip()
    if start.startswith("{"):
        rest = start[1:].lstrip()
        return "object" if rest[:1] in {'"', "}"} else ""
    if start.startswith("["):
        rest = start[1:].lstrip()
        return "list" if rest[:1] in {"{", "[", '"', "]"} else ""
    return ""


def read_json_lines(stream: BinaryIO, encoding: Encoding, blocks: Blocks) -> dict[str, int]:
    """Send the table in `stream` and return how many nulls each column held (they become empty)."""
    objects = _objects(stream, encoding)
    first = next(objects, None)
    if first is None:
        raise Trouble(Code.NO_ROWS)
    blocks.begin(
        list(first[1]),
        row=None,
        format="jsonl",
        encoding=encoding.shown,
        delimiter=None,
        sheet=None,
    )
    nulls = dict.fromkeys(blocks.columns, 0)

    def rows() -> Iterator[tuple[int, list[str]]]:
        keys = list(first[1])
        yield first[0], _cells(first[0], keys, first[1], nulls)
        for number, each in objects:
            yield number, _cells(number, keys, each, nulls)

    blocks.send_rows(rows())
    return nulls


def _cells(number: int, keys: list[str], each: dict[str, Any], nulls: dict[str, int]) -> list[str]:
    if each.keys() != set(keys):
        missing = next((key for key in keys if key not in each), None)
        if missing is not None:
            raise Trouble(Code.MISSING_KEY, row=number, column=missing)
        extra = next(key for key in each if key not in keys)
        raise Trouble(Code.EXTRA_KEY, row=number, column=extra)
    cells = []
    for key in keys:
        value = each[key]
        if isinstance(value, str):
            cells.append(value)
        elif value is None:
            nulls[key.strip()] += 1
            cells.append("")
        elif isinstance(value, bool):
            cells.append("true" if value else "false")
        else:
            raise Trouble(Code.NESTED, row=number, column=key)
    return cells


def _objects(stream: BinaryIO, encoding: Encoding) -> Iterator[tuple[int, dict[str, Any]]]:
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding=encoding.codec)
    for number, line in enumerate(text, start=1):
        if line.strip():
            yield number, _object(number, line)


def _object(number: int, line: str) -> dict[str, Any]:
    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        each = dict(found)
        if len(each) < len(found):
            keys = [key for key, _ in found]
            twice = next(key for key in keys if keys.count(key) > 1)
            raise Trouble(Code.KEY_TWICE, row=number, column=twice)
        return each

    try:
        # Numbers stay as they are written: 0.10 is not 0.1, and 12345678901234567890 is kept.
        each = json.loads(
            line, object_pairs_hook=pairs, parse_float=str, parse_int=str, parse_constant=str
        )
    except RecursionError as problem:
        raise Trouble(Code.NESTED, row=number) from problem
    except ValueError as problem:
        raise Trouble(Code.BAD_JSON, row=number) from problem
    if not isinstance(each, dict):
        raise Trouble(Code.NOT_AN_OBJECT, row=number)
    return each
