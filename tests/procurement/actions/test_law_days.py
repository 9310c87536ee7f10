"""A day that comes changes what the law makes of an open assessment, and the flag says why."""

from datetime import date

import pytest
from django.utils import timezone

from jobs import execution
from jobs.lifecycle import State
from jobs.models import Job
from organisations.models import Event
from procurement.actions.assessments import open_assessment
from procurement.actions.closing import close_assessment
from procurement.actions.flag_decisions import decide_flag
from procurement.actions.law_days import move_law_day
from procurement.actions.vendors import name_product
from procurement.law_work import CALENDAR, look_at_the_day
from procurement.models import FlagChoice, LawDay
from procurement.screening_result import Flag as Finding
from tests.organisations.cast import found_firm
from tests.procurement.opened import LIBRARY, answer, page_of

pytestmark = pytest.mark.django_db
# Section 164A of the Data Protection Act 2018 starts on 19 June 2026.
BEFORE, FIRST_DAY = date(2026, 6, 18), date(2026, 6, 19)
NO_ROUTE = {"personal_data_types": ["contact"], "complaints_route": "opt_no"}


@pytest.fixture
def firm():
    return found_firm("Harbour Lettings")


def opened_on(firm, day, **answers):
    by = firm.owner.as_actor()
    product = name_product(
        organisation=firm.organisation, vendor="Larkfield Systems", vendor_country="GB",
        product="Triage", version="1", by=by,
    )  # fmt: skip
    made = open_assessment(
        product=product, use_case="Sorting", question="", law_on=day, library=LIBRARY, by=by
    )
    answer(made, firm.owner, **answers or NO_ROUTE)
    return made


def test_a_rule_that_starts_raises_its_flag_and_says_so(firm):
    made = opened_on(firm, BEFORE)
    assert made.flags.get(rule="dp_complaints").standing == "upcoming"
    change = move_law_day(assessment=made, on=FIRST_DAY, by=CALENDAR)
    assert made.law_on == FIRST_DAY
    assert made.flags.get(rule="dp_complaints").standing == "raised"
    (told,) = [each for each in change.flags if each.rules == ("dp_complaints",)]
    assert (told.how, told.status_before, told.status_after) == ("standing", "upcoming", "raised")
    assert told.why == "The rule starts on 19 June 2026."
    day = LawDay.objects.of(firm.organisation).get()
    assert (day.before, day.on) == (BEFORE, FIRST_DAY)
    event = Event.objects.get(verb="assessment.law_day_moved")
    assert "The rule starts on 19 June 2026." in event.words.payload


def test_its_page_and_the_decision_on_it_say_that_the_rule_starts(firm, client):
    made = opened_on(firm, BEFORE)
    flag = made.flags.get(rule="dp_complaints")
    decide_flag(
        flag=flag, what=FlagChoice.NOT_APPLICABLE, reason="Not in force.",
        seen=Finding.model_validate(flag.finding), by=firm.lead.as_actor(),
    )  # fmt: skip
    client.force_login(firm.reader)
    address = page_of(made, "flag", flag=flag.id)
    assert "by the calendar" not in client.get(address).content.decode()
    move_law_day(assessment=made, on=FIRST_DAY, by=CALENDAR)
    page = client.get(address).content.decode()
    assert "Changed on 19 June 2026 by the calendar. The rule starts on 19 June 2026." in page
    assert "Changed since this was decided" in page
    assert "<li>The rule starts on 19 June 2026.</li>" in page


def test_a_rule_that_ends_takes_its_flag_along(firm):
    """Article 22 as it stood held to 4 February 2026, and 22A to 22D from the day after."""
    made = opened_on(
        firm, date(2026, 2, 4), personal_data_types=["contact"], solely_automated="opt_yes",
        adm_safeguards="opt_no", output_effect="automatic", use_cases=["credit"],
    )  # fmt: skip
    change = move_law_day(assessment=made, on=date(2026, 2, 5), by=CALENDAR)
    went = {each.rules: each.why for each in change.of("went")}
    assert went[("adm_22_no_safeguards",)] == "The last day of the rule was 4 February 2026."
    assert made.flags.get(rule="adm_22_no_safeguards").standing == "cleared"
    assert made.flags.get(rule="adm_no_safeguards").standing == "raised"


def test_an_adequacy_decision_that_starts_or_a_date_that_passes_says_a_day_passed(firm):
    """The UK's listing of Korea is in force from 19 December 2022 (SI 2022/1213)."""
    made = opened_on(
        firm, date(2022, 12, 18), personal_data_types=["contact"], inference_countries=["KR"],
        transfer_tools=["none_in_place"], partial_scope="opt_yes",
    )  # fmt: skip
    assert made.flags.get(rule="transfer_no_tool").standing == "raised"
    change = move_law_day(assessment=made, on=date(2022, 12, 19), by=CALENDAR)
    assert made.flags.get(rule="transfer_no_tool").standing == "cleared"
    assert "A day that counts here has passed." in {each.why for each in change.of("went")}


def test_a_day_that_changes_nothing_writes_nothing(firm):
    made = opened_on(firm, date(2026, 11, 21))
    events = Event.objects.count()
    assert not move_law_day(assessment=made, on=date(2026, 11, 22), by=CALENDAR)
    assert made.law_on == date(2026, 11, 21)
    assert Event.objects.count() == events


def test_nobody_is_led_back_and_a_closed_file_keeps_its_day(firm):
    made = opened_on(firm, FIRST_DAY)
    assert not move_law_day(assessment=made, on=BEFORE, by=CALENDAR)
    closed = opened_on(firm, BEFORE)
    close_assessment(assessment=closed, by=firm.owner.as_actor())
    assert not move_law_day(assessment=closed, on=FIRST_DAY, by=CALENDAR)
    closed.refresh_from_db()
    assert (made.law_on, closed.law_on) == (FIRST_DAY, BEFORE)


def jobs():
    return Job.objects.filter(kind="procurement.look_at_day")


def test_the_clock_hands_in_one_job_a_day_for_each_open_file(firm):
    made = opened_on(firm, BEFORE)
    close_assessment(assessment=opened_on(firm, BEFORE), by=firm.owner.as_actor())
    opened_on(firm, timezone.localdate())
    look_at_the_day()
    look_at_the_day()
    job = jobs().get()
    assert job.subject == made.id
    execution.perform(job.id)
    job.refresh_from_db()
    assert job.state == State.DONE
    made.refresh_from_db()
    assert made.law_on == timezone.localdate()
    assert made.flags.get(rule="dp_complaints").standing == "raised"


def test_the_next_day_it_is_looked_at_again(firm):
    made = opened_on(firm, BEFORE)
    look_at_the_day()
    type(made).objects.of(firm.organisation).update(law_looked_on=BEFORE)
    look_at_the_day()
    assert jobs().count() == 2
