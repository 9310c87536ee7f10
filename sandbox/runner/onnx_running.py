"""Runs and inspects ONNX models, alone or with a tokenizer, in onnxruntime."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import onnxruntime

from sandbox.runner.binding import Binding, bind_table, bind_text, fixed_length
from sandbox.runner.codes import Code, Trouble
from sandbox.runner.feature_columns import Column
from sandbox.runner.model_files import ModelFiles
from sandbox.runner.onnx_facts import facts_of, signature_of
from sandbox.runner.onnx_graph import parse
from sandbox.runner.onnx_labels import label_lists
from sandbox.runner.running import Running
from sandbox.runner.sessions import as_trouble, open_session
from sandbox.runner.text_encoder import TextEncoder
from sandbox.runner.warm_up import warm_up

TOKENS = "input_ids"


def prepare() -> None:
    """Let the libraries open now what they would open at first use."""
    warm_up()


def inspect(files: ModelFiles, options: Mapping[str, Any]) -> dict[str, Any]:
    """Return facts, inputs, outputs and labels. Trouble for a model that cannot be run."""
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
    return {"facts": facts, **signature}


def start(files: ModelFiles, columns: Sequence[Column], options: Mapping[str, Any]) -> Running:
    """Return the model, open and joined to `columns`."""
    lists = label_lists(parse(files.onnx), files.config)
    session = open_session(files.onnx, options["threads"], optimised=True)
    given = session.get_inputs()
    if files.tokenizer is None:
        binding = bind_table(given, columns)
        return Running(_ask(session, binding), binding.at_once, lists)
    encoder = TextEncoder(files, fixed_length(given))
    binding = bind_text(given, columns, encoder)
    return Running(
        _ask(session, binding), binding.at_once, lists, softmax=True, cut=lambda: encoder.cut
    )


def _ask(session: Any, binding: Binding) -> Any:
    def ask(start: int, stop: int) -> Iterator[tuple[list[Any], int]]:
        """Run these rows; a graph of fixed size is fed in its own steps."""
        step = binding.exactly or stop - start
        for first in range(start, stop, step):
            rows = min(step, stop - first)
            feed = binding.feed(first, first + rows)
            if rows < step:
                feed = {name: _filled(values, step) for name, values in feed.items()}
            try:
                outputs = session.run(None, feed)
            except Exception as problem:
                raise as_trouble(problem, Code.RUN_FAILED) from problem
            yield [_first(output, rows, step) for output in outputs], rows

    return ask


def _filled(values: Any, rows: int) -> Any:
    """Return `values` with its last row repeated until there are `rows`."""
    missing = rows - len(values)
    return np.concatenate([values, np.repeat(values[-1:], missing, axis=0)])


def _first(output: Any, rows: int, step: int) -> Any:
    """Return the answers to the first `rows`; whatever is not one for each row stays whole."""
    return output[:rows] if rows < step and len(output) == step else output
