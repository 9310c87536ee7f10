"""The one language spoken out of the jail: frames of a magic, a kind, a length and that many bytes.

The child writes them to one inherited pipe; the parent believes none of them and reads them in
`sandbox.channel`. Only the standard library is used here, because both sides import this file.
"""

import fcntl
import json
import os
import select
import struct
from collections.abc import Mapping
from enum import IntEnum

MAGIC = b"WGH1"
HEADER = struct.Struct("<4sBxxxI")
KIB, MIB = 1024, 1024 * 1024
ONE_PAGE = 4 * KIB


class Kind(IntEnum):
    """What a frame holds."""

    READY = 1  # JSON: the child is locked and its libraries are imported
    OPENED = 10  # JSON: the model is open and the first batch begins
    COLUMNS = 2  # JSON: what a table is, before its rows
    ROWS = 3  # binary: one block of a table's rows
    NAMES = 4  # JSON: labels that the next batches refer to by number
    BATCH = 5  # binary: the predictions for one batch
    NUMBERS = 13  # binary: the numbers predicted for one batch
    CELLS = 11  # JSON: rows of one sheet of a workbook
    FACTS = 6  # JSON: what a model file or a document shows
    CONTENT = 12  # binary: one piece of a document, cleaned or as plain text
    PROBE = 7  # JSON: what the self-test could and could not do
    DONE = 8  # JSON: all was said
    TROUBLE = 9  # JSON: a code of `codes.Code`, where, and short details


LONGEST = {
    Kind.READY: 4 * KIB,
    Kind.OPENED: 4 * KIB,
    Kind.COLUMNS: 4 * MIB,
    Kind.ROWS: 64 * MIB,
    Kind.NAMES: 4 * MIB,
    Kind.BATCH: 64 * MIB,
    Kind.NUMBERS: 64 * MIB,
    Kind.FACTS: 4 * MIB,
    Kind.CELLS: 4 * MIB,
    Kind.CONTENT: 4 * MIB,
    Kind.PROBE: 64 * KIB,
    Kind.DONE: 16 * KIB,
    Kind.TROUBLE: 8 * KIB,
}


class Writer:
    """Writes frames to one descriptor."""

    def __init__(self, descriptor: int) -> None:
        """Write to `descriptor` from now on."""
        self._descriptor = descriptor
        self._taken: select.poll | None = None

    def wait_for_reader(self) -> None:
        """From now on return from `send` only when the frame has been read.

        Whoever reads can then time each frame by itself. A pipe of one page is ready for more only
        when it is empty.
        """
        fcntl.fcntl(self._descriptor, fcntl.F_SETPIPE_SZ, ONE_PAGE)
        self._taken = select.poll()
        self._taken.register(self._descriptor, select.POLLOUT)

    def send(self, kind: Kind, *parts: bytes | bytearray | memoryview) -> None:
        """Write one frame made of `parts`; ValueError if it is longer than its kind may be."""
        length = sum(len(part) for part in parts)
        if length > LONGEST[kind]:
            raise ValueError(f"A frame of kind {kind.name} may not hold {length} bytes.")
        for part in (HEADER.pack(MAGIC, kind, length), *parts):
            view = memoryview(part).cast("B")
            while view:
                view = view[os.write(self._descriptor, view) :]
        if self._taken is not None:
            self._taken.poll()

    def say(self, kind: Kind, content: Mapping[str, object]) -> None:
        """Write one frame of JSON."""
        self.send(kind, json.dumps(content, ensure_ascii=True, allow_nan=False).encode("ascii"))
