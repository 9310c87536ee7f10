"""The first questions as pages: each asked once, saved at once, with a way out on every page."""

from html import unescape

import pytest
from django.urls import reverse

from procurement.lifecycle import Status
from procurement.models import Answer, Assessment, Door
from procurement.queries import latest_answers, triage_record_of
from procurement.triage.loader import load_triage
from tests.chromium import findings, needs_chromium
from tests.organisations.cast import found_firm
from tests.procurement.opened import LIBRARY, answer, open_for, page_of
from tests.procurement.triage.answers import DRAFTING, ENQUIRIES

pytestmark = pytest.mark.django_db
# What a person sends on each page for ten internal prompts a week.
SENT = [
    {"route": "inside_software", "in_use": "trying"},
    {"use_cases": ["internal_drafting"]},
    {"personal_data_types": ["none_personal"], "confidential_in": "opt_no"},
    {"output_effect": "no_effect"},
    {"held_to_account": ["nobody"]},
    {"monthly_volume-typed": "10", "monthly_volume-per": "week", "work_variety": "mixed"},
    {
        "price_per_1000": "included", "teacher_price_per_1000": "included",
        "mistake_cost-typed": "£2",
    },
    {"deployment": "vendor_cloud"},
]  # fmt: skip


@pytest.fixture
def firm():
    return found_firm("Harbour Lettings")


@pytest.fixture
def assessment(firm):
    return open_for(firm, product="Notes Mini")


@pytest.fixture
def owner(client, firm):
    client.force_login(firm.owner)
    return client


def page(assessment, number):
    return page_of(assessment, "triage_page", number=number)


def text(response):
    return unescape(response.content.decode())


def send_all(client, assessment, sent):
    """Send the pages from the first on, each as it stands."""
    for number, said in enumerate(sent, start=1):
        seen = client.get(page(assessment, number)).context["form"]["seen"].value()
        response = client.post(page(assessment, number), said | {"seen": seen})
        assert response.status_code == 302, (number, response.context["form"].errors)


def test_the_eight_pages_lead_to_the_half_page(owner, assessment):
    for number, said in enumerate(SENT, start=1):
        response = owner.post(page(assessment, number), said)
        following = page(assessment, number + 1) if number < 8 else page_of(assessment, "triage")
        assert response.url == following
    check = text(owner.get(page_of(assessment, "triage")))
    assert "10 a week" in check
    assert "Not answered yet" not in check
    outcome = text(owner.get(page_of(assessment, "triage_outcome")))
    assert "You need not do this" in outcome
    assert "10 a week is little and each piece differs" in outcome
    assert "A regulator, an insurer or a client begins to ask" in outcome
    kept = owner.post(page_of(assessment, "triage_outcome"), {"outcome": "not_needed"}, follow=True)
    assert kept.redirect_chain[-1][0] == page_of(assessment, "triage_record")
    record = triage_record_of(assessment)
    for words in (*record.changes, *(each["question"] for each in record.answers)):
        assert words in text(kept)


def test_what_is_answered_here_is_an_answer_of_the_bank_and_not_asked_again(owner, assessment):
    send_all(owner, assessment, SENT)
    keys = set(load_triage().keys)
    assert set(latest_answers(assessment)) == keys
    assert {each.door for each in Answer.objects.of(assessment.organisation_id)} == {Door.TRIAGE}
    owner.post(page_of(assessment, "triage_outcome"), {"outcome": "not_needed"})
    asked = text(owner.get(page_of(assessment, "section", section="commercials")))
    assert asked.count("Not answered yet") == asked.count("Not answered") == 0
    for key in keys:
        form = owner.get(page_of(assessment, "question", key=key)).context["form"].forms[key]
        assert form.initial["answer"] == latest_answers(assessment)[key].value


def test_not_sure_is_offered_for_each_question_and_never_lets_go(owner, assessment):
    unsure = [dict.fromkeys(one.keys, "not_sure") for one in load_triage().pages]
    send_all(owner, assessment, unsure)
    outcome = text(owner.get(page_of(assessment, "triage_outcome")))
    assert "A light check is enough" in outcome
    assert outcome.count("This is not settled yet") == 13


def test_leaving_half_way_and_coming_back_goes_on(owner, assessment):
    send_all(owner, assessment, SENT[:3])
    check = owner.get(page_of(assessment, "triage"))
    assert page(assessment, 4) in text(check)
    again = owner.get(page(assessment, 3)).context["form"]
    assert again.initial["personal_data_types"] == ["none_personal"]
    early = owner.get(page_of(assessment, "triage_outcome"))
    assert early.url == page_of(assessment, "triage")


def test_answers_given_elsewhere_are_not_asked_again(owner, firm, assessment):
    answer(assessment, firm.owner, use_cases=["coding"], deployment="our_servers")
    response = owner.post(page(assessment, 1), SENT[0])
    assert response.url == page(assessment, 3)


def test_what_was_typed_stands_there_again_in_its_own_unit(owner, assessment):
    owner.post(page(assessment, 6), SENT[5])
    form = owner.get(page(assessment, 6)).context["form"]
    shown = form["monthly_volume"].value()
    assert (shown.posted.typed, shown.per) == ("10", "week")


@pytest.mark.parametrize(
    ("number", "sent", "problem", "kept"),
    [
        (1, {"in_use": "trying"}, "Select an answer, or choose “Not sure”", 'value="trying" id="id_in_use_1" checked'),
        (6, {"monthly_volume-typed": "lots", "monthly_volume-per": "month"}, "in digits", 'value="lots"'),
        (7, {"price_per_1000-typed": "1p", "price_per_1000": "included"}, "not both", 'value="1p"'),
        (2, {"use_cases": ["internal_drafting", "nonsense"]}, "from the list", "internal_drafting"),
    ],
)  # fmt: skip
def test_a_slip_is_said_and_what_was_given_stays(owner, assessment, number, sent, problem, kept):
    response = owner.post(page(assessment, number), sent)
    assert response.status_code == 200
    shown = text(response)
    assert problem in shown
    assert kept in shown
    assert "There is a problem" in shown
    assert not Answer.objects.of(assessment.organisation_id).exists()


def test_who_answers_meanwhile_is_named_and_continue_uses_ones_own(owner, firm, assessment):
    answer(assessment, firm.adviser, output_effect="automatic")
    sent = {"output_effect": "no_effect", "seen": ""}
    response = owner.post(page(assessment, 4), sent)
    assert "while you did" in text(response)
    assert latest_answers(assessment)["output_effect"].value == "automatic"
    seen = response.context["form"].data["seen"]
    owner.post(page(assessment, 4), sent | {"seen": seen})
    assert latest_answers(assessment)["output_effect"].value == "no_effect"


def test_a_full_assessment_is_started_from_its_outcome(owner, firm, assessment):
    answer(assessment, firm.owner, **ENQUIRIES)
    outcome = text(owner.get(page_of(assessment, "triage_outcome")))
    assert "This asks for a full assessment" in outcome
    assert "The quote looks too cheap: the bigger version costs 10 times as much." in outcome
    response = owner.post(page_of(assessment, "triage_outcome"), {"outcome": "full"})
    assert response.url == page_of(assessment, "questions")
    assert latest_answers(assessment)["depth"].value == "full"


def test_an_outcome_that_is_no_outcome_changes_nothing(owner, firm, assessment):
    answer(assessment, firm.owner, **ENQUIRIES)
    for said in ("", "nonsense", "not_needed"):
        owner.post(page_of(assessment, "triage_outcome"), {"outcome": said})
    assert triage_record_of(assessment) is None
    assert "depth" not in latest_answers(assessment)


def test_a_tool_set_aside_can_be_opened_from_its_half_page(owner, assessment):
    send_all(owner, assessment, SENT)
    owner.post(page_of(assessment, "triage_outcome"), {"outcome": "not_needed"})
    assert owner.get(page_of(assessment, "triage_outcome")).url == page_of(
        assessment, "triage_record"
    )
    owner.post(page_of(assessment, "triage_record"))
    rows = Assessment.objects.of(assessment.organisation_id)
    assert rows.get(id=assessment.id).status == Status.OPEN
    assert "Opened again" in text(owner.get(page_of(assessment, "triage_record")))


def test_a_reader_reads_and_does_nothing(client, firm, assessment):
    answer(assessment, firm.owner, **DRAFTING)
    client.force_login(firm.reader)
    assert "Keep a half-page" not in text(client.get(page_of(assessment, "triage_outcome")))
    for name in ("triage_outcome", "triage_record"):
        response = client.post(page_of(assessment, name), {"outcome": "not_needed"})
        assert response.status_code == 403
    assert "Change" not in text(client.get(page_of(assessment, "triage")))


def test_to_look_writes_nothing(owner, firm, assessment, django_assert_max_num_queries):
    answer(assessment, firm.owner, **DRAFTING)
    before = Answer.objects.of(assessment.organisation_id).count()
    for name in ("triage", "triage_outcome", "triage_record"):
        with django_assert_max_num_queries(14):
            owner.get(page_of(assessment, name))
    owner.get(page(assessment, 1))
    assert Answer.objects.of(assessment.organisation_id).count() == before
    assert triage_record_of(assessment) is None


def test_a_page_past_the_last_is_not_there(owner, assessment):
    assert owner.get(page(assessment, 9)).status_code == 404


def test_the_decision_and_the_reports_of_a_tool_set_aside_say_so(owner, assessment):
    send_all(owner, assessment, SENT)
    owner.post(page_of(assessment, "triage_outcome"), {"outcome": "not_needed"})
    place = [assessment.organisation_id, assessment.id]
    assert "Record decision" not in text(owner.get(reverse("desk:decision", args=place)))
    posted = owner.post(
        reverse("desk:decision", args=place), {"value": "proceed", "reason": "Yes", "seen": ""}
    )
    assert posted.status_code == 200
    reports = reverse("reports:reports", args=place)
    assert "Read the half-page" in text(owner.get(reports))
    assert "set aside" in text(owner.post(reports, follow=True))
    queue = text(owner.get(reverse("desk:queue", args=place[:1])))
    assert "Notes Mini" not in queue


@needs_chromium
def test_empty_filled_and_wrong_pages_are_accessible(owner, firm, assessment):
    pages = {f"empty-{number}": owner.get(page(assessment, number)) for number in (3, 6)}
    for number in (1, 6, 7):
        pages[f"wrong-{number}"] = owner.post(page(assessment, number), {})
    pages["check-empty"] = owner.get(page_of(assessment, "triage"))
    send_all(owner, assessment, SENT)
    for number in (6, 7):
        pages[f"filled-{number}"] = owner.get(page(assessment, number))
    pages["check-filled"] = owner.get(page_of(assessment, "triage"))
    pages["need-not"] = owner.get(page_of(assessment, "triage_outcome"))
    owner.post(page_of(assessment, "triage_outcome"), {"outcome": "not_needed"})
    pages["record"] = owner.get(page_of(assessment, "triage_record"))
    home = reverse("desk:home", args=[assessment.organisation_id])
    pages["home"] = owner.get(home)
    answer(assessment, firm.owner, **ENQUIRIES)
    pages["full"] = owner.get(page_of(assessment, "triage_outcome"))
    pages["record-reopened"] = owner.get(page_of(assessment, "triage_record"))
    pages["home-reopened"] = owner.get(home)
    assert findings(pages) == []


def test_the_bank_offers_what_the_pages_ask():
    assert set(load_triage().keys) <= {
        *LIBRARY.bank.by_id,
        *(setting.id for setting in LIBRARY.bank.settings),
    }
