"""What newer rules would change is worked out by jobs, changes nothing, and is taken over as seen."""

import signal

import pytest

from content.refusal import Refused
from jobs import execution
from jobs.lifecycle import State
from jobs.models import Job
from organisations.models import Event, Membership
from procurement.actions.answers import record_answers
from procurement.actions.closing import close_assessment
from procurement.actions.new_rules import ask_what_changes, take_over
from procurement.changed_flags import ChangedFlags
from procurement.library import load_library
from procurement.models import Assessment, RulesComparison
from procurement.queries import library_of
from procurement.upgrading import older_assessments
from tests.conftest import wait_until
from tests.organisations.cast import found_firm
from tests.procurement.older import first_library, open_under
from tests.procurement.opened import open_for

TODAY = load_library()
FIRST = first_library()
ANSWERS = {
    "notice_days": 45,
    "training_method": "teacher_answers",
    "personal_data_types": ["contact"],
}


def older(firm, **answers):
    made = open_under(FIRST, firm)
    record_answers(
        assessment=made, bank=FIRST.bank, answers=answers or ANSWERS, by=firm.owner.as_actor()
    )
    return made


def rows(firm):
    return RulesComparison.objects.of(firm.organisation)


def work_out(firm):
    ask_what_changes(organisation=firm.organisation, by=firm.adviser.as_actor())
    for row in rows(firm):
        execution.perform(row.comparing)


def events(firm, verb):
    return Event.objects.filter(organisation=firm.organisation.id, verb=verb)


@pytest.fixture
def firm(db):
    return found_firm("Harbour Lettings")


def test_only_open_tools_under_older_rules_are_touched(firm):
    one, closed = older(firm), older(firm)
    open_for(firm)
    close_assessment(assessment=closed, by=firm.owner.as_actor())
    assert older_assessments(firm.organisation) == (one,)
    assert ask_what_changes(organisation=firm.organisation, by=firm.owner.as_actor()) == 1


def test_where_all_is_new_there_is_nothing_to_ask(firm):
    open_for(firm)
    with pytest.raises(Refused, match="newest"):
        ask_what_changes(organisation=firm.organisation, by=firm.owner.as_actor())


def test_working_it_out_changes_nothing_and_says_what_would_come(firm):
    made = older(firm)
    before = dict(made.flags.values_list("rule", "finding_hash"))
    work_out(firm)
    row = rows(firm).get()
    told = ChangedFlags.model_validate(row.change)
    # The first rulebook asks for 30 days; the new rule on 90 days is of 2026.11.2.
    assert "com_notice_under_90" in {rule for each in told.of("came") for rule in each.rules}
    (new,) = [each for each in told.of("came") if each.rules == ("com_notice_under_90",)]
    assert (new.after, new.why) == ("low", "The rule is new.")
    made.refresh_from_db()
    assert library_of(made).rulebook.version == "2026.11.0"
    assert dict(made.flags.values_list("rule", "finding_hash")) == before
    assert events(firm, "new_rules.asked").count() == 1
    assert events(firm, "assessment.upgraded").count() == 0


def test_what_is_being_worked_out_is_not_asked_for_twice(firm):
    older(firm)
    asked = [
        ask_what_changes(organisation=firm.organisation, by=firm.owner.as_actor()) for _ in range(2)
    ]
    assert asked == [1, 0]
    assert Job.objects.filter(kind="procurement.compare_rules").count() == 1


def test_each_tool_is_taken_over_by_itself_in_the_name_of_who_asked(firm):
    one, other = older(firm), older(firm, notice_days=45)
    work_out(firm)
    row = rows(firm).get(assessment=one)
    assert take_over(organisation=firm.organisation, seen=[row.id], by=firm.lead.as_actor()) == 1
    row.refresh_from_db()
    execution.perform(row.taking)
    row.refresh_from_db()
    assert row.taken_at is not None
    one.refresh_from_db()
    other.refresh_from_db()
    assert library_of(one) is TODAY
    assert library_of(other).rulebook.version == "2026.11.0"
    assert one.flags.get(rule="com_notice_under_90").standing == "raised"
    event = events(firm, "assessment.upgraded").get()
    assert (event.actor, event.subject) == (firm.lead.id, str(one.id))


def test_what_would_come_is_what_comes(firm):
    made = older(firm)
    work_out(firm)
    told = ChangedFlags.model_validate(rows(firm).get().change)
    before = set(made.flags.exclude(standing="cleared").values_list("rule", flat=True))
    take_over(organisation=firm.organisation, seen=[rows(firm).get().id], by=firm.lead.as_actor())
    execution.perform(rows(firm).get().taking)
    after = set(made.flags.exclude(standing="cleared").values_list("rule", flat=True))
    assert {rule for each in told.of("came") for rule in each.rules} == after - before
    assert {rule for each in told.of("went") for rule in each.rules} == before - after


def test_what_was_not_seen_is_not_taken_over(firm):
    made = older(firm)
    work_out(firm)
    record_answers(
        assessment=made, bank=FIRST.bank, answers={"notice_days": 5}, by=firm.owner.as_actor()
    )
    take_over(organisation=firm.organisation, seen=[rows(firm).get().id], by=firm.lead.as_actor())
    job = rows(firm).get().taking
    execution.perform(job)
    ended = Job.objects.get(id=job)
    assert ended.state == State.FAILED
    assert "changed after this was worked out" in ended.sentence
    made.refresh_from_db()
    assert library_of(made).rulebook.version == "2026.11.0"
    assert rows(firm).get().taken_at is None


def test_nothing_is_taken_over_before_it_was_worked_out_or_twice(firm):
    older(firm)
    ask_what_changes(organisation=firm.organisation, by=firm.owner.as_actor())
    row = rows(firm).get()
    for _ in range(2):
        with pytest.raises(Refused, match="Nothing is left"):
            take_over(organisation=firm.organisation, seen=[row.id], by=firm.lead.as_actor())
        execution.perform(row.comparing)
        if row.taken_at is None and rows(firm).get().taking is None:
            take_over(organisation=firm.organisation, seen=[row.id], by=firm.lead.as_actor())


def test_another_firms_row_is_not_taken_over(firm):
    older(firm)
    work_out(firm)
    other = found_firm("Quayside Brokers")
    with pytest.raises(Refused):
        take_over(
            organisation=other.organisation, seen=[rows(firm).get().id], by=other.owner.as_actor()
        )


def test_who_left_meanwhile_takes_nothing_over(firm):
    made = older(firm)
    work_out(firm)
    take_over(organisation=firm.organisation, seen=[rows(firm).get().id], by=firm.lead.as_actor())
    Membership.objects.of(firm.organisation).filter(user=firm.lead).update(role="reader")
    execution.perform(rows(firm).get().taking)
    assert Job.objects.get(id=rows(firm).get().taking).state == State.FAILED
    made.refresh_from_db()
    assert library_of(made).rulebook.version == "2026.11.0"


@pytest.mark.usefixtures("committed")
def test_a_real_worker_works_out_and_takes_over_and_a_killed_one_loses_nothing(machine):
    firm = found_firm("Harbour Lettings")
    made = [older(firm), older(firm, notice_days=45), older(firm, notice_days=10)]
    machine.start_broker()
    machine.start_clock()
    ask_what_changes(organisation=firm.organisation, by=firm.adviser.as_actor())
    first = machine.start_worker()
    wait_until(lambda: rows(firm).exclude(compared_at=None).exists(), what="the first tool")
    machine.signal(first, signal.SIGKILL)
    machine.start_worker()
    wait_until(lambda: not rows(firm).filter(compared_at=None).exists(), what="all three")
    seen = list(rows(firm).values_list("id", flat=True))
    take_over(organisation=firm.organisation, seen=seen, by=firm.adviser.as_actor())
    wait_until(lambda: not rows(firm).filter(taken_at=None).exists(), what="all to be taken over")
    now = Assessment.objects.of(firm.organisation).filter(id__in=[each.id for each in made])
    assert set(now.values_list("rulebook", flat=True)) == {TODAY.rulebook_sha256}
    assert events(firm, "assessment.upgraded").count() == 3
