"""Opens an uploaded model by what it holds, never by its name, and tells what cannot be run why."""

import json
import posixpath
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
RUN_CODE = {"pickle", "joblib", "torch", "hdf5"}
NOT_YET = {"gguf", "tflite"}
# What a zip turns out to be by a name in it; the first that fits.
IN_ZIPS: tuple[tuple[str, Code, str], ...] = (
    ("data.pkl", Code.RUNS_CODE, "torch"),
    (".pkl", Code.RUNS_CODE, "pickle"),
    (".pickle", Code.RUNS_CODE, "pickle"),
    (".joblib", Code.RUNS_CODE, "joblib"),
    (".pt", Code.RUNS_CODE, "torch"),
    (".pth", Code.RUNS_CODE, "torch"),
    ("pytorch_model.bin", Code.RUNS_CODE, "torch"),
    ("model.weights.h5", Code.RUNS_CODE, "keras"),
    (".h5", Code.RUNS_CODE, "hdf5"),
    ("schema.json", Code.NOT_YET, "skops"),
    ("saved_model.pb", Code.NOT_YET, "saved_model"),
    (".safetensors", Code.NOT_YET, "safetensors"),
    (".gguf", Code.NOT_YET, "gguf"),
    (".tflite", Code.NOT_YET, "tflite"),
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


def open_model(stream: BinaryIO) -> ModelFiles:
    """Return the parts of the model in `stream`. Trouble for whatever cannot be run."""
    head = stream.read(HEAD)
    stream.seek(0)
    word = recognise(head)
    if word == "empty":
        raise Trouble(Code.EMPTY_FILE)
    if word == "zip":
        return _in_zip(stream)
    if word in RUN_CODE:
        raise Trouble(Code.RUNS_CODE, found=word)
    if word in NOT_YET:
        raise Trouble(Code.NOT_YET, found=word)
    if word != "unknown":
        raise Trouble(Code.NOT_A_MODEL, found=word)
    booster = _booster(head)
    if booster:
        raise Trouble(Code.NOT_YET, found=booster)
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


def _booster(head: bytes) -> str:
    """Return the name of another model format that has no magic number, or an empty text."""
    start = head[:4096]
    if start[:1] == b"{" and b"learner" in start:
        return "xgboost"
    if start.startswith((b"tree\nversion=", b"tree\r\nversion=")):
        return "lightgbm"
    header = int.from_bytes(head[:8], "little")
    if head[8:9] == b"{" and 2 <= header <= 100 * MIB:
        return "safetensors"
    return ""


def _in_zip(stream: BinaryIO) -> ModelFiles:
    archive = archives.open_zip(stream, most=UNPACKED_MOST, highest_ratio=1_000)
    names = [member.filename for member in archive.infolist() if not member.is_dir()]
    models = [name for name in names if name.lower().endswith(".onnx")]
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
