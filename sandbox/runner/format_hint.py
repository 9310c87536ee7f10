"""Guesses from a file's first and last bytes which libraries will be needed to open it.

The libraries must be imported before the process is locked, and the file is opened after. So the
parent, which has the bytes in its hand while it copies them, compares a few of them and passes on a
word. It decides nothing else: what the file is, the jail tells. Standard library only.
"""

from pathlib import Path

END = 256 * 1024
HEAD = 64
# Word: the module of the runner that imports the libraries.
OPENERS = {
    "onnx": "sandbox.runner.onnx_running",
    "skops": "sandbox.runner.skops_running",
    "xgboost": "sandbox.runner.xgboost_running",
    "lightgbm": "sandbox.runner.lightgbm_running",
    "headers": "sandbox.runner.header_running",
}


def hint_of(path: Path) -> str:
    """Return the word for the file at `path`, one of `OPENERS`."""
    with path.open("rb") as stream:
        head = stream.read(HEAD)
        stream.seek(max(0, path.stat().st_size - END))
        return hint(head, stream.read(END))


def hint(head: bytes, end: bytes) -> str:
    """Return the word for a file that begins with `head` and ends with `end`."""
    if head.startswith(b"PK"):
        return "skops" if b"schema.json" in end and b".onnx" not in end else "onnx"
    if head.lstrip().startswith(b"{"):
        return "xgboost"
    if head.startswith((b"tree\n", b"tree\r\n")):
        return "lightgbm"
    if head.startswith(b"GGUF") or head[8:9] == b"{":
        return "headers"
    return "onnx"
