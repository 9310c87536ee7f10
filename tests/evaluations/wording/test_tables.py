"""What a difference between two versions is in words, where right answers are amounts."""

import pytest

from evaluations.wording.tables import kinds_of_case, what_kinds_tell


def number(value, low=None, high=None, why=None):
    return {"value": value, "low": low, "high": high, "why": why}


def evaluation(**kind):
    each = {
        "column": "area",
        "value": "damp",
        "made_by": "buyer",
        "n": 40,
        "verdict": "worse",
        **kind,
    }
    return {"slices": [], "numbers": {"slices": [each]}}


@pytest.mark.parametrize(
    ("difference", "said"),
    [
        (number(9.4, 8.0, 10.8), "12.5, against 3.1: 9.4 more, between 8 and 10.8 more"),
        (number(-2.0, -3.5, -0.5), "12.5, against 3.1: 2 less, between 0.5 and 3.5 less"),
        (number(1.0, -0.5, 2.5), "12.5, against 3.1: 1 more, between 0.5 less and 2.5 more"),
        (number(-1.0, why="2 rows"), "12.5, against 3.1: 1 less (too few examples for a range)"),
        (number(None, why="No labels of people."), "12.5, against 3.1: Not defined. No labels of people."),
        (None, "12.5, against 3.1"),
    ],
)  # fmt: skip
def test_a_kind_of_amounts_tells_both_versions_and_the_range_between(difference, said):
    one = evaluation(student=number(12.5), teacher=number(3.1), difference=difference)
    assert kinds_of_case(one) == [("area: damp", 40, said, "Worse than your limit")]
    assert what_kinds_tell(one, "the bigger version") == (
        "Off by on average, in the unit of the answers"
    )


def test_a_kind_of_one_version_alone_tells_how_far_off_it_is():
    one = evaluation(student=number(12.5, 11, 14), teacher=None, difference=None, verdict=None)
    assert kinds_of_case(one) == [("area: damp", 40, "12.5 (11 to 14)", "")]
    few = evaluation(
        student=number(12.5, why="2 rows"), teacher=None, difference=None, verdict=None
    )
    assert kinds_of_case(few) == [("area: damp", 40, "12.5 (too few examples for a range)", "")]
