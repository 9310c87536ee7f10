"""Opens an uploaded model by what it holds, never by its name, and tells what cannot be run why."""

import json
import posixpath
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, BinaryIO

from sandbox.runner import archives
from sandbox.runner.codes import Code, Trouble
from sandbox.runner.content_types import HEAD, recognise
from sandbox.runner.frames import MIB

UNPACKED_MOST = 4096 * MIB
JSON_MOST = 64 * MIB
# A skops file holds a member for each array: thousands in a forest.
SKOPS_MEMBERS = 100_000
SCHEMA = "schema.json"
RUN_CODE = {"pickle", "joblib", "torch", "hdf5"}
NOT_RUN = {"tflite", "catboost", "coreml", "pmml"}
COREML = re.compile(rb"\x08[\x01-\x1f]\x12[\x00-\xff]{1,4}?\x0a")
# What a zip turns out to be by a name in it; the first that fits.
IN_ZIPS: tuple[tuple[str, Code, str], ...] = (
    ("MAR-INF/MANIFEST.json", Code.RUNS_CODE, "torchserve"),
    ("constants.pkl", Code.RUNS_CODE, "torchscript"),
    ("data.pkl", Code.RUNS_CODE, "torch"),
    (".pkl", Code.RUNS_CODE, "pickle"),
    (".pickle", Code.RUNS_CODE, "pickle"),
    (".joblib", Code.RUNS_CODE, "joblib"),
    (".pt", Code.RUNS_CODE, "torch"),
    (".pth", Code.RUNS_CODE, "torch"),
    ("pytorch_model.bin", Code.RUNS_CODE, "torch"),
    ("model.weights.h5", Code.RUNS_CODE, "keras"),
    (".h5", Code.RUNS_CODE, "hdf5"),
    ("saved_model.pb", Code.NOT_RUN, "saved_model"),
    ("model_weights_config.json", Code.NOT_RUN, "torch_export"),
    (".safetensors", Code.NOT_RUN, "safetensors"),
    (".gguf", Code.NOT_RUN, "gguf"),
    (".tflite", Code.NOT_RUN, "tflite"),
    (".mlmodel", Code.NOT_RUN, "coreml"),
    ("flax_model.msgpack", Code.NOT_RUN, "flax"),
    (".npy", Code.NOT_A_MODEL, "numpy"),
    ("[Content_Types].xml", Code.NOT_A_MODEL, "office"),
)


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A model's parts in memory. A text bundle has a tokenizer and a configuration, a plain one none."""

    onnx: bytes
    tokenizer: str | None = None
    config: dict[str, Any] | None = None
    tokenizer_config: dict[str, Any] | None = None

    @property
    def format(self) -> str:
        """Return the format's published name."""
        return "onnx" if self.tokenizer is None else "onnx_text_bundle"


@dataclass(frozen=True, slots=True)
class PlainModel:
    """A model in one file of another format than ONNX, not yet read. `stream` stands at its start."""

    format: str
    stream: BinaryIO


def open_model(stream: BinaryIO) -> ModelFiles | PlainModel:
    """Return the model in `stream`. Trouble for whatever can be neither run nor looked at."""
    head = stream.read(HEAD)
    stream.seek(0)
    word = recognise(head)
    if word == "empty":
        raise Trouble(Code.EMPTY_FILE)
    if word == "zip":
        return _in_zip(stream)
    if word in RUN_CODE:
        raise Trouble(Code.RUNS_CODE, found=word)
    if word == "gguf":
        return PlainModel(word, stream)
    if word == "xml" and b"<PMML" in head[:4096]:
        word = "pmml"
    elif word == "unknown":
        word = _without_magic(head)
    if word in PLAIN:
        return PlainModel(word, stream)
    if word in NOT_RUN:
        raise Trouble(Code.NOT_RUN, found=word)
    if word != "unknown":
        raise Trouble(Code.NOT_A_MODEL, found=word)
    if looks_like(head) == "json":
        raise Trouble(Code.NOT_A_MODEL, found="json")
    return ModelFiles(stream.read())


def looks_like(head: bytes) -> str:
    """Return a word for a file that is no ONNX: JSON, text or neither."""
    if head.lstrip()[:1] in {b"{", b"["}:
        return "json"
    try:
        head[:1024].decode("ascii")
    except UnicodeDecodeError:
        return "binary"
    return "text" if all(byte >= 32 or byte in b"\t\r\n" for byte in head[:1024]) else "binary"


PLAIN = {"xgboost_json", "xgboost_ubj", "lightgbm_text", "safetensors"}


def _without_magic(head: bytes) -> str:
    """Return the word for a model format that has no magic number, or "unknown"."""
    start = head[:4096]
    if start.lstrip()[:1] == b"{" and (b'"learner"' in head or b'"gradient_booster"' in head):
        return "xgboost_json"
    # UBJSON: an object whose first key is a marker of length, its length and its letters.
    if start[:2] in {b"{L", b"{i", b"{U", b"{l", b"{I"} and b"learner" in start:
        return "xgboost_ubj"
    if start.startswith((b"tree\nversion=", b"tree\r\nversion=")):
        return "lightgbm_text"
    header = int.from_bytes(head[:8], "little")
    if head[8:9] == b"{" and 2 <= header <= 100 * MIB:
        return "safetensors"
    return "coreml" if COREML.match(start[:16]) else "unknown"


def _in_zip(stream: BinaryIO) -> ModelFiles | PlainModel:
    archive = archives.open_zip(
        stream, most=UNPACKED_MOST, highest_ratio=1_000, most_members=SKOPS_MEMBERS
    )
    names = [member.filename for member in archive.infolist() if not member.is_dir()]
    models = [name for name in names if name.lower().endswith(".onnx")]
    if SCHEMA in names and not models:
        stream.seek(0)
        return PlainModel("skops", stream)
    if len(names) > archives.MOST_MEMBERS:
        raise Trouble(Code.TOO_MANY_MEMBERS, found=len(names), limit=archives.MOST_MEMBERS)
    if not models:
        _say_what_zip(names)
    named = [name for name in models if posixpath.basename(name) == "model.onnx"]
    if len(models) > 1 and len(named) != 1:
        raise Trouble(Code.SEVERAL_MODELS, found=len(models))
    model = named[0] if len(named) == 1 else models[0]
    # Exports keep model.onnx either beside the tokenizer or in a folder below it.
    here = posixpath.dirname(model)
    folders = [here, posixpath.dirname(here)]
    found = {name: _beside(names, folders, name) for name in BUNDLE}
    content = _read(archive, model, UNPACKED_MOST)
    if found["tokenizer.json"] is None:
        return ModelFiles(content)
    if found["config.json"] is None:
        raise Trouble(Code.BUNDLE_WITHOUT, member="config.json")
    tokenizer = _read(archive, found["tokenizer.json"], JSON_MOST)
    extra = found["tokenizer_config.json"]
    try:
        text = tokenizer.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise Trouble(Code.BAD_TOKENIZER) from problem
    return ModelFiles(
        content,
        text,
        _json(archive, found["config.json"]),
        None if extra is None else _json(archive, extra),
    )


BUNDLE = ("tokenizer.json", "config.json", "tokenizer_config.json")


def _beside(names: Iterable[str], folders: Iterable[str], wanted: str) -> str | None:
    held = set(names)
    for folder in folders:
        name = posixpath.join(folder, wanted)
        if name in held:
            return name
    return None


def _say_what_zip(names: list[str]) -> None:
    for ending, code, found in IN_ZIPS:
        if any(name.endswith(ending) for name in names):
            raise Trouble(code, found=found)
    if any(posixpath.basename(name) in BUNDLE for name in names):
        raise Trouble(Code.BUNDLE_WITHOUT, member="model.onnx")
    raise Trouble(Code.NOT_A_MODEL, found="zip")


def _read(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    if archive.getinfo(name).file_size > most:
        raise Trouble(Code.UNPACKS_TOO_LARGE, member=name, limit_mb=most // MIB)
    return archives.read_member(archive, name)


def _json(archive: zipfile.ZipFile, name: str) -> dict[str, Any]:
    try:
        content = json.loads(_read(archive, name, JSON_MOST).decode("utf-8"))
    except (ValueError, RecursionError) as problem:
        raise Trouble(Code.BAD_CONFIG, member=posixpath.basename(name)) from problem
    if not isinstance(content, dict):
        raise Trouble(Code.BAD_CONFIG, member=posixpath.basename(name))
    return content
