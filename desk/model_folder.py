"""Opens what a user names as a model: a file as it is, a folder as one uncompressed zip.

The files of a folder are copied, not read: what they hold, the jail tells.
"""

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from content.refusal import Refused

MOST_FILES = 50
# Zip's own epoch: the same folder gives the same bytes, whenever it is packed.
_EPOCH = (1980, 1, 1, 0, 0, 0)


@contextmanager
def opened(path: Path) -> Iterator[tuple[BinaryIO, bool]]:
    """Yield the bytes to store, and whether they are our zip of a folder."""
    if not path.is_dir():
        with path.open("rb") as source:
            yield source, False
        return
    files = sorted(each for each in path.rglob("*") if each.is_file() and not each.is_symlink())
    if not files or len(files) > MOST_FILES:
        raise Refused(
            f"The folder holds {len(files)} files.",
            file=path.name,
            what_to_do="A model's folder holds model.onnx, tokenizer.json and config.json.",
        )
    with tempfile.TemporaryFile() as packed:
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
            for each in files:
                info = zipfile.ZipInfo(each.relative_to(path).as_posix(), _EPOCH)
                with each.open("rb") as source, archive.open(info, "w", force_zip64=True) as target:
                    while chunk := source.read(1 << 20):
                        target.write(chunk)
        packed.seek(0)
        yield cast("BinaryIO", packed), True
