"""Which tests stand first where there is room for one or two."""

import pytest

from reports.parts.leading_tests import leading_tests
from reports.suggestion import Ground

NO, YET, CONDITIONS = "do_not_proceed", "do_not_proceed_yet", "proceed_with_conditions"


@pytest.mark.parametrize(
    ("how_many", "grounds", "order"),
    [
        (0, [], ()),
        (3, [], (3, 2, 1)),
        (3, [("test", "3", NO), ("test", "1", CONDITIONS)], (3, 2, 1)),
        (3, [("test", "1", NO), ("case", "2.1", CONDITIONS)], (1, 3, 2)),
        (3, [("test", "1", NO), ("test", "2", NO)], (2, 3, 1)),
        # What only asks for conditions does not push the newest from its place.
        (3, [("case", "1.2", CONDITIONS)], (3, 1, 2)),
        (3, [("flag", "r", YET), ("test", "1", CONDITIONS)], (3, 2, 1)),
    ],
)
def test_the_newest_and_the_one_that_decides_lead(how_many, grounds, order):
    made = [Ground(kind=kind, ref=ref, weight=weight) for kind, ref, weight in grounds]
    assert leading_tests(how_many, made) == order
