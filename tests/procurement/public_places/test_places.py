"""Every question that a vendor answers has one place to look, or says that somebody must ask."""

import pytest
import yaml

from content.refusal import Refused
from procurement.library import load_library
from procurement.public_places.loader import FILE, load_places, read_places

BANK = load_library().bank
WRITTEN = yaml.load(FILE.read_text("utf-8"), yaml.CSafeLoader)


def test_the_six_places_and_every_question_in_one():
    places = load_places()
    assert [place.id for place in places.places] == [
        "trust_page", "data_processing_terms", "subprocessor_list", "model_card", "price_page",
        "release_notes",
    ]  # fmt: skip
    listed = [key for place in places.places for key in place.questions]
    listed += places.seldom_public
    a_vendors = {
        question.id
        for question in BANK.questions
        if question.answered_by in ("vendor", "either")
        and question.type != "rows"
        and not question.derived
    }
    assert len(listed) == len(set(listed))
    assert set(listed) == a_vendors


def spoiled(tmp_path, **changes):
    path = tmp_path / "places.yaml"
    path.write_text(yaml.safe_dump(WRITTEN | changes), "utf-8")
    return path


def seldom(*more, besides=()):
    return [key for key in WRITTEN["seldom_public"] if key not in besides] + list(more)


@pytest.mark.parametrize(
    ("listed", "sentence"),
    [
        (seldom("buyer_sector"), "`buyer_sector` is no question that a vendor answers"),
        (seldom("hops"), "`hops` is no question that a vendor answers"),
        (seldom("base_licence"), "`base_licence` stands there twice"),
        (seldom(besides=["setup_cost"]), "`setup_cost` has no place"),
    ],
)
def test_a_list_that_does_not_fit_the_bank_is_refused(tmp_path, listed, sentence):
    with pytest.raises(Refused, match=sentence):
        read_places(spoiled(tmp_path, seldom_public=listed), BANK)
