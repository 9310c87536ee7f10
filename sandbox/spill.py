"""Files without a name, for rows that would fill the memory: written once, then mapped.

They lie in the run's private folder, where no name leads to them, and end with the last array that
is read from them, or with the process. What is mapped stays in memory once it was looked at; whoever
has gone through many rows calls `let_go`, and the pages are read again when they are wanted.
"""

import errno
import math
import mmap
import os
import tempfile
import weakref
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from content.refusal import Refused

_mapped: "weakref.WeakSet[mmap.mmap]" = weakref.WeakSet()


def let_go() -> None:
    """Give back the memory of all pages of spilled files; nothing is lost, and arrays stay good."""
    for each in list(_mapped):
        each.madvise(mmap.MADV_DONTNEED)


class Spill:
    """One file without a name: written, and mapped when it is whole."""

    def __init__(self, folder: Path) -> None:
        """Make it in a folder, which is made if it is not there."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Unbuffered: nothing is left to be written when it is closed.
        self._stream = tempfile.TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115 -- see below
        weakref.finalize(self, self._stream.close)
        self.bytes = 0

    def write(self, piece: Any) -> None:
        """Add bytes, or an array's.

        Raises
        ------
        Refused
            If the disk is full.
        """
        left = memoryview(piece).cast("B")
        while left:
            try:
                written = self._stream.write(left)
            except OSError as problem:
                raise as_refusal(problem) from problem
            self.bytes += written
            left = left[written:]

    def mapped(self) -> mmap.mmap:
        """Return all that was written, mapped to be read; at least one byte was."""
        found = map_file(self._stream.fileno(), write=False)
        self._stream.close()  # the map keeps it
        return found


class SpilledArray:
    """An array that grows in a file, along its first axis."""

    def __init__(self, folder: Path, dtype: npt.DTypeLike) -> None:
        """Make it in a folder, for items of one type."""
        self._spill = Spill(folder)
        self._dtype = np.dtype(dtype)

    def append(self, items: npt.NDArray[Any]) -> None:
        """Add items at the end; `Refused` if the disk is full."""
        if items.size:
            self._spill.write(np.ascontiguousarray(items, dtype=self._dtype).data)

    def array(self, *shape: int) -> npt.NDArray[Any]:
        """Return all of it, of this shape and not to be written to."""
        if not self._spill.bytes:
            return np.empty(shape, self._dtype)
        return np.frombuffer(self._spill.mapped(), self._dtype).reshape(shape)


def spilled_zeros(folder: Path, dtype: npt.DTypeLike, *shape: int) -> npt.NDArray[Any]:
    """Return an array in a file without a name, all zeros, to be written to in any order.

    Raises
    ------
    Refused
        If the disk is full.
    """
    if 0 in shape:
        return np.empty(shape, np.dtype(dtype))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    size = np.dtype(dtype).itemsize * math.prod(shape)
    with tempfile.TemporaryFile(dir=folder, buffering=0) as stream:
        try:
            os.posix_fallocate(stream.fileno(), 0, size)
        except OSError as problem:
            raise as_refusal(problem) from problem
        mapped = map_file(stream.fileno(), write=True)  # the map keeps the file
    return np.frombuffer(mapped, np.dtype(dtype)).reshape(shape)


class SpilledTable:
    """A table of Arrow arrays that grows in a file, a batch of rows at a time."""

    def __init__(self, folder: Path, schema: pa.Schema) -> None:
        """Make it in a folder, for columns of these names and types."""
        self._spill = Spill(folder)
        self._schema = schema
        self._writer = pa.ipc.new_file(pa.PythonFile(_Sink(self._spill), "w"), schema)

    def append(self, columns: list[pa.Array]) -> None:
        """Add rows at the end; `Refused` if the disk is full."""
        arrays = [
            column.cast(field.type) for column, field in zip(columns, self._schema, strict=True)
        ]
        self._writer.write_batch(pa.record_batch(arrays, schema=self._schema))

    def table(self) -> pa.Table:
        """Return all rows as a table that lies in the file; nothing can be added afterwards."""
        self._writer.close()
        return pa.ipc.open_file(pa.py_buffer(self._spill.mapped())).read_all()


def map_file(descriptor: int, *, write: bool) -> mmap.mmap:
    """Return a whole file mapped, so that `let_go` finds it."""
    access = mmap.PROT_READ | (mmap.PROT_WRITE if write else 0)
    mapped = mmap.mmap(descriptor, 0, prot=access)
    _mapped.add(mapped)
    return mapped


def as_refusal(problem: OSError) -> Exception:
    """Return what a full disk is to whoever brought the rows; any other problem as it is."""
    if problem.errno not in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return problem
    return Refused(
        "There is no room on the server's disk for so many rows.",
        what_to_do="Use fewer rows, or ask whoever runs Weighbridge for more room on its disk.",
    )


class _Sink:
    """A spill as Arrow writes to it."""

    closed = False

    def __init__(self, spill: Spill) -> None:
        self._spill = spill

    def write(self, piece: Any) -> int:
        self._spill.write(piece)
        return len(piece)

    def tell(self) -> int:
        return self._spill.bytes

    def flush(self) -> None:
        """Do nothing: `mapped` does it."""

    def close(self) -> None:
        """Do nothing: the spill is closed with its last use."""
