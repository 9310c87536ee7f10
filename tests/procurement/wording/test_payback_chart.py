"""The picture of what has been paid: the lines stand where the sums are, and none leaves it."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.wording.payback_chart import FLOOR, TOP, paid_so_far, table_months
from tests.procurement.payback.typing_it import TURBO, weighed


def drawn(costs):
    root = ElementTree.fromstring(paid_so_far(costs, title="Paid < so far"))
    return root, [line.attrib for line in root.iter("line")]


def lines(found, css):
    return [(float(each["y1"]), float(each["y2"])) for each in found if each.get("class") == css]


def test_a_line_for_each_version_from_what_is_paid_once_on():
    root, found = drawn(weighed(**TURBO, set_up="468").costs)
    assert root.find("title").text == "Paid < so far"
    # A year of the bigger version is 2,080 pounds, of this one 468 + 208 = 676; the scale ends at 4,000.
    whole = FLOOR - TOP
    assert lines(found, "bigger") == [(FLOOR, pytest.approx(FLOOR - whole * 2080 / 4000, abs=0.01))]
    assert lines(found, "range-line") == [
        (
            pytest.approx(FLOOR - whole * 468 / 4000, abs=0.01),
            pytest.approx(FLOOR - whole * 676 / 4000, abs=0.01),
        )
    ]
    said = [text.text for text in root.iter("text")]
    assert said == [
        "£0", "£1,000", "£2,000", "£3,000", "£4,000", "0", "3", "6", "9", "12", "Months",
    ]  # fmt: skip


def test_both_ends_of_a_range_are_drawn():
    _, found = drawn(weighed(**TURBO | {"price": "1p to 3p"}).costs)
    assert (len(lines(found, "range-line")), len(lines(found, "bigger"))) == (2, 1)


def test_the_table_has_the_marked_months():
    costs = weighed(**TURBO, set_up="468").costs
    assert [each.month for each in table_months(costs)] == [0, 3, 6, 9, 12]


@given(
    st.fixed_dictionaries(
        dict.fromkeys(("price", "dear_price", "volume", "set_up", "upkeep"), st.integers(0, 10**6).map(str))
    )
)  # fmt: skip
def test_no_line_leaves_the_picture(typed):
    _, found = drawn(weighed(**typed).costs)
    for css in ("range-line", "bigger"):
        for ends in lines(found, css):
            assert all(TOP - 0.01 <= end <= FLOOR + 0.01 for end in ends)
