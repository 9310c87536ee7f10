"""Looks at the headers of files that are not run: GGUF and safetensors. Standard library only."""

import importlib
from collections.abc import Mapping, Sequence
from typing import Any

from sandbox.runner import gguf_file, safetensors_file
from sandbox.runner.codes import Code, Trouble
from sandbox.runner.model_files import PlainModel


def prepare() -> None:
    """Import what the standard library itself imports at first use."""
    importlib.import_module("heapq")


def inspect(model: PlainModel, _: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the header shows."""
    if model.format == "gguf":
        facts = gguf_file.facts_of(gguf_file.read_gguf(model.stream))
    else:
        facts = safetensors_file.facts_of(safetensors_file.read_safetensors(model.stream))
    return {"facts": facts, "inputs": [], "outputs": [], "labels": None}


def start(model: PlainModel, _: Sequence[Any], __: Mapping[str, Any]) -> Any:
    """Say that such a file is not run."""
    raise Trouble(Code.NOT_RUN, found=model.format)
