"""A flag's review beyond one decision: seen changes, ends, hands, severities, replies, what fell."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from content.refusal import Refused
from organisations.models import Event
from organisations.permissions import Permission
from organisations.roles import Role, may
from procurement.actions.flag_decisions import decide_flag
from procurement.actions.flag_review import change_severity, check_lowered, fall_of, note_reply
from procurement.lowered import falls
from procurement.models import Flag, FlagChoice, FlagDecision, FlagReply, LoweredFlag
from procurement.queries import flag_states
from procurement.reopening import look_round
from procurement.shown_flags import shown_with
from tests.organisations.cast import found_firm
from tests.procurement.documents import document_of
from tests.procurement.opened import LIBRARY, TO_INDIA, answer, open_for

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
LATER = TODAY + timedelta(days=30)


@pytest.fixture
def firm():
    return found_firm("Harbour Lettings")


@pytest.fixture
def assessment(firm):
    made = open_for(firm)
    answer(made, firm.owner, **TO_INDIA)
    return made


@pytest.fixture
def flag(assessment):
    return assessment.flags.get(rule="transfer_no_tool")


def state(assessment, rule="transfer_no_tool"):
    return next(each for each in flag_states(assessment) if each.flag.rule == rule)


def step(assessment, person, what, reason="So it is.", rule="transfer_no_tool", **more):
    now = state(assessment, rule)
    return decide_flag(
        flag=now.flag, what=what, reason=reason, seen=now.finding, by=person.as_actor(), **more
    )


def test_a_change_is_asked_for_made_and_seen(assessment, firm):
    paper = document_of(firm, "Signed addendum")
    step(assessment, firm.lead, FlagChoice.ASK_MITIGATION, "Sign it.", who="Sam", due=LATER)
    step(
        assessment, firm.lead, FlagChoice.VERIFY, "Both signatures are on it.", who="Lena",
        proof=paper,
    )  # fmt: skip
    kept = state(assessment).counting
    assert (kept.what, kept.who, kept.reason) == ("verify", "Lena", "Both signatures are on it.")
    assert kept.proof == paper
    assert [each.what for each in FlagDecision.objects.of(firm.organisation).order_by("at")] == [
        "ask_mitigation", "verify",
    ]  # fmt: skip


def test_a_document_of_another_firm_proves_nothing(assessment, firm):
    step(assessment, firm.lead, FlagChoice.ASK_MITIGATION, "Sign it.", who="Sam", due=LATER)
    theirs = document_of(found_firm("Quayside Brokers"), "Theirs")
    with pytest.raises(Refused) as refused:
        step(assessment, firm.lead, FlagChoice.VERIFY, who="Lena", proof=theirs)
    assert refused.value.column == "proof"


def test_nobody_has_seen_a_change_that_nobody_asked_for(assessment, firm):
    with pytest.raises(Refused) as refused:
        step(assessment, firm.lead, FlagChoice.VERIFY, who="Lena")
    assert refused.value.column == "what"
    assert state(assessment).decision is None


@pytest.mark.parametrize(
    ("what", "parts", "column"),
    [
        (FlagChoice.ACCEPT, {}, "until"),
        (FlagChoice.ACCEPT, {"until": TODAY}, "until"),
        (FlagChoice.ACCEPT, {"until": TODAY + timedelta(days=400)}, "until"),
        (FlagChoice.ESCALATE, {}, "who"),
        (FlagChoice.CONFIRM, {"reason": " "}, "reason"),
        (FlagChoice.REOPEN, {}, "what"),
    ],
)
def test_a_step_that_says_too_little_is_refused(assessment, firm, what, parts, column):
    with pytest.raises(Refused) as refused:
        step(assessment, firm.lead, what, **parts)
    assert refused.value.column == column


def test_an_acceptance_ends_on_its_day_and_is_written_down_once(assessment, firm, monkeypatch):
    step(assessment, firm.lead, FlagChoice.ACCEPT, until=LATER)
    look_round()
    assert state(assessment).counting is not None

    monkeypatch.setattr(timezone, "localdate", lambda *_: LATER)
    now = state(assessment)
    assert (now.lapsed, now.counting) == (True, None), "by the calendar, before any clock ran"
    look_round()
    look_round()
    assert Event.objects.filter(verb="flag.reopened").count() == 1
    newest = state(assessment).decision
    assert (newest.what, newest.by, newest.by_name) == ("reopen", None, "the calendar")
    assert "by Lena" in newest.reason
    step(assessment, firm.lead, FlagChoice.CONFIRM)
    assert state(assessment).counting.what == "confirm"


def test_handing_up_says_to_whom(assessment, firm):
    step(assessment, firm.lead, FlagChoice.ESCALATE, "Over my limit.", who="The board")
    flag = state(assessment).flag
    assert shown_with(assessment, flag).assignee == "The board"


def held(assessment, person, to, **more):
    now = state(assessment)
    more = {"seen": now.severity, "reason": "No tenant is named in it."} | more
    return change_severity(flags=[now.flag], held=to, by=person.as_actor(), **more)


def test_a_severity_is_changed_with_a_reason_and_both_are_kept(assessment, firm):
    (made,) = held(assessment, firm.adviser, "medium")
    assert (made.found, made.held, made.by_name, made.by_role) == (
        "critical", "medium", "Anwen", "Adviser",
    )  # fmt: skip
    now = state(assessment)
    assert (now.severity, now.finding.severity) == ("medium", "critical")
    assert now.held_otherwise == made
    held(assessment, firm.lead, "critical")
    assert state(assessment).held_otherwise is None


def test_a_flag_that_is_held_graver_than_when_it_was_decided_is_open_again(assessment, firm):
    held(assessment, firm.lead, "low")
    step(assessment, firm.lead, FlagChoice.ACCEPT, until=LATER)
    assert state(assessment).counting is not None
    held(assessment, firm.lead, "high")
    assert (state(assessment).changed, state(assessment).counting) == (True, None)


@pytest.mark.parametrize(
    ("to", "more", "column"),
    [
        ("medium", {"reason": " "}, "reason"),
        ("critical", {}, "held"),
        ("dreadful", {}, "held"),
        ("medium", {"seen": "low"}, ""),
    ],
)
def test_a_severity_is_not_changed_blindly(assessment, firm, to, more, column):
    with pytest.raises(Refused) as refused:
        held(assessment, firm.lead, to, **more)
    assert (refused.value.column or "") == column


def test_lead_and_adviser_change_a_severity_and_who_wants_to_buy_does_not():
    assert {role for role in Role if may(role, Permission.SEVERITY_CHANGE)} == {
        Role.COMPLIANCE_LEAD, Role.ADVISER,
    }  # fmt: skip


def test_a_reply_is_kept_and_decides_nothing(assessment, flag, firm):
    note_reply(
        flag=flag, words="We sign next week.", said_by="M. Okoro", by=firm.adviser.as_actor()
    )
    assert state(assessment).decision is None
    assert FlagReply.objects.of(firm.organisation).get().said_by == "M. Okoro"
    for part in ({"words": " "}, {"said_by": " "}):
        with pytest.raises(Refused) as refused:
            note_reply(
                flag=flag, by=firm.lead.as_actor(), **({"words": "Yes.", "said_by": "M."} | part)
            )
        assert refused.value.column == next(iter(part))


def says_the_vendor(assessment, firm, **answers):
    return answer(
        assessment,
        firm.owner,
        **{
            key: {"value": value, "grade": "vendor_says", "by": "M. Okoro, Larkfield"}
            for key, value in answers.items()
        },
    )


def to_check(firm):
    rows = LoweredFlag.objects.of(firm.organisation)
    return rows.filter(checked_at__isnull=True, undone_at__isnull=True)


def test_what_falls_through_the_vendors_answer_waits_for_somebody_to_look(assessment, flag, firm):
    says_the_vendor(assessment, firm, transfer_tools=["idta"])
    row = to_check(firm).get(flag=flag)
    assert row.lowered_by == "M. Okoro, Larkfield"
    (fall,) = falls([row], assessment)
    assert (fall.before, fall.after) == ("Stop until settled", "Cleared")
    # The two answers as the bank words them.
    words = {each.id: each.label for each in LIBRARY.bank.by_id["transfer_tools"].options}
    assert f"It was {words['none_in_place']}. It is now {words['idta']}." in fall.changes[0]

    with pytest.raises(Refused, match="changed again"):
        check_lowered(flags=[flag], seen=frozenset({"another"}), by=firm.lead.as_actor())
    assert check_lowered(flags=[flag], seen=frozenset({fall_of(row)}), by=firm.lead.as_actor()) == 1
    assert not to_check(firm).filter(flag=flag).exists()
    assert LoweredFlag.objects.of(firm.organisation).get(flag=flag).checked_by == firm.lead
    with pytest.raises(Refused, match="nothing to check"):
        check_lowered(flags=[flag], seen=frozenset(), by=firm.lead.as_actor())


def test_what_we_found_in_a_document_ourselves_waits_for_nobody(assessment, firm):
    answer(
        assessment, firm.owner,
        transfer_tools={"value": ["idta"], "grade": "document_seen", "by": "Olive"},
    )  # fmt: skip
    assert not to_check(firm).exists()


def test_what_rises_again_by_itself_needs_no_look(assessment, flag, firm):
    says_the_vendor(assessment, firm, transfer_tools=["idta"])
    says_the_vendor(assessment, firm, transfer_tools=["none_in_place"])
    assert not to_check(firm).filter(flag=flag).exists()
    row = LoweredFlag.objects.of(firm.organisation).get(flag=flag)
    assert row.undone_at is not None
    assert row.checked_at is None
    assert Flag.objects.of(firm.organisation).get(id=flag.id).standing == "raised"


@pytest.mark.parametrize(
    "table",
    ["procurement_severitychange", "procurement_flagreply", "procurement_flagdecision"],
)
@pytest.mark.parametrize("act", ["UPDATE {} SET by_name = 'other'", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_a_review(assessment, flag, firm, table, act):
    held(assessment, firm.lead, "high")
    note_reply(flag=flag, words="We sign.", said_by="M. Okoro", by=firm.lead.as_actor())
    step(assessment, firm.lead, FlagChoice.CONFIRM)
    with pytest.raises(DatabaseError, match="append only"), transaction.atomic():
        connection.cursor().execute(act.format(table))
