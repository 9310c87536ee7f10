"""The DPIA through its pages: filled in, written beside, stale, rated, signed, changed since."""

from dataclasses import replace
from html import unescape

import pytest
from django.utils import timezone

from organisations.models import Event
from procurement.queries import latest_answers
from protection.dpia.record import Record
from protection.models import Dpia, DpiaRisk, DpiaVersion
from tests.organisations.cast import found_firm
from tests.procurement.opened import answer
from tests.procurement.opened import page_of as procurement_page
from tests.protection.filled import NO_PEOPLE, RISK, filled, page_of, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm():
    return found_firm("Harbour Lettings")


def read(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return words(response)


def words(response):
    return " ".join(unescape(response.content.decode()).split())


def test_the_screening_names_the_answers_and_the_sources(client, firm):
    made = told(firm)
    client.force_login(firm.reader)
    page = read(client, page_of(made, "dpia"))
    assert "<h1>DPIA: needed</h1>" in page
    assert "Sensitive or criminal data about many people" in page
    assert "from the answer to “Which of these are true of what you plan?”" in page
    assert "Checked 21 November 2026" in page


def test_without_answers_it_is_not_settled_and_asks(client, firm):
    made = told(firm, use_cases=["extraction"])
    client.force_login(firm.owner)
    page = read(client, page_of(made, "dpia"))
    assert "<h1>DPIA: not settled</h1>" in page
    assert "Answer: What information about people could go into the product?" in page


def test_looking_writes_nothing(client, firm):
    made = told(firm)
    client.force_login(firm.owner)
    before = Event.objects.count()
    for page in (
        "dpia",
        "dpia_worksheet",
        "dpia_officer",
        "dpia_sign",
        "dpia_not_needed",
        "dpia_new_risk",
    ):
        read(client, page_of(made, page))
    for section in ("need", "describe", "consult", "necessity", "risks", "measures"):
        read(client, page_of(made, "dpia_step", section=section))
    assert Event.objects.count() == before
    assert not Dpia.objects.of(made.organisation_id).exists()


def test_what_is_written_stands_beside_what_is_filled_in(client, firm):
    made = told(firm)
    client.force_login(firm.adviser)
    url = page_of(made, "dpia_step", section="describe")
    page = read(client, url)
    assert "Sorting documents, or pulling facts out of them" in page
    assert "Not answered" in page
    sent = {"nature": "Tenants write to us.", "on_nature": "0"}
    response = client.post(url, sent)
    assert response.url == page_of(made, "dpia_step", section="consult")
    page = read(client, url)
    assert "Tenants write to us." in page
    assert "The answer changed since" not in page
    assert Event.objects.filter(verb="dpia.written").count() == 1


def test_an_answer_that_changes_later_says_so_until_somebody_reads_again(client, firm):
    made = told(firm)
    client.force_login(firm.adviser)
    url = page_of(made, "dpia_step", section="describe")
    client.post(url, {"scope": "Two thousand tenants.", "on_scope": "0"})
    answer(made, firm.owner, monthly_volume=90)
    page = read(client, url)
    assert "The answer changed since Anwen wrote this" in page
    assert "It was: Not answered. It is now: 90." in page
    # To save another cell confirms nothing.
    client.post(
        url,
        {"scope": "Two thousand tenants.", "on_scope": "1", "purpose": "Order.", "on_purpose": "0"},
    )
    assert "The answer changed since Anwen wrote this" in read(client, url)
    kept = {
        "scope": "Two thousand tenants.",
        "on_scope": "1",
        "purpose": "Order.",
        "on_purpose": "1",
    }
    client.post(url, kept | {"holds_scope": "on"})
    assert "The answer changed since" not in read(client, url)


def test_two_who_write_at_once_lose_nothing(client, firm):
    made = told(firm)
    client.force_login(firm.adviser)
    url = page_of(made, "dpia_step", section="consult")
    client.post(url, {"people": "We asked ten tenants.", "on_people": "0"})
    client.force_login(firm.owner)
    page = words(client.post(url, {"people": "We asked nobody.", "on_people": "0"}))
    assert "Anwen changed “The people whose data it is” while you wrote" in page
    assert "We asked ten tenants." in page
    assert "We asked nobody." in page


def test_a_risk_of_a_flag_keeps_its_flag_and_half_a_rating_is_refused(client, firm):
    made = told(
        firm,
        personal_data_types=["contact"],
        inference_countries=["IN"],
        transfer_tools=["none_in_place"],
    )
    flag = made.flags.filter(category="transfer", standing="raised").first()
    client.force_login(firm.adviser)
    url = page_of(made, "dpia_flag_risk", flag=flag.id)
    page = words(
        client.post(url, {"title": "Strangers read it", "likelihood": "possible", "based_on": "0"})
    )
    assert "Choose how bad it would be" in page
    sent = {
        "title": "Strangers read it",
        "likelihood": "possible",
        "severity": "some",
        "based_on": "0",
    }
    measure = {"what_1": "Sign the agreement", "who_1": "Lena", "due_1": "4 December 2026"}
    page = words(client.post(url, sent | {"what_1": "Sign the agreement"}))
    assert "Say who sees to it (measure 1)" in page
    assert client.post(url, sent | measure).status_code == 302
    risk = DpiaRisk.objects.of(made.organisation_id).get()
    assert (risk.flag_id, risk.measures[0]["who"]) == (flag.id, "Lena")
    page = read(client, page_of(made, "dpia_step", section="risks"))
    assert "Before: <b>Medium</b>" in page


def test_an_adviser_may_write_and_not_sign(client, firm):
    made = filled(firm)
    client.force_login(firm.adviser)
    assert "Sign the DPIA" not in read(client, page_of(made, "dpia_sign"))
    assert client.post(page_of(made, "dpia_sign")).status_code == 403
    assert not DpiaVersion.objects.of(made.organisation_id).exists()


def seen_in(page):
    return page.split('name="seen" value="')[1].split('"')[0]


def signed(client, made, **further):
    page = read(client, page_of(made, "dpia_sign"))
    sent = {
        "outcome": "go_ahead",
        "reason": "The measures do.",
        "position": "Director",
        "seen": seen_in(page),
    }
    return client.post(page_of(made, "dpia_sign"), sent | further)


def test_nothing_is_signed_while_steps_are_empty_and_risks_not_rated(client, firm):
    made = told(firm)
    client.force_login(firm.lead)
    page = read(client, page_of(made, "dpia_sign"))
    assert "“The people whose data it is” in step 3 says nothing yet." in page
    assert "No risk to people is rated yet." in page
    sent = {"outcome": "go_ahead", "reason": "So.", "position": "Director", "seen": "x"}
    assert client.post(page_of(made, "dpia_sign"), sent).status_code == 200
    assert not DpiaVersion.objects.of(made.organisation_id).exists()


def test_signing_without_a_dpo_freezes_it_and_answers_follow(client, firm):
    made = filled(firm)
    client.force_login(firm.lead)
    response = signed(client, made, review_on="1 June 2035")
    assert response.url == page_of(made, "dpia_version", number=1)
    page = read(client, response.url)
    assert "DPIA, version 1" in page
    assert "Lena, Director (compliance lead here)" in page
    assert "Whether there is a data protection officer was not said." in page
    # Use began on 2 March 2026, before anybody signed.
    assert "Use began on 2 March 2026. The DPIA was signed on" in page
    doors = {key: answer.door for key, answer in latest_answers(made).items()}
    assert doors["dpia_status"] == doors["residual_risk"] == "dpia"
    told = latest_answers(made)["dpia_status"]
    question = procurement_page(made, "question", key="dpia_status")
    page = " ".join(client.get(question).content.decode().split())
    day = f"{timezone.localtime(told.given_at):%-d %B %Y}"
    assert f"From the signed DPIA of {day}" in page
    said = {key: answer.value for key, answer in latest_answers(made).items()}
    assert (said["dpia_status"], said["residual_risk"]) == ("done", "opt_no")
    assert said["dpia_review_date"] == "2035-06-01"
    assert made.flags.get(rule="dpia_large_special").standing == "settled"
    assert "signed_late" in " ".join(made.flags.values_list("rule", flat=True))
    assert Event.objects.filter(verb="dpia.signed").count() == 1


def test_a_high_risk_that_is_left_has_to_be_noted_and_asks_for_the_regulator(client, firm):
    made = filled(firm, risk=replace(RISK, likelihood_after="possible"))
    client.force_login(firm.owner)
    page = words(signed(client, made))
    assert "Tick that you know you must consult the regulator" in page
    assert "Consult the regulator before you start" in page
    assert signed(client, made, regulator_noted="on").status_code == 302
    assert latest_answers(made)["residual_risk"].value == "opt_yes"
    assert made.flags.get(rule="dpia_prior_consultation").standing == "raised"


def test_a_worksheet_that_changed_meanwhile_is_not_signed_unread(client, firm):
    made = filled(firm)
    client.force_login(firm.owner)
    page = read(client, page_of(made, "dpia_sign"))
    answer(made, firm.lead, monthly_volume=90)
    sent = {"outcome": "go_ahead", "reason": "So.", "position": "Director", "seen": seen_in(page)}
    again = words(client.post(page_of(made, "dpia_sign"), sent))
    assert "The worksheet changed while you looked." in again
    assert (
        client.post(page_of(made, "dpia_sign"), sent | {"seen": seen_in(again)}).status_code == 302
    )


def test_what_changes_afterwards_is_said_and_the_version_stays(client, firm):
    made = filled(firm)
    client.force_login(firm.owner)
    signed(client, made)
    before = DpiaVersion.objects.of(made.organisation_id).get()
    assert "Changed since version 1" not in read(client, page_of(made, "dpia_worksheet"))
    answer(made, firm.owner, monthly_volume=90, changed_since_dpia="opt_yes")
    page = read(client, page_of(made, "dpia_version", number=1))
    assert "Changed since version 1 was signed" in page
    assert (
        "How many requests will you make each month? It was: Not answered. It is now: 90." in page
    )
    after = DpiaVersion.objects.of(made.organisation_id).get()
    assert (after.content, after.sha256) == (before.content, before.sha256)
    # A new version starts from the last one: it can be signed as it stands.
    assert signed(client, made).url == page_of(made, "dpia_version", number=2)
    assert latest_answers(made)["changed_since_dpia"].value == "opt_no"
    assert "A later version takes its place" in read(
        client, page_of(made, "dpia_version", number=1)
    )


def test_not_needed_is_recorded_with_its_screening(client, firm):
    made = told(firm, **NO_PEOPLE)
    client.force_login(firm.owner)
    url = page_of(made, "dpia_not_needed")
    page = read(client, url)
    sent = {
        "reason": "No data about people goes in.",
        "position": "Director",
        "seen": seen_in(page),
    }
    assert "Say why you decide so" in words(client.post(url, sent | {"reason": ""}))
    response = client.post(url, sent)
    page = read(client, response.url)
    assert "Why no DPIA is needed, version 1" in page
    assert "No data about people goes in." in page
    version = DpiaVersion.objects.of(made.organisation_id).get()
    assert Record.model_validate(version.content).screened.need == "not_needed"
    assert latest_answers(made)["dpia_status"].value == "screened_out"


def test_what_the_law_asks_for_nobody_decides_away(client, firm):
    made = told(firm)
    client.force_login(firm.owner)
    assert "Your answers mean that one is needed" in read(client, page_of(made, "dpia_not_needed"))
    sent = {"reason": "We do not want one.", "position": "Director", "seen": "x"}
    page = words(client.post(page_of(made, "dpia_not_needed"), sent))
    assert "nobody can decide against it here" in page
    assert not DpiaVersion.objects.of(made.organisation_id).exists()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"state": "named"}, "Say who the data protection officer is"),
        ({"state": "none_needed"}, "Say why you need no data protection officer"),
        (
            {"state": "named", "name": "J. Vale", "followed": "no"},
            "Say why you do not follow the advice",
        ),
        ({}, "Choose whether you have one"),
    ],
)
def test_what_is_missing_of_the_officer_is_said(client, firm, sent, sentence):
    made = told(firm)
    client.force_login(firm.adviser)
    assert sentence in words(client.post(page_of(made, "dpia_officer"), sent | {"based_on": "0"}))


def test_not_sure_of_the_officer_says_what_to_check(client, firm):
    made = told(firm)
    client.force_login(firm.adviser)
    client.post(page_of(made, "dpia_officer"), {"state": "not_sure", "based_on": "0"})
    page = read(client, page_of(made, "dpia_sign"))
    assert "Are you a public body? Then you need a data protection officer." in page
    other = told(firm)
    assert "Said for another tool" in read(client, page_of(other, "dpia_officer"))
