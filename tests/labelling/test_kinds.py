"""Two to twelve kinds, each with a line; one that is in use stays."""

import pytest

from content.refusal import Refused
from labelling.kinds import KEYS, MOST, SKIP_KEY, Kind, checked, kinds_from
from tests.labelling.labelled import KINDS


def kinds(number):
    return [Kind(str(each), f"Kind {each}", "As it says") for each in range(number)]


def test_words_are_trimmed_and_the_order_stays():
    made = checked([Kind("7", "  Damp \n walls ", " wet "), Kind("2", "Notice", "they leave")])

    assert made == (Kind("7", "Damp walls", "wet"), Kind("2", "Notice", "they leave"))
    assert kinds_from([each.as_json() for each in made]) == made


@pytest.mark.parametrize(
    ("written", "sentence", "at"),
    [
        (kinds(1), "Name at least 2 kinds, and at most 12", None),
        (kinds(13), "Name at least 2 kinds, and at most 12", None),
        ([*KINDS, Kind("4", " repairs ", "again")], "Two kinds are called repairs", "4"),
        ([*KINDS, Kind("4", "", "no name")], "Give this kind a name", "4"),
        ([*KINDS, Kind("4", "Damp", " ")], "Say in a line what Damp means", "4"),
        ([*KINDS, Kind("4", "x" * 61, "long")], "Use 60 characters or fewer", "4"),
        ([*KINDS, Kind("4", "Damp", "x" * 301)], "Use 300 characters or fewer", "4"),
        ([*KINDS, Kind("4", "cannot say", "x")], "Cannot say is there already. Choose another name", "4"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_said_at_its_row(written, sentence, at):
    with pytest.raises(Refused) as refused:
        checked(written)

    assert (refused.value.sentence, refused.value.column) == (sentence, at)


def test_a_kind_that_a_label_holds_may_be_renamed_and_not_taken_out():
    renamed = [Kind("1", "Mending", "as before"), *KINDS[1:]]
    assert checked(renamed, used={"1", ""})[0].name == "Mending"

    with pytest.raises(Refused) as refused:
        checked(KINDS[1:], used={"1", "2"})
    assert refused.value.column == "1"


def test_every_kind_has_a_key_of_its_own_and_none_is_that_of_cannot_say():
    assert len(set(KEYS)) == MOST == len(KEYS)
    assert SKIP_KEY not in KEYS
