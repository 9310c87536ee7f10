"""A colour is taken if words in it can be read on white; the contrasts are the W3C's published ones."""

import colorsys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.refusal import Refused
from reports.advising.accent import LEAST, accent, contrast_with_white, nearest_shade

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


# Values of the W3C's own examples (WCAG 2.2, technique G18) and of WebAIM's contrast checker.
@pytest.mark.parametrize(
    ("colour", "published"),
    [
        ("#000000", 21.0),
        ("#ffffff", 1.0),
        ("#767676", 4.54),
        ("#777777", 4.48),
        ("#ff0000", 4.0),
        ("#0000ff", 8.59),
        ("#008000", 5.14),
    ],
)
def test_contrast_is_what_is_published(colour, published):
    assert contrast_with_white(colour) == pytest.approx(published, abs=0.006)


@pytest.mark.parametrize("said", ["#12483D", "12483d", " #12483d "])
def test_a_colour_is_kept_in_one_spelling(said):
    assert accent(said) == "#12483d"


def test_three_signs_mean_six():
    assert accent("#036") == "#003366"


@pytest.mark.parametrize(
    "said", ["green", "#12345", "#12345g", "rgb(0,0,0)", "#fff;x", "#12483d\n}"]
)
def test_what_is_no_colour_is_refused_by_name(said):
    with pytest.raises(Refused, match="is not a colour we can read"):
        accent(said)


def test_a_pale_colour_is_refused_with_the_nearest_shade_that_passes():
    with pytest.raises(Refused) as refused:
        accent("#777777")
    assert refused.value.sentence == (
        "#777777 is too pale to be read on white paper: its contrast is 4.4 to 1, and 4.5 to 1 is needed."
    )
    assert refused.value.what_to_do == "The nearest shade of it that can be read is #767676."


@given(colours)
def test_the_nearest_shade_passes_keeps_the_hue_and_is_not_darker_than_it_must_be(colour):
    shade = nearest_shade(colour)
    assert accent(shade) == shade
    if contrast_with_white(colour) >= LEAST:
        assert shade == colour
        return
    assert contrast_with_white(shade) < LEAST + 0.2
    before, after = (_parts(each) for each in (colour, shade))
    if max(before) - min(before) > 0.2:  # what is nearly grey has hardly a hue to keep
        turned = abs(colorsys.rgb_to_hsv(*before)[0] - colorsys.rgb_to_hsv(*after)[0])
        assert min(turned, 1 - turned) < 0.04


def _parts(colour):
    return [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
