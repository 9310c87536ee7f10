"""The second person labels blind; then both see where they differ, and settle it."""

import re

import pytest

from labelling.actions.labels import begin_second
from labelling.lifecycle import Voice
from labelling.queries import examples_for
from tests.labelling.labelled import KINDS, checked, prepared, say
from tests.visitors import said_wrong, text_of

pytestmark = pytest.mark.usefixtures("committed")


def test_who_may_be_the_second_person_sees_no_first_label_anywhere(owner, lead, office):
    made = prepared(office.assessment, office.first)
    say(made, office.first)
    labels = [each.name for each in KINDS]

    listed = lead.get("labels", made)
    assert "blind" in text_of(listed)
    assert not any(f"<td>{name}" in listed.content.decode() for name in labels)
    assert lead.get("example", made, 3).url == lead.url("labelling", made)
    assert lead.post("second", made).url == lead.url("second_example", made, _first(made))
    for each in examples_for(made, Voice.SECOND):
        page = lead.get("second_example", made, each.number)
        assert "checked>\n" not in page.content.decode().split("data-label-keys")[0]
        assert 'name="hard"' not in page.content.decode()
    assert "<td>Repairs" in owner.get("labels", made).content.decode()


def test_the_first_person_cannot_be_the_second(owner, office):
    made = prepared(office.assessment, office.first)
    say(made, office.first)

    assert "has to be somebody else" in text_of(owner.get("second", made))
    owner.post("second", made)
    assert not examples_for(made, Voice.SECOND).exists()
    begin_second(labelling=made, by=office.second)
    assert owner.get("second_example", made, _first(made)).url == owner.url("second", made)


def test_differences_are_listed_and_settled_one_by_one(owner, lead, office):
    made = prepared(office.assessment, office.first)
    checked(made, office.first, office.second)

    page = owner.get("differences", made)
    assert "You agreed on 38 of 40: 95 %." in text_of(page)
    assert text_of(page).count("Not yet") == 2
    assert said_wrong(owner.post("differences", made)) == ["Choose a kind, or “Cannot say”"]
    number = re.search(r'name="number" value="(\d+)"', page.content.decode())[1]
    assert owner.post("differences", made, number=number, kind="1").status_code == 302
    assert text_of(lead.get("differences", made)).count("Not yet") == 1
    refused = owner.post("finish", made, seen_by_vendor="no")
    assert "still differ on 1 example" in text_of(refused)


def _first(made):
    return examples_for(made, Voice.SECOND).values_list("number", flat=True)[0]
