"""A whole run from counts is what the rows give: equal where counts decide, near where steps do."""

import numpy as np
import pytest

from evaluations.statistics.claims import Claim
from evaluations.statistics.codes import encode_labels
from evaluations.statistics.label_checks import check_labels
from evaluations.statistics.slice_tally import Kinds, add_kinds, tally_kinds
from evaluations.statistics.slices import BUYER
from evaluations.statistics.summary import summarise
from evaluations.statistics.tallied_run import summarise_tally
from evaluations.statistics.tally import tally
from tests.evaluations.statistics.made_rows import made_predictions
from tests.evaluations.statistics.test_tally import part

ROWS, CUT = 3_000, 700
FROM_SCORES = ("auc", "average_precision", "ece_equal_mass", "ece_equal_width", "reliability")


@pytest.fixture(scope="module", params=[2, 4])
def rows(request):
    truth, student, teacher = made_predictions(ROWS, classes=request.param, seed=12)
    region = np.random.default_rng(3).choice(["north", "south", "isles"], ROWS, p=[0.6, 0.38, 0.02])
    return truth, student, teacher, region


def by_rows(rows, *, paired=True, **plan):
    truth, student, teacher, region = rows
    return summarise(
        truth,
        student,
        teacher if paired else None,
        slices={"region": region.tolist()},
        replicates=200,
        **plan,
    ).as_json()


def by_counts(rows, *, paired=True, **plan):
    truth, student, teacher, region = rows
    kept, kinds = None, Kinds()
    for start in range(0, ROWS, CUT):
        here = slice(start, min(start + CUT, ROWS))
        answers = [part(student, here), part(teacher, here)][: 2 if paired else 1]
        more = tally(list(truth[here]), *answers, first_row=start)
        kept = more if kept is None else kept + more
        given = {"label": truth[here].tolist(), "student": answers[0].labels}
        given |= {"teacher": answers[1].labels} if paired else {}
        labels, codes = encode_labels(**given)
        add_kinds(kinds, tally_kinds({("region", BUYER): region[here]}, labels, *codes.values()))
    assert kept is not None
    checks = check_labels(truth.tolist(), answers_possible=student.classes)
    return summarise_tally(kept, kinds, checks, replicates=200, **plan).as_json()


def apart(one, other, path=()):
    """Yield each place at which two results differ, and by how much."""
    if isinstance(one, dict) and isinstance(other, dict) and set(one) == set(other):
        for key in one:
            yield from apart(one[key], other[key], (*path, key))
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for place, (mine, theirs) in enumerate(zip(one, other, strict=True)):
            yield from apart(mine, theirs, (*path, place))
    elif isinstance(one, float) and isinstance(other, float):
        if one != other:
            yield path, abs(one - other)
    elif one != other:
        yield path, None


@pytest.mark.parametrize(
    "plan",
    [
        {},
        {"claim": Claim("accuracy", 0.7)},
        {"claim": Claim("retention", 0.9), "margin": 0.1, "look": 3},
        {"labelled_by": "teacher", "claim": Claim("accuracy", 0.7)},
        {"paired": False},
    ],
    ids=["plain", "claim", "retention", "labelled by the teacher", "alone"],
)
def test_the_blocks_are_those_of_the_rows(rows, plan):
    whole, kept = by_rows(rows, **plan), by_counts(rows, **plan)
    # Hard cases are made of rows, and who calls makes them.
    whole["slices"] = [each for each in whole["slices"] if each["made_by"] == "buyer"]
    differing = dict(apart(whole, kept))
    # One slice fewer to correct for.
    allowed = {"difference_adjusted", "p_holm", *FROM_SCORES, "two_tier", "hints"}
    assert {path for path in differing if not allowed & set(path)} == set()
    for path, by in differing.items():
        if {"auc", "average_precision", "ece_equal_mass", "ece_equal_width"} & set(path):
            assert by is not None, path
            assert by < 3e-3, path


def test_splitting_the_cases_is_as_fine_as_the_steps(rows):
    whole, kept = by_rows(rows)["comparison"], by_counts(rows)["comparison"]
    assert [each["sent"]["value"] for each in kept["two_tier"]] == pytest.approx(
        [each["sent"]["value"] for each in whole["two_tier"]], abs=1e-3
    )
    for mine, theirs in zip(kept["two_tier"], whole["two_tier"], strict=True):
        assert mine["difference"]["value"] == pytest.approx(theirs["difference"]["value"], abs=2e-3)
    assert kept["two_tier"][0]["difference"] == whole["accuracy_difference"]
