"""A row of the benches says rightly whether its bar is met."""

import pytest

from bench.rows import Row


@pytest.mark.parametrize(
    ("row", "met"),
    [
        (Row("slower than the peer", 2.0, peer="a", theirs=1.0, bar=1.1), False),
        (Row("quicker than the peer", 1.0, peer="a", theirs=2.0, bar=1.1), True),
        (Row("on the bar", 0.4, bar=0.4), True),
        (Row("over the bar", 0.41, bar=0.4), False),
        (Row("too rarely held", 0.92, "", bar=0.93, least=True), False),
        (Row("held often enough", 0.95, "", bar=0.93, least=True), True),
        (Row("nothing promised", 5.0), None),
    ],
)
def test_a_ratio_is_held_to_the_bar_and_else_the_value_itself(row, met):
    assert row.met is met
    assert row.cells()[-1] == {True: "met", False: "NOT MET", None: ""}[met]
