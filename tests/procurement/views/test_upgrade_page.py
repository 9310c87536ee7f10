"""The page that says what newer questions and rules would change; and that an old file's pages work."""

import pytest
from django.urls import reverse

from organisations.roles import Role
from procurement.actions.answers import record_answers
from procurement.models import Assessment
from tests.organisations.cast import found_firm
from tests.procurement.older import TODAY, first_library, open_under
from tests.procurement.opened import open_for, page_of

pytestmark = pytest.mark.django_db
FIRST = first_library()


@pytest.fixture
def firm():
    return found_firm("Harbour Lettings")


@pytest.fixture
def assessment(firm):
    made = open_under(FIRST, firm)
    answers = {
        "training_method": "vendor_refused",
        "notice_days": 5,
        "personal_data_types": ["contact"],
    }
    record_answers(assessment=made, bank=FIRST.bank, answers=answers, by=firm.owner.as_actor())
    return made


def shown(client, url):
    answered = client.get(url)
    assert answered.status_code == 200
    return " ".join(answered.content.decode().split())


def hub(assessment):
    ids = {"organisation": assessment.organisation_id, "assessment": assessment.id}
    return reverse("desk:assessment", kwargs=ids)


def test_every_page_of_an_old_assessment_still_works(client, firm, assessment):
    client.force_login(firm.owner)
    ids = {"organisation": assessment.organisation_id, "assessment": assessment.id}
    urls = [page_of(assessment, page) for page in ("questions", "flags", "workbook", "upgrade")]
    urls += [page_of(assessment, "section", section=each.id) for each in FIRST.bank.sections]
    urls += [
        page_of(assessment, "question", key=each.id)
        for each in FIRST.bank.questions
        if each.type != "rows"
    ]
    urls += [page_of(assessment, "flag", flag=flag.id) for flag in assessment.flags.all()]
    urls += [reverse(f"desk:{page}", kwargs=ids) for page in ("assessment", "decision", "payback")]
    for url in urls:
        shown(client, url)


def test_the_hub_says_when_there_is_something_newer_and_only_then(client, firm, assessment):
    client.force_login(firm.reader)
    assert page_of(assessment, "upgrade") in shown(client, hub(assessment))
    newest = open_for(firm)
    assert page_of(newest, "upgrade") not in shown(client, hub(newest))


def test_the_page_tells_the_difference_and_changes_nothing_by_itself(client, firm, assessment):
    client.force_login(firm.owner)
    page = shown(client, page_of(assessment, "upgrade"))
    assert "There are newer questions and rules" in page
    # The first bank asked 89.
    added = sum(question.type != "rows" for question in TODAY.bank.questions) - 89
    assert f"{added} added" in page
    assert f"Questions added ({added})" in page
    assert "Every answer stays on file" in page
    now = Assessment.objects.of(firm.organisation).get()
    assert now.bank_id == FIRST.bank_sha256


@pytest.mark.parametrize("role", list(Role))
def test_whoever_may_answer_may_upgrade(client, firm, assessment, role):
    client.force_login(firm.person(role))
    url = page_of(assessment, "upgrade")
    seen = f"{TODAY.bank_sha256} {TODAY.rulebook_sha256}"
    page, posted = shown(client, url), client.post(url, {"seen": seen})
    allowed = role is not Role.READER
    assert ("Upgrade this assessment" in page) == allowed
    assert posted.status_code == (302 if allowed else 403)
    now = Assessment.objects.of(firm.organisation).get()
    assert (now.bank_id == TODAY.bank_sha256) == allowed


def test_an_old_page_is_told_so_and_can_be_sent_again(client, firm, assessment):
    client.force_login(firm.owner)
    url = page_of(assessment, "upgrade")
    answered = client.post(url, {"seen": "something else"})
    page = answered.content.decode()
    assert answered.status_code == 200
    assert "The questions or rules changed again while you looked." in page
    assert client.post(url, {"seen": answered.context["seen"]}).status_code == 302


def test_who_has_the_newest_reads_that(client, firm):
    client.force_login(firm.owner)
    page = shown(client, page_of(open_for(firm), "upgrade"))
    assert "You have the newest questions and rules" in page
    assert "Upgrade this assessment" not in page


def test_outsiders_learn_nothing(client, assessment):
    client.force_login(found_firm("Quayside Brokers").owner)
    assert client.get(page_of(assessment, "upgrade")).status_code == 404
