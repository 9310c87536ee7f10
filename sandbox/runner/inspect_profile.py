"""The inspector: opens a model file in the jail and tells what it shows by itself."""

import os
from collections.abc import Mapping
from typing import Any

import onnxruntime

from sandbox.runner.codes import Code, Trouble
from sandbox.runner.frames import Kind, Writer
from sandbox.runner.model_files import open_model
from sandbox.runner.onnx_facts import facts_of, signature_of
from sandbox.runner.onnx_graph import parse
from sandbox.runner.sessions import open_session
from sandbox.runner.text_encoder import TextEncoder
from sandbox.runner.warm_up import warm_up

TOKENS = "input_ids"


def prepare(_: Mapping[str, Any]) -> None:
    """Let the libraries open now what they would open at first use."""
    warm_up()


def work(
    inputs: Mapping[str, int], options: Mapping[str, Any], writer: Writer
) -> dict[str, object]:
    """Send what the model in `inputs["model"]` shows. Trouble for one that cannot be run."""
    with os.fdopen(inputs["model"], "rb") as stream:
        files = open_model(stream)
    model = parse(files.onnx)
    facts = facts_of(model, files)
    signature = signature_of(model, files)
    if files.tokenizer is not None:
        encoder = TextEncoder(files)
        facts["vocabulary_size"] = encoder.vocabulary_size
        facts["maximum_length"] = encoder.longest
    elif any(each["name"] == TOKENS for each in signature["inputs"]):
        raise Trouble(Code.BUNDLE_WITHOUT, member="tokenizer.json")
    # Nothing is computed: it shows whether onnxruntime takes the file.
    open_session(files.onnx, options["threads"], optimised=False)
    facts["opens_with"] = f"onnxruntime {onnxruntime.__version__}"
    writer.say(Kind.FACTS, {"format": files.format, "facts": facts, **signature})
    return {}
