"""The report's own charts hold their numbers and stay inside their frame."""

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from reports.typesetting import charts


def read(svg):
    return ElementTree.fromstring(svg)


def test_nothing_in_a_chart_needs_a_style_the_content_policy_forbids():
    svg = charts.ruler()
    assert "style=" not in svg
    assert "<style" not in svg


@given(st.lists(st.integers(0, 500), min_size=4, max_size=4))
def test_the_strip_shares_its_width_by_the_counts(numbers):
    shares = [charts.Share(str(place), number, "#fff") for place, number in enumerate(numbers)]
    boxes = list(read(charts.rests_on(shares, title="x")).iter("rect"))
    assert len(boxes) == sum(number > 0 for number in numbers)
    for box in boxes:
        assert float(box.get("x")) + float(box.get("width")) <= 660.5
