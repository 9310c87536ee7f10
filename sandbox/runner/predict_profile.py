"""Runs a model in the jail on features alone and hands back labels and scores, batch by batch.

Labels never come here, rows come shuffled, and time is taken outside.
"""

import os
import struct
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from sandbox.runner import openers
from sandbox.runner.answers import Answers, numbers_of
from sandbox.runner.codes import Code, Trouble
from sandbox.runner.feature_columns import Features, map_features
from sandbox.runner.frames import Kind, Writer
from sandbox.runner.model_files import open_model
from sandbox.runner.running import Ask, Running

COUNTS = struct.Struct("<II")
COMPARED = 500


def prepare(options: Mapping[str, Any]) -> None:
    """Import the libraries that the file will probably need."""
    openers.prepare(options)


def work(
    inputs: Mapping[str, int], options: Mapping[str, Any], writer: Writer
) -> dict[str, object]:
    """Send the answers of the model in `inputs["model"]` to the rows in `inputs["features"]`."""
    features = map_features(inputs["features"])
    with os.fdopen(inputs["model"], "rb") as stream:
        files = open_model(stream)
        running = openers.opener_of(files).start(files, features.columns, options)
    for_numbers = options["task"] == "numbers"
    if running.gives and (running.gives == "numbers") != for_numbers:
        raise Trouble(Code.GIVES_LABELS if for_numbers else Code.GIVES_NUMBERS)
    writer.say(Kind.OPENED, {})
    at_once = options["rows_at_once"] or running.at_once
    if at_once == 1:
        writer.wait_for_reader()
    end = (
        _send_numbers(running, features.rows, at_once, writer)
        if for_numbers
        else _send_labels(running, features.rows, at_once, writer)
    )
    return {
        "cut": running.cut(),
        "fed": running.fed,
        **end,
        **_without_zeros(running, features, for_numbers),
    }


def _send_labels(running: Running, rows: int, at_once: int, writer: Writer) -> dict[str, object]:
    answers = Answers(running.lists, softmax=running.softmax, certain=running.certain)
    told = 0
    for start in range(0, rows, at_once):
        stop = min(start + at_once, rows)
        numbers, scores = _labels(running.ask, answers, start, stop)
        if len(answers.names) > told or start == 0:
            fresh = {"classes": answers.classes, "names": answers.names[told:]}
            writer.say(Kind.NAMES, fresh)
            told = len(answers.names)
        width = 0 if scores is None else scores.shape[1]
        held = b"" if scores is None else scores.astype("<f4", copy=False).tobytes()
        writer.send(Kind.BATCH, COUNTS.pack(stop - start, width), numbers.tobytes(), held)
    return {"scored": answers.scored}


def _send_numbers(running: Running, rows: int, at_once: int, writer: Writer) -> dict[str, object]:
    for start in range(0, rows, at_once):
        numbers = _numbers(running.ask, start, min(start + at_once, rows))
        writer.send(Kind.NUMBERS, numbers.astype("<f8", copy=False).tobytes())
    return {"scored": False}


def _labels(ask: Ask, answers: Answers, start: int, stop: int) -> tuple[Any, Any]:
    parts = [answers.read(outputs, rows) for outputs, rows in ask(start, stop)]
    scores = [part[1] for part in parts if part[1] is not None]
    return np.concatenate([part[0] for part in parts]), np.concatenate(scores) if scores else None


def _numbers(ask: Ask, start: int, stop: int) -> npt.NDArray[np.float64]:
    return np.concatenate([numbers_of(outputs, rows) for outputs, rows in ask(start, stop)])


def _without_zeros(running: Running, features: Features, for_numbers: bool) -> dict[str, object]:
    """Return how many of the first rows would be answered otherwise if a zero meant *not given*.

    Some models take a zero that is left out for a missing figure, and only the vendor knows which
    way theirs was trained.
    """
    if running.zeros_left_out is None:
        return {"compared": 0, "otherwise": 0}
    rows = min(features.rows, COMPARED)
    if for_numbers:
        one, other = (_numbers(ask, 0, rows) for ask in (running.ask, running.zeros_left_out))
        apart = ~np.isclose(one, other, equal_nan=True)
    else:
        answers = Answers(running.lists, softmax=running.softmax, certain=running.certain)
        one, other = (
            _labels(ask, answers, 0, rows)[0] for ask in (running.ask, running.zeros_left_out)
        )
        apart = one != other
    return {"compared": rows, "otherwise": int(apart.sum())}
