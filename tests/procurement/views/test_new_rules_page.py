"""The page on new rules: which tools they touch, before and after, and taking them over."""

import re

import pytest
from django.urls import reverse

from jobs import execution
from organisations.roles import Role
from procurement.actions.answers import record_answers
from procurement.actions.flag_decisions import decide_flag
from procurement.models import Assessment, FlagChoice, RulesComparison
from procurement.screening_result import Flag as Finding
from tests.organisations.cast import found_firm
from tests.procurement.actions.test_new_rules import FIRST, older
from tests.procurement.older import TODAY
from tests.procurement.opened import open_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm():
    return found_firm("Harbour Lettings")


def url(firm, page="new_rules"):
    return reverse(f"procurement:{page}", kwargs={"organisation": firm.organisation.id})


def shown(client, firm, page="new_rules"):
    answered = client.get(url(firm, page))
    assert answered.status_code == 200
    return re.sub(r"\s+", " ", answered.content.decode())


def rows(firm):
    return RulesComparison.objects.of(firm.organisation)


def work(firm):
    for row in rows(firm):
        execution.perform(row.comparing)
        if row.taking:
            execution.perform(row.taking)


def test_with_the_newest_there_is_nothing_to_do(client, firm):
    open_for(firm)
    client.force_login(firm.adviser)
    page = shown(client, firm)
    assert "You have the newest rules" in page
    assert "Work out what changes" not in page


def test_from_the_first_look_to_the_last_tool(client, firm):
    one, other = older(firm), older(firm)
    client.force_login(firm.adviser)
    page = shown(client, firm)
    assert f"New rules: version {TODAY.rulebook.version}" in page
    assert "2 open tools are under older rules" in page
    # What changed is told with its days and its sources.
    assert "Automated decisions before 5 February 2026 are read by Article 22" in page
    assert "days from 31 december 2020 to 4 february 2026" in page.lower()
    assert "WP251" in page

    client.post(url(firm), {"do": "work_out"})
    assert "0 of 2 tools done." in shown(client, firm)
    assert '<p id="new-rules-said" class="wb-hide" role="status"></p>' in shown(client, firm)
    assert "0 of 2" in shown(client, firm, "new_rules_progress")
    later = url(firm, "new_rules_progress")
    assert "hx-swap-oob" not in client.get(f"{later}?heard=0").content.decode()  # said already
    for heard in ("1", "", "x"):
        again = client.get(f"{later}?heard={heard}").content.decode()
        assert '<p id="new-rules-said" hx-swap-oob="innerHTML">0 of 2\xa0tools done</p>' in again
    work(firm)
    assert client.get(url(firm, "new_rules_progress")).headers["HX-Refresh"] == "true"
    page = shown(client, firm)
    assert "2 tools change" in page
    assert "Less than 90 days" in page
    assert "Take over for both tools" in page

    mine = rows(firm).get(assessment=one)
    client.post(url(firm), {"do": "take", "seen": [str(mine.id)]})
    assert "Being taken over." in shown(client, firm)
    work(firm)
    page = shown(client, firm)
    assert "Taken over" in page
    assert "Anwen" in page
    assert "Take over for this one tool" in page
    now = Assessment.objects.of(firm.organisation)
    assert now.get(id=one.id).rulebook_id == TODAY.rulebook_sha256
    assert now.get(id=other.id).rulebook_id == FIRST.rulebook_sha256

    client.post(url(firm), {"do": "take", "seen": [str(row.id) for row in rows(firm)]})
    work(firm)
    assert "You have the newest rules" in shown(client, firm)


def test_the_decision_under_a_flag_that_changes_is_shown(client, firm):
    made = older(firm, notice_days=5, training_method="teacher_answers", personal_data_types=["contact"],
                 solely_automated="opt_yes", screening_features=["profiling"], output_effect="automatic",
                 dpia_status="not_started")  # fmt: skip
    client.force_login(firm.lead)
    client.post(url(firm), {"do": "work_out"})
    work(firm)
    told = rows(firm).get().change["flags"]
    rule = next(each["rules"][0] for each in told if each["how"] in ("severity", "went"))
    flag = made.flags.get(rule=rule)
    decide_flag(
        flag=flag, what=FlagChoice.NOT_APPLICABLE, reason="It is another product.",
        seen=Finding.model_validate(flag.finding), by=firm.lead.as_actor(),
    )  # fmt: skip
    page = shown(client, firm)
    assert "1 was decided on:" in page
    assert "Does not apply, says Lena" in page


def test_what_was_answered_since_makes_it_out_of_date(client, firm):
    made = older(firm)
    client.force_login(firm.lead)
    client.post(url(firm), {"do": "work_out"})
    work(firm)
    record_answers(
        assessment=made, bank=FIRST.bank, answers={"notice_days": 5}, by=firm.owner.as_actor()
    )
    page = shown(client, firm)
    assert "Out of date." in page
    assert "Take over for" not in page
    client.post(url(firm), {"do": "work_out"})
    work(firm)
    assert "Take over for this one tool" in shown(client, firm)


@pytest.mark.parametrize("role", list(Role))
def test_a_reader_reads_and_nothing_more(client, firm, role):
    older(firm)
    client.force_login(firm.person(role))
    allowed = role is not Role.READER
    assert ("Work out what changes" in shown(client, firm)) == allowed
    assert client.post(url(firm), {"do": "work_out"}).status_code == (302 if allowed else 403)
    assert rows(firm).exists() == allowed


def test_a_page_of_yesterday_takes_nothing_over(client, firm):
    older(firm)
    client.force_login(firm.lead)
    answered = client.post(url(firm), {"do": "take", "seen": ["x", str(firm.organisation.id)]})
    assert answered.status_code == 200
    assert "Nothing is left to take over on that page." in answered.content.decode()


def test_the_list_of_tools_says_so_where_there_is_something_newer(client, firm):
    client.force_login(firm.reader)
    home = reverse("desk:home", kwargs={"organisation": firm.organisation.id})
    open_for(firm)
    assert url(firm) not in client.get(home).content.decode()
    older(firm)
    assert url(firm) in client.get(home).content.decode()


def test_outsiders_learn_nothing(client, firm):
    client.force_login(found_firm("Quayside Brokers").owner)
    assert client.get(url(firm)).status_code == 404
