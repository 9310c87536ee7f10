"""Facts, claims and observations for tests, said in one line."""

from datetime import date
from pathlib import Path

from procurement.conditions.circumstances import Circumstances, Leaning
from procurement.facts.fact import Fact, State
from procurement.facts.fact_base import FactBase
from procurement.facts.sources import Certainty, Claim, Grade, Observation
from procurement.facts.subjects import ASSESSMENT, Subject, SubjectKind
from procurement.facts.values import Members, NonAnswer, ValueKind

TODAY = date(2026, 11, 21)
# The content as it was handed over; here in the workshop only.
SHARED = Path(__file__).resolve().parents[3] / "shared" / "law"

UNKNOWN = NonAnswer.VENDOR_UNKNOWN
REFUSED = NonAnswer.VENDOR_REFUSED
NOT_SURE = NonAnswer.NOT_SURE


def claim(key, value, grade=Grade.VENDOR_SAYS, subject=ASSESSMENT, **more):
    return Claim(subject, key, value, grade, **more)


def observed(key, value, certainty=Certainty.MEASURED, subject=ASSESSMENT):
    return Observation(subject, key, value, certainty, "read from the file")


def fact(key, *values, state=None, unsettled=False, subject=ASSESSMENT, kind=ValueKind.OPTION):
    if state is None:
        state = State.KNOWN if values else State.UNANSWERED
    return Fact(subject, key, kind, state, values, unsettled, asks=(key,))


def facts_of(*facts):
    return FactBase({(each.subject, each.key): each for each in facts})


def given(*facts, on=TODAY, status=None, leaning=Leaning.RAISING, tables=None):
    base = FactBase({(each.subject, each.key): each for each in facts}, tables or {})
    return Circumstances(base, on, status or (lambda code: "none"), leaning=leaning)


def hop(number):
    return Subject(SubjectKind.HOP, number)


def model(number):
    return Subject(SubjectKind.MODEL, number)


def at_least(*known):
    return Members(frozenset(known), whole=False)
