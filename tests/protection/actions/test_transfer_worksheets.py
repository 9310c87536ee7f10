"""A worksheet on sending data to India: saved, signed, answered by it, and looked at again."""

import pytest
from django.db import DatabaseError, connection, transaction

from content.refusal import Refused
from organisations.models import Event
from procurement.actions.closing import close_assessment
from procurement.queries import latest_answers
from protection.actions.transfer_worksheets import save_worksheet, sign_worksheet
from protection.models import TransferConclusion, TransferWorksheet
from protection.transfer_state import transfer_state
from tests.organisations.cast import found_firm
from tests.procurement.opened import answer, open_for

pytestmark = pytest.mark.django_db

TOLD = {
    "personal_data_types": ["contact"],
    "deployment": "vendor_cloud",
    "vendor_country": ["GB"],
    "inference_countries": ["IN"],
    "transfer_tools": ["idta"],
    "customer_data_to_teacher": "opt_no",
    "customer_data_trains": "never",
    "support_countries": ["GB"],
    "subprocessor_countries": ["GB"],
    "backup_countries": ["GB"],
}
NAMES = ("circumstances", "harm", "depth", "rights", "enforcing", "exceptions")
WRITTEN = dict.fromkeys(NAMES, "Low. We read the public reports of 3 November 2026.")


@pytest.fixture
def firm():
    return found_firm("Harbour")


@pytest.fixture
def assessment(firm):
    made = open_for(firm)
    answer(made, firm.owner, **TOLD)
    return made


def state_of(assessment, country="IN"):
    return transfer_state(assessment).of(country)


def save(assessment, person, country="IN", written=WRITTEN, based_on=None):
    if based_on is None:
        based_on = state_of(assessment, country).version
    return save_worksheet(
        assessment=assessment, country=country, written=written, based_on=based_on,
        by=person.as_actor(),
    )  # fmt: skip


def sign(assessment, person, country="IN", *, conclusion="not_lower", steps="", seen=None):
    return sign_worksheet(
        assessment=assessment, country=country, conclusion=TransferConclusion(conclusion),
        steps=steps, seen=seen or state_of(assessment, country).now.sha256, by=person.as_actor(),
    )  # fmt: skip


def rules_raised(assessment):
    return set(assessment.flags.filter(standing="raised").values_list("rule", flat=True))


def test_what_is_saved_is_a_version_of_its_own_with_what_was_on_file(assessment, firm):
    row = save(assessment, firm.adviser, written={"harm": "Low."})
    assert (row.version, row.signed, row.by_name) == (1, False, firm.adviser.name)
    state = state_of(assessment)
    assert state.standing == "begun"
    assert [part.written for part in state.now.sections][1] == "Low."
    known = {known.about: known.said for part in state.now.sections for known in part.known}
    assert "India" in known["The model answers"]
    assert "International Data Transfer Agreement" in known["Legal tool: the model answers"]
    assert Event.objects.filter(verb="transfer_worksheet.saved").count() == 1


def test_signing_freezes_it_and_answers_the_question(assessment, firm):
    answer(assessment, firm.owner, tra_done="opt_no")
    assert "transfer_tra_missing" in rules_raised(assessment)
    save(assessment, firm.adviser)
    row = sign(assessment, firm.lead)
    assert (row.version, row.conclusion, row.by_role) == (2, "not_lower", "Compliance lead")
    assert latest_answers(assessment)["tra_done"].value == "opt_yes"
    assert latest_answers(assessment)["tra_done"].given_by == firm.lead.name
    assert "transfer_tra_missing" not in rules_raised(assessment)
    state = transfer_state(assessment)
    assert (state.of("IN").standing, state.done, state.says_too_much) == ("signed", True, False)
    assert Event.objects.filter(verb="transfer_worksheet.signed").count() == 1


def test_one_that_must_not_go_ahead_does_not_count_as_done(assessment, firm):
    save(assessment, firm.lead)
    sign(assessment, firm.lead, conclusion="lower")
    assert latest_answers(assessment)["tra_done"].value == "in_progress"
    assert state_of(assessment).standing == "refused"
    assert "transfer_tra_missing" in rules_raised(assessment)


def test_a_second_country_without_a_worksheet_leaves_it_in_progress(assessment, firm):
    answer(assessment, firm.owner, support_countries=["PH"])
    save(assessment, firm.lead)
    sign(assessment, firm.lead)
    assert latest_answers(assessment)["tra_done"].value == "in_progress"
    save(assessment, firm.lead, "PH")
    sign(assessment, firm.lead, "PH", conclusion="with_steps", steps="Encrypt it, Lena, by May.")
    assert latest_answers(assessment)["tra_done"].value == "opt_yes"


def test_a_place_nobody_names_leaves_it_in_progress(assessment, firm):
    answer(assessment, firm.owner, backup_countries="vendor_refused")
    save(assessment, firm.lead)
    sign(assessment, firm.lead)
    assert latest_answers(assessment)["tra_done"].value == "in_progress"


def test_a_fact_that_changes_later_is_shown_against_what_was_signed(assessment, firm):
    save(assessment, firm.lead)
    before = sign(assessment, firm.lead).content
    answer(assessment, firm.owner, transfer_tools=["none_in_place"])
    state = transfer_state(assessment)
    (changed,) = state.of("IN").changed
    assert changed.about == "Legal tool: the model answers"
    assert "International Data Transfer Agreement" in changed.before
    assert "Nothing yet" in changed.now
    assert (state.of("IN").standing, state.says_too_much) == ("changed", True)
    assert TransferWorksheet.objects.of(firm.organisation).get(version=2).content == before


def test_a_country_that_is_left_keeps_its_signed_worksheet_on_file(assessment, firm):
    save(assessment, firm.lead)
    sign(assessment, firm.lead)
    answer(assessment, firm.owner, inference_countries=["GB"])
    state = transfer_state(assessment)
    assert state.worksheets == ()
    assert [row.country for row in state.past] == ["IN"]


@pytest.mark.parametrize(
    ("conclusion", "steps", "sentence"),
    [
        ("with_steps", "  ", "Write the steps"),
        ("not_lower", "Encrypt it.", "You wrote steps"),
    ],
)
def test_steps_fit_what_is_concluded(assessment, firm, conclusion, steps, sentence):
    save(assessment, firm.lead)
    with pytest.raises(Refused, match=sentence):
        sign(assessment, firm.lead, conclusion=conclusion, steps=steps)
    assert not TransferWorksheet.objects.of(firm.organisation).exclude(conclusion="").exists()


def test_nobody_signs_what_has_a_gap(assessment, firm):
    save(assessment, firm.lead, written=WRITTEN | {"rights": " "})
    with pytest.raises(Refused, match="Nothing is written yet under “Are people in more danger"):
        sign(assessment, firm.lead)


def test_nobody_signs_what_they_did_not_see(assessment, firm):
    save(assessment, firm.lead)
    seen = state_of(assessment).now.sha256
    answer(assessment, firm.owner, transfer_tools=["eu_sccs_only"])
    with pytest.raises(Refused, match="changed after you opened"):
        sign(assessment, firm.lead, seen=seen)


def test_two_who_write_at_once_do_not_overwrite_each_other(assessment, firm):
    save(assessment, firm.lead, based_on=0)
    with pytest.raises(Refused, match="Somebody else saved"):
        save(assessment, firm.adviser, based_on=0)


def test_a_country_that_needs_none_and_a_closed_assessment_are_refused(assessment, firm):
    with pytest.raises(Refused, match="needs no worksheet"):
        save(assessment, firm.lead, "IE", based_on=0)
    close_assessment(assessment=assessment, by=firm.owner.as_actor())
    with pytest.raises(Refused, match="closed"):
        save(assessment, firm.lead)


def test_a_text_that_is_too_long_is_refused(assessment, firm):
    with pytest.raises(Refused, match="5,000"):
        save(assessment, firm.lead, written={"harm": "x" * 5_001})


def test_the_database_refuses_to_change_or_remove_a_version(assessment, firm):
    save(assessment, firm.lead)
    rows = TransferWorksheet.objects.of(firm.organisation)
    with pytest.raises(DatabaseError, match="append only"), transaction.atomic():
        rows.update(by_name="Somebody else")
    with pytest.raises(DatabaseError, match="append only"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM protection_transferworksheet")


def signed_for_india(assessment, firm):
    save(assessment, firm.lead)
    sign(assessment, firm.lead)
    assert latest_answers(assessment)["tra_done"].value == "opt_yes"


def test_the_answer_names_the_door_of_the_signature(assessment, firm):
    signed_for_india(assessment, firm)
    assert latest_answers(assessment)["tra_done"].door == "transfer"


def test_a_new_country_opens_the_signed_answer_again_and_raises_the_flag(assessment, firm):
    signed_for_india(assessment, firm)
    assert "transfer_tra_missing" not in rules_raised(assessment)
    answer(assessment, firm.owner, support_countries=["PH"])
    newest = latest_answers(assessment)["tra_done"]
    assert (newest.value, newest.door) == ("in_progress", "new_place")
    assert "Staff can see data: Company not named, Philippines" in newest.words
    assert "India" not in newest.words
    assert "transfer_tra_missing" in rules_raised(assessment)
    assert Event.objects.filter(verb="transfer_worksheet.outgrown").count() == 1


def test_a_new_recipient_in_the_same_country_opens_it_again(assessment, firm):
    signed_for_india(assessment, firm)
    answer(
        assessment,
        firm.owner,
        hops=[{"what": "support", "country": "IN", "company": "Helpline Ltd"}],
    )
    newest = latest_answers(assessment)["tra_done"]
    assert newest.value == "in_progress"
    assert "Staff can see data: Helpline Ltd, India" in newest.words
    assert state_of(assessment).new_places == ("Staff can see data: Helpline Ltd, India",)


def test_a_covered_country_or_another_tool_opens_nothing_again(assessment, firm):
    signed_for_india(assessment, firm)
    answer(assessment, firm.owner, support_countries=["IE"], transfer_tools=["addendum"])
    assert latest_answers(assessment)["tra_done"].value == "opt_yes"


def test_the_word_of_a_person_is_left_to_them(assessment, firm):
    answer(assessment, firm.owner, tra_done="opt_yes")
    answer(assessment, firm.owner, support_countries=["PH"])
    assert latest_answers(assessment)["tra_done"].value == "opt_yes"


def test_signing_for_the_new_place_answers_yes_again(assessment, firm):
    signed_for_india(assessment, firm)
    answer(assessment, firm.owner, support_countries=["PH"])
    save(assessment, firm.lead, "PH")
    sign(assessment, firm.lead, "PH")
    # One tool for two recipients: which of them has it is open, so India is looked at again too.
    assert [each.about for each in state_of(assessment).changed] == [
        "Legal tool: the model answers"
    ]
    sign(assessment, firm.lead)
    newest = latest_answers(assessment)["tra_done"]
    assert (newest.value, newest.door) == ("opt_yes", "transfer")
    assert "transfer_tra_missing" not in rules_raised(assessment)
