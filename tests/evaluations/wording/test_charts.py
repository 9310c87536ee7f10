"""A test's charts hold their numbers, stay inside their frame, and say in words what they show."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.wording import charts
from evaluations.wording.counts import Range

counts = st.floats(-100, 100).map(lambda value: round(value, 2))


def read(svg):
    return ElementTree.fromstring(svg)


def share(written):
    """A place along the picture, as a share of its width."""
    return float(written.removesuffix("%")) / 100


def places(picture):
    return [
        share(each.get(name))
        for each in picture.iter()
        for name in ("x", "x1", "x2", "cx")
        if each.get(name) is not None
    ]


@given(st.tuples(counts, counts, counts).map(sorted), st.one_of(st.none(), st.floats(0.1, 50)))
def test_whatever_the_range_nothing_leaves_the_frame(ends, limit):
    low, value, high = ends
    picture = read(charts.more_wrong(Range(value, low, high), limit=limit, title="So it is."))
    assert all(-0.001 <= place <= 1.001 for place in places(picture))
    assert picture.find("title").text == "So it is."


def test_the_needle_stands_where_the_number_is():
    picture = read(charts.more_wrong(Range(1, -2, 4), limit=5, title="x"))
    at = {}
    for text in picture.iter("text"):
        if text.text.isdigit():
            at.setdefault(int(text.text), []).append(share(text.get("x")))
    zero, two_more = min(at[0]), max(at[2])
    needle = next(line for line in picture.iter("line") if line.get("class") == "needle")
    assert share(needle.get("x1")) == pytest.approx((zero + two_more) / 2, abs=0.001)


@given(st.floats(-20, 20), st.floats(0.1, 50))
def test_the_two_words_above_the_plot_never_touch_on_a_phone(value, limit):
    picture = read(charts.more_wrong(Range(value, value - 1, value + 1), limit=limit, title="x"))
    above = [each for each in picture.iter("text") if each.get("font-weight") == "600"]
    assert {each.text for each in above} == {"No difference", "Your limit"}
    ends = {"start": (0, 1), "middle": (-0.5, 0.5), "end": (-1, 0)}
    # Of 270 px, what is left of a 320 px phone: the longer word takes about 95.
    widths = {"No difference": 95 / 270, "Your limit": 75 / 270}
    reach = [
        tuple(
            share(each.get("x")) + end * widths[each.text] for end in ends[each.get("text-anchor")]
        )
        for each in above
    ]
    apart = reach[0][1] <= reach[1][0] or reach[1][1] <= reach[0][0]
    assert apart or above[0].get("y") != above[1].get("y")


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
    assert all(0 <= place <= 1 for place in places(picture))


@given(st.tuples(*[st.floats(0, 100)] * 3).map(sorted), st.floats(0, 100))
def test_every_kind_of_case_fits_the_scale_they_share(ends, bigger):
    low, value, high = ends
    axis = charts.kind_axis(max(high, bigger))
    picture = read(
        charts.kind_of_case(axis, Range(value, low, high), bigger, worse=False, title="x")
    )
    assert axis.high <= 100
    assert all(0 <= place <= 1 for place in places(picture))


def test_words_are_escaped():
    svg = charts.right_of_100([("<b>&", Range(90, 80, 95), True)], title="<script>")
    assert "<b>" not in svg
    assert read(svg).find("title").text == "<script>"


def test_nothing_in_a_chart_needs_a_style_the_content_policy_forbids():
    svg = charts.more_wrong(Range(1, -2, 4), limit=5, title="x")
    assert "style=" not in svg
    assert "<style" not in svg
