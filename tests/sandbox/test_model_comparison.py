"""Two model files side by side: what the smaller is to the bigger, in numbers and in words."""

import pytest

from content.conversions import ways_for
from sandbox.inspection import Inspection, Observation
from sandbox.model_comparison import compare_models, in_words
from sandbox.runner.codes import Code
from sandbox.runner.model_files import IN_ZIPS, NOT_RUN, RUN_CODE


def shown(size, **seen):
    observations = {
        key: Observation(value=value, how="counted", certainty="measured")
        for key, value in seen.items()
    }
    return Inspection(
        format="onnx", sha256="0" * 64, bytes=size, observations=observations, notes=[]
    )


def test_a_smaller_copy_is_told_by_its_ratios():
    student = shown(250, parameters=100, layers=3, tokenizer_sha256="a", labels=["x", "y"])
    teacher = shown(1000, parameters=400, layers=6, tokenizer_sha256="a", labels=["y", "x"])

    found = compare_models(student, teacher)

    assert (found.bytes_ratio, found.parameters_ratio, found.layers_ratio) == (0.25, 0.25, 0.5)
    assert found.same_tokenizer
    assert found.same_labels
    assert in_words(found) == [
        "Its file is 0.25 times the size of the bigger version’s.",
        "It holds 0.25 times as many numbers.",
        "It has 0.5 times as many layers.",
        "It splits texts into tokens as the bigger version does.",
        "Both name the same labels.",
    ]


def test_what_a_file_does_not_tell_is_not_compared():
    found = compare_models(shown(10), shown(10, parameters=5, labels=["x"]))

    assert found.parameters_ratio is None
    assert found.same_labels is None
    assert in_words(found) == ["Its file is exactly the size of the bigger version’s."]


def test_two_that_differ_are_told_apart():
    student, teacher = (shown(10, tokenizer_sha256=word, labels=[word]) for word in "ab")

    said = in_words(compare_models(student, teacher))

    assert said[1:] == [
        "It splits texts into tokens in another way.",
        "The two name different labels.",
    ]


@pytest.mark.parametrize(
    "found",
    sorted(
        RUN_CODE | NOT_RUN | {word for _, code, word in IN_ZIPS if code in {Code.RUNS_CODE, Code.NOT_RUN}}
    ),
)  # fmt: skip
def test_every_kind_that_is_not_run_has_lines_to_copy(found):
    ways = ways_for(found)

    assert ways
    assert all(way.snippet.strip() and way.title and way.mind for way in ways)
