"""How a risk is rated, held to the ICO's table: severity by likelihood."""

import pytest

from content.refusal import Refused
from protection.dpia.loader import FILE, read_sheet
from tests.protection.dpia.told import LIBRARY, SHEET


@pytest.mark.parametrize(
    ("severity", "levels"),
    [("minimal", "low low low"), ("some", "low medium high"), ("serious", "low high high")],
)
def test_the_level_follows_from_both(severity, levels):
    found = [SHEET.matrix.rated(each, severity) for each in ("remote", "possible", "probable")]
    assert " ".join(map(str, found)) == levels


@pytest.mark.parametrize(("likelihood", "severity"), [("", "some"), ("remote", ""), ("", "")])
def test_half_a_rating_is_none(likelihood, severity):
    assert SHEET.matrix.rated(likelihood, severity) is None


@pytest.mark.parametrize(
    ("was", "now", "sentence"),
    [
        ("from: [lawful_basis,", "from: [lawful_bases,", "There is no question `lawful_bases`"),
        ("{rule: dpia_ico_harm,", "{rule: dpia_ico_ham,", "There is no rule `dpia_ico_ham`"),
        ("some: {remote: low, possible: medium, probable: high}", "some: {remote: low}", "Each severity needs a level"),
        ("- id: consult", "- id: measures", "The seven steps are"),
        ("- id: scope", "- id: nature", "`nature` stands here twice"),
        ("{ref: wp248}", "{ref: wp249}", "There is no source `wp249`"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_content_is_named(tmp_path, was, now, sentence):
    text = FILE.read_text(encoding="utf-8")
    assert was in text
    path = tmp_path / "steps.yaml"
    path.write_text(text.replace(was, now), encoding="utf-8")
    with pytest.raises(Refused, match=sentence):
        read_sheet(path, LIBRARY)
