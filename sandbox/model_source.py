"""Lays a vendor's model out for the jail: one file, or a folder packed into one zip, uncompressed.

Nothing is opened here but to be copied; what it is, the jail tells.
"""

import hashlib
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from content.refusal import Refused
from sandbox.contract import Limits
from sandbox.runner.format_hint import hint_of
from sandbox.staging import Staged, copy_in

PARTS = ("tokenizer.json", "config.json", "tokenizer_config.json")
# The names of files that are a whole model; what they are, their content tells.
WHOLE = (".skops", ".ubj", ".gguf", ".safetensors")
# Exports of text models keep the graph in a folder of this name.
BELOW = "onnx"
MOST_NAMES = 500

# What a zero is to a model that can leave figures out: a figure, or missing.
Zeros = Literal["given", "missing"]
WHOLE_FOLDER = "A folder's SHA-256 is that of its list: sha256sum {names} | sha256sum"


@dataclass(frozen=True, slots=True)
class ModelSource:
    """Where a model lies: a file, a zip, or a folder with model.onnx, tokenizer.json and config.json."""

    path: Path
    name: str = ""

    @property
    def shown(self) -> str:
        """Return what sentences call it."""
        return self.name or self.path.name


@dataclass(frozen=True, slots=True)
class StagedModel:
    """The one file the jail is granted, and what the parent saw of the original."""

    path: Path
    sha256: str
    bytes: int
    note: str = ""

    @property
    def hint(self) -> str:
        """Return which libraries the jail should have in hand; see `format_hint`."""
        return hint_of(self.path)


def stage_model(source: ModelSource, folder: Path, limits: Limits) -> StagedModel:
    """Copy `source` into `folder`. Refused when it cannot be read, is too large, or is a link."""
    if source.path.is_dir():
        alone = _alone(source)
        if alone is not None:
            copy = copy_in(alone, folder / "model", most=limits.file, name=source.shown)
            return StagedModel(
                copy.path, copy.sha256, copy.bytes, f"Of the folder we took {alone.name}."
            )
        return _pack(source, folder, limits)
    copy = copy_in(source.path, folder / "model", most=limits.file, name=source.shown)
    return StagedModel(copy.path, copy.sha256, copy.bytes)


def _alone(source: ModelSource) -> Path | None:
    """Return the one file of a folder that may be a whole model by itself, where it holds no ONNX."""
    files = _files(source)
    if any(name.endswith(".onnx") for name in files):
        return None
    found = [path for name, path in files.items() if name.endswith(WHOLE) and not path.is_symlink()]
    return found[0] if len(found) == 1 else None


def _pack(source: ModelSource, folder: Path, limits: Limits) -> StagedModel:
    packed = folder / "model"
    copies: dict[str, Staged] = {}
    left = limits.file
    with zipfile.ZipFile(packed, "x") as archive:
        for name, path in _files(source).items():
            if not _wanted(name):
                # Its name alone tells the jail what kind of folder this is.
                archive.writestr(name, b"")
                continue
            if path.is_symlink():
                raise Refused(
                    "This file is only a link to another.",
                    file=f"{source.shown}/{name}",
                    what_to_do="Put the file itself into the folder.",
                )
            copy = copy_in(path, folder / "part", most=left, name=f"{source.shown}/{name}")
            archive.write(copy.path, name)
            copy.path.unlink()
            left -= copy.bytes
            copies[name] = copy
    listed = io.StringIO()
    for name, copy in copies.items():
        listed.write(f"{copy.sha256}  {name}\n")
    return StagedModel(
        packed,
        hashlib.sha256(listed.getvalue().encode()).hexdigest(),
        sum(copy.bytes for copy in copies.values()),
        WHOLE_FOLDER.format(names=" ".join(copies)),
    )


def _files(source: ModelSource) -> dict[str, Path]:
    try:
        here = [path for path in source.path.iterdir() if not path.is_dir()]
        below = [path for path in source.path.glob(f"{BELOW}/*") if not path.is_dir()]
    except OSError as problem:
        raise Refused(
            f"The folder cannot be read: {problem.strerror}.",
            file=source.shown,
            what_to_do="Check that you may read it.",
        ) from problem
    if not here and not below:
        raise Refused(
            "The folder holds no files.",
            file=source.shown,
            what_to_do="Give a folder with model.onnx, tokenizer.json and config.json.",
        )
    named = {
        path.relative_to(source.path).as_posix(): path for path in [*here, *below][:MOST_NAMES]
    }
    return dict(sorted(named.items()))


def _wanted(name: str) -> bool:
    return name in PARTS or name.endswith(".onnx")
