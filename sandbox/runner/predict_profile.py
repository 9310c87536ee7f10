"""Runs a model in the jail on features alone and hands back labels and scores, batch by batch.

Labels never come here, rows come shuffled, and time is taken outside.
"""

import os
import struct
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from sandbox.runner.answers import Answers
from sandbox.runner.binding import Binding, bind_table, bind_text, fixed_length
from sandbox.runner.codes import Code
from sandbox.runner.feature_columns import Column, map_features
from sandbox.runner.frames import Kind, Writer
from sandbox.runner.model_files import open_model
from sandbox.runner.onnx_graph import parse
from sandbox.runner.onnx_labels import label_lists
from sandbox.runner.sessions import as_trouble, open_session
from sandbox.runner.text_encoder import TextEncoder
from sandbox.runner.warm_up import warm_up

COUNTS = struct.Struct("<II")


def prepare(_: Mapping[str, Any]) -> None:
    """Let the libraries open now what they would open at first use."""
    warm_up()


def work(
    inputs: Mapping[str, int], options: Mapping[str, Any], writer: Writer
) -> dict[str, object]:
    """Send the answers of the model in `inputs["model"]` to the rows in `inputs["features"]`."""
    features = map_features(inputs["features"])
    with os.fdopen(inputs["model"], "rb") as stream:
        files = open_model(stream)
    lists = label_lists(parse(files.onnx), files.config)
    session = open_session(files.onnx, options["threads"], optimised=True)
    given = session.get_inputs()
    encoder = None if files.tokenizer is None else TextEncoder(files, fixed_length(given))
    binding = _bound(given, features.columns, encoder)
    answers = Answers(lists, softmax=encoder is not None)
    writer.say(Kind.OPENED, {})
    at_once = options["rows_at_once"] or binding.at_once
    if at_once == 1:
        writer.wait_for_reader()
    told = 0
    for start in range(0, features.rows, at_once):
        stop = min(start + at_once, features.rows)
        numbers, scores = _batch(session, binding, answers, start, stop)
        if len(answers.names) > told or start == 0:
            fresh = {"classes": answers.classes, "names": answers.names[told:]}
            writer.say(Kind.NAMES, fresh)
            told = len(answers.names)
        width = 0 if scores is None else scores.shape[1]
        held = b"" if scores is None else scores.astype("<f4", copy=False).tobytes()
        writer.send(Kind.BATCH, COUNTS.pack(stop - start, width), numbers.tobytes(), held)
    return {"cut": 0 if encoder is None else encoder.cut, "scored": answers.scored}


def _bound(given: Any, columns: list[Column], encoder: TextEncoder | None) -> Binding:
    return bind_table(given, columns) if encoder is None else bind_text(given, columns, encoder)


def _batch(
    session: Any, binding: Binding, answers: Answers, start: int, stop: int
) -> tuple[Any, Any]:
    """Return label numbers and scores for these rows; a graph of fixed size is fed in its own steps."""
    parts = [answers.read(outputs, rows) for outputs, rows in _runs(session, binding, start, stop)]
    numbers = np.concatenate([part[0] for part in parts])
    scores = [part[1] for part in parts if part[1] is not None]
    return numbers, np.concatenate(scores) if scores else None


def _runs(session: Any, binding: Binding, start: int, stop: int) -> Iterator[tuple[Any, int]]:
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


def _filled(values: Any, rows: int) -> Any:
    """Return `values` with its last row repeated until there are `rows`."""
    missing = rows - len(values)
    return np.concatenate([values, np.repeat(values[-1:], missing, axis=0)])


def _first(output: Any, rows: int, step: int) -> Any:
    """Return the answers to the first `rows`; whatever is not one for each row stays whole."""
    return output[:rows] if rows < step and len(output) == step else output
