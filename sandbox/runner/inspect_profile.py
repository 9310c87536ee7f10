"""The inspector: opens a model file in the jail and tells what it shows by itself."""

import os
from collections.abc import Mapping
from typing import Any

from sandbox.runner import openers
from sandbox.runner.frames import Kind, Writer
from sandbox.runner.model_files import open_model


def prepare(options: Mapping[str, Any]) -> None:
    """Import the libraries that the file will probably need."""
    openers.prepare(options)


def work(
    inputs: Mapping[str, int], options: Mapping[str, Any], writer: Writer
) -> dict[str, object]:
    """Send what the model in `inputs["model"]` shows. Trouble for one that shows nothing."""
    with os.fdopen(inputs["model"], "rb") as stream:
        files = open_model(stream)
        shown = openers.opener_of(files).inspect(files, options)
    writer.say(Kind.FACTS, {"format": files.format, **shown})
    return {}
