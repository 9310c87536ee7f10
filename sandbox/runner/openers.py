"""Finds the module of the runner that opens a format. It must have been imported before the lock."""

import importlib
import sys
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from sandbox.runner.codes import Code, Trouble
from sandbox.runner.format_hint import OPENERS
from sandbox.runner.model_files import ModelFiles, PlainModel

OPENS = {
    "onnx": "onnx",
    "onnx_text_bundle": "onnx",
    "skops": "skops",
    "xgboost_json": "xgboost",
    "xgboost_ubj": "xgboost",
    "lightgbm_text": "lightgbm",
    "gguf": "headers",
    "safetensors": "headers",
}
# What these would import though nothing here needs it; without it they start a second sooner.
NOT_NEEDED = {"xgboost": ("sklearn", "pandas"), "lightgbm": ("sklearn", "pandas")}
# The two whose library is not on every machine.
LIBRARIES = {"xgboost": "XGBoost", "lightgbm": "LightGBM"}


def prepare(options: Mapping[str, Any]) -> None:
    """Import what the parent's hint asks for, and let it open what it would open at first use.

    The jail's self-test gives no hint, and tries what most models need.
    """
    word = options.get("hint", "onnx")
    for name in NOT_NEEDED.get(word, ()):
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        opener = importlib.import_module(OPENERS[word])
    except ImportError:
        if word not in LIBRARIES:
            raise
        return  # told when the file is there that needs it
    opener.prepare()


def opener_of(files: ModelFiles | PlainModel) -> ModuleType:
    """Return the module for a model that was opened. Trouble if it is not there."""
    word = OPENS[files.format]
    found = sys.modules.get(OPENERS[word])
    if found is not None:
        return found
    if word in LIBRARIES:
        raise Trouble(Code.LIBRARY_MISSING, library=LIBRARIES[word])
    # Its first bytes and its content say different things: no exporter writes such a file.
    raise Trouble(Code.BROKEN_MODEL, found=files.format)
