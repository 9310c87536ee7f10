"""Charts hold their numbers, stay inside their frame, and say in words what they show."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import charts
from reports.charts import Range

counts = st.floats(-100, 100).map(lambda value: round(value, 2))


def read(svg):
    return ElementTree.fromstring(svg)


@given(st.tuples(counts, counts, counts).map(sorted), st.one_of(st.none(), st.floats(0.1, 50)))
def test_whatever_the_range_nothing_leaves_the_frame(ends, limit):
    low, value, high = ends
    picture = read(charts.more_wrong(Range(value, low, high), limit=limit, title="So it is."))
    width = float(picture.get("width"))
    for each in picture.iter():
        for name in ("x", "x1", "x2"):
            if each.get(name) is not None:
                assert -0.5 <= float(each.get(name)) <= width + 0.5
    assert picture.find("title").text == "So it is."


def test_the_needle_stands_where_the_number_is():
    picture = read(charts.more_wrong(Range(1, -2, 4), limit=5, title="x"))
    at = {}
    for text in picture.iter("text"):
        if text.text.isdigit() and text.get("y") == "86":
            at.setdefault(int(text.text), []).append(float(text.get("x")))
    zero, two_more = min(at[0]), max(at[2])
    needle = next(line for line in picture.iter("line") if line.get("stroke") == "#a8761a")
    assert float(needle.get("x1")) == pytest.approx((zero + two_more) / 2, abs=0.6)


@given(
    st.lists(
        st.tuples(st.floats(0, 100), st.floats(0, 100), st.floats(0, 100)).map(sorted),
        min_size=1,
        max_size=2,
    )
)
def test_bars_stay_inside_their_frame(rows):
    picture = read(
        charts.right_of_100(
            [
                ("A version with a very long name indeed", Range(value, low, high), True)
                for low, value, high in rows
            ],
            title="x",
        )
    )
    for line in picture.iter("line"):
        assert 0 <= float(line.get("x1")) <= 660
        assert 0 <= float(line.get("x2")) <= 660


def test_words_are_escaped():
    svg = charts.right_of_100([("<b>&", Range(90, 80, 95), True)], title="<script>")
    assert "<b>" not in svg
    assert read(svg).find("title").text == "<script>"


def test_nothing_in_a_chart_needs_a_style_the_content_policy_forbids():
    svg = charts.more_wrong(Range(1, -2, 4), limit=5, title="x") + charts.ruler()
    assert "style=" not in svg
    assert "<style" not in svg


@given(st.lists(st.integers(0, 500), min_size=4, max_size=4))
def test_the_strip_shares_its_width_by_the_counts(numbers):
    shares = [charts.Share(str(place), number, "#fff") for place, number in enumerate(numbers)]
    boxes = list(read(charts.rests_on(shares, title="x")).iter("rect"))
    assert len(boxes) == sum(number > 0 for number in numbers)
    for box in boxes:
        assert float(box.get("x")) + float(box.get("width")) <= 660.5
