"""Which step of a flag's review may follow which, and what a firm's signing rule asks."""

import itertools
import uuid
from datetime import date, timedelta

import pytest

from organisations.roles import Role
from procurement.lifecycle import MAY_FOLLOW, FlagChoice
from procurement.signing import Signature, asks_for_two, refusal_to_confirm

# Told by hand: from the last step to what may come next. `-` is a flag nobody has decided on.
NEXT = {
    "-": "confirm ask_mitigation accept not_applicable escalate",
    "confirm": "confirm ask_mitigation accept not_applicable escalate",
    "ask_mitigation": "confirm ask_mitigation verify accept not_applicable escalate",
    "verify": "confirm ask_mitigation verify escalate",
    "accept": "confirm ask_mitigation accept not_applicable escalate reopen",
    "not_applicable": "confirm ask_mitigation accept not_applicable escalate",
    "escalate": "confirm ask_mitigation accept not_applicable escalate",
    "reopen": "confirm ask_mitigation accept not_applicable escalate",
}


@pytest.mark.parametrize(("last", "then"), list(itertools.product(NEXT, FlagChoice.values)))
def test_a_step_follows_where_the_table_says_so(last, then):
    key = None if last == "-" else FlagChoice(last)
    assert (FlagChoice(then) in MAY_FOLLOW[key]) == (then in NEXT[last].split())


def test_every_step_has_its_line():
    assert {*FlagChoice, None} == set(MAY_FOLLOW)


MONDAY = date(2026, 11, 23)
OLIVE, LENA, ANWEN = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()


@pytest.mark.parametrize(
    ("rule", "second", "role", "days", "may"),
    [
        # Two people: never the same, and both may decide.
        ("two_people", LENA, Role.COMPLIANCE_LEAD, 0, True),
        ("two_people", OLIVE, Role.OWNER, 0, False),
        ("two_people", OLIVE, Role.OWNER, 30, False),
        ("two_people", ANWEN, Role.ADVISER, 0, False),
        ("two_people", LENA, Role.READER, 0, False),
        ("two_people", LENA, None, 0, False),
        # One and the adviser: the adviser, on any day.
        ("one_and_adviser", ANWEN, Role.ADVISER, 0, True),
        ("one_and_adviser", LENA, Role.COMPLIANCE_LEAD, 0, False),
        ("one_and_adviser", OLIVE, Role.OWNER, 1, False),
        # One only: the same person, with a night in between.
        ("one_person", OLIVE, Role.OWNER, 0, False),
        ("one_person", OLIVE, Role.OWNER, 1, True),
        ("one_person", LENA, Role.COMPLIANCE_LEAD, 0, False),
        ("one_person", LENA, Role.COMPLIANCE_LEAD, 1, True),
        ("one_person", OLIVE, Role.READER, 1, False),
        # Who never said how they sign have nothing to confirm.
        ("", LENA, Role.COMPLIANCE_LEAD, 1, False),
    ],
)
def test_who_may_confirm_what_olive_decided(rule, second, role, days, may):
    refusal = refusal_to_confirm(
        rule,
        first=Signature(OLIVE, MONDAY),
        second=Signature(second, MONDAY + timedelta(days=days)),
        role=role,
    )
    assert (refusal is None) == may
    assert asks_for_two(rule) == bool(rule)


def test_what_the_command_line_decided_may_be_confirmed_by_anyone_who_decides():
    first = Signature(None, MONDAY)
    second = Signature(OLIVE, MONDAY)
    assert refusal_to_confirm("two_people", first=first, second=second, role=Role.OWNER) is None
