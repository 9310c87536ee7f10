"""Amounts gone through in passes come to what they come to at once; resampled ends nearly so."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from content.refusal import Refused
from evaluations.measurement import row_blocks
from evaluations.measurement.columns import Columns, LabelledBy
from evaluations.measurement.number_counting import count_numbers
from evaluations.measurement.number_test import NumberAnswers
from evaluations.measurement.plan import Contender, TestPlan
from evaluations.measurement.progress import Silent
from evaluations.measurement.samples import take_samples
from evaluations.statistics.claims import Claim

ROWS = 3_000
WORDS = ["boiler", "rent", "viewing", "key", "deposit", "cold", "late", "garden"]


@pytest.fixture(scope="module", autouse=True)
def few_at_once():
    """Cut examples into blocks of seven hundred rows."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(row_blocks, "ROWS_AT_ONCE", 700)
        yield


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    """Return a plan, examples that are texts with amounts, and both versions' answers."""
    folder = tmp_path_factory.mktemp("runs")
    draw = np.random.default_rng(8)
    truth = draw.lognormal(7, 0.4, ROWS).round(0)
    texts = [" ".join(draw.choice(WORDS, size)) for size in draw.integers(3, 60, ROWS)]
    frame = pd.DataFrame(
        {
            "text": [f"{text} {row}" for row, text in enumerate(texts)],
            "area": draw.choice(["north", "south", ""], ROWS, p=[0.5, 0.45, 0.05]),
            "rent": [f"{amount:,}" for amount in truth],
            "street": [f"s{row // 5}" for row in range(ROWS)],
        },
        dtype=object,
    )
    samples = take_samples(
        frame,
        np.arange(2, ROWS + 2),
        Columns("rent", ("text",), slices=("area",)),
        name="rents.csv",
        sha256="0" * 64,
    )
    nobody: Any = None
    answers = [
        NumberAnswers(nobody, truth + draw.normal(0, spread, ROWS).round(2)) for spread in (90, 60)
    ]
    contender = Contender(folder / "m", "m", is_sheet=False)
    plan = TestPlan(
        contender, contender, folder / "s", "rents.csv", samples.columns, seed=3,
        margin_in_units=25.0,
    )  # fmt: skip
    return folder, plan, samples, *answers


def counted(given, most_whole, **changes):
    folder, plan, samples, student, teacher = given
    return count_numbers(
        replace(plan, **changes), samples, student, teacher, folder=folder, progress=Silent(),
        most_whole=most_whole,
    )  # fmt: skip


@pytest.fixture(scope="module")
def both(given):
    return counted(given, ROWS), counted(given, ROWS - 1)


def test_what_rests_on_exact_sums_is_the_same_to_the_last_digit(both):
    whole, passes = both
    assert (passes.repeated, passes.commonest) == (whole.repeated, whole.commonest)
    one, other = whole.summary.as_json(), passes.summary.as_json()
    assert other["mae_difference"] == one["mae_difference"]
    assert other["misses"] == one["misses"]
    assert other["verdict"] == one["verdict"]
    assert (other["margin"], other["look"]) == (one["margin"], one["look"])


def test_kinds_are_the_same_and_stand_in_the_same_order(both):
    whole, passes = (each.summary.as_json()["slices"] for each in both)
    assert {each["column"] for each in whole} == {"area", "input_length"}
    for one, other in zip(whole, passes, strict=True):
        for name in ("p_value", "p_holm"):
            assert other.pop(name) == pytest.approx(one.pop(name), rel=1e-9)
        assert other == one


def test_points_are_the_same_and_resampled_ends_nearly(both):
    for version in ("student", "teacher"):
        whole, passes = (each.summary.as_json()[version] for each in both)
        assert set(whole) == set(passes)
        for name, one in whole.items():
            other = passes[name]
            assert other["value"] == pytest.approx(one["value"], rel=1e-9)
            width = one["high"] - one["low"]
            for end in ("low", "high"):
                assert other[end] == pytest.approx(one[end], abs=0.15 * width)
        # Medians are drawn by their ranks, which are the same.
        assert passes["median_absolute_error"] == whole["median_absolute_error"]


def test_a_version_alone_and_one_whose_teacher_labelled(given):
    folder, plan, samples, student, _ = given
    for changes in ({}, {"labelled_by": LabelledBy.TEACHER}):
        whole, passes = (counted(given, most, **changes) for most in (ROWS, ROWS - 1))
        assert passes.summary.verdict == whole.summary.verdict
        assert passes.summary.difference == whole.summary.difference
    whole, passes = (
        count_numbers(
            plan, samples, student, None, folder=folder, progress=Silent(), most_whole=most
        ).summary.as_json()
        for most in (ROWS, ROWS - 1)
    )
    assert passes["teacher"] is whole["teacher"] is None
    assert passes["slices"] == whole["slices"]
    assert passes["misses"] == whole["misses"]


def test_rows_that_belong_together_are_held_whole(given):
    folder, plan, samples, student, teacher = given
    grouped = replace(samples, columns=replace(samples.columns, group="street"))
    whole, found = (
        count_numbers(
            plan, grouped, student, teacher, folder=folder, progress=Silent(), most_whole=most
        )
        for most in (ROWS, ROWS - 1)
    )
    assert found.summary.groups is not None
    assert found.summary.groups.count == ROWS // 5
    assert found.summary.as_json() == whole.summary.as_json()
    assert (found.repeated, found.commonest) == (whole.repeated, whole.commonest)


def test_a_claim_about_names_is_refused(given):
    with pytest.raises(Refused, match="A claim about accuracy cannot be held"):
        counted(given, ROWS - 1, claim=Claim("accuracy", 0.9))
