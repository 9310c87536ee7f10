"""What a firm's own rule for signing asks of a decision, and whether somebody may confirm one.

Where a firm has not said how it signs, one signature counts; pages and report say so.
"""

import uuid
from dataclasses import dataclass
from datetime import date

from content.refusal import Refused
from organisations.models import SigningRule
from organisations.permissions import Permission
from organisations.roles import Role, may

_WAITS = {
    SigningRule.TWO_PEOPLE: "A second person who may decide has to confirm it.",
    SigningRule.ONE_AND_ADVISER: "The firm’s adviser has to confirm it.",
    SigningRule.ONE_PERSON: "It has to be confirmed on another day, after a night in between.",
}
_ALONE = {
    SigningRule.NOT_SAID: "One signature: the firm has not said how it signs.",
    SigningRule.TWO_PEOPLE: "The second of two signatures is missing.",
    SigningRule.ONE_AND_ADVISER: "The adviser’s signature is missing.",
    SigningRule.ONE_PERSON: "The confirmation after a night is missing.",
}


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed and on which local day; `person` is None where the command line did."""

    person: uuid.UUID | None
    on: date


def asks_for_two(rule: str) -> bool:
    """Return whether a decision waits until it is confirmed."""
    return SigningRule(rule) != SigningRule.NOT_SAID


def waits_in_words(rule: str) -> str:
    """Return what a decision that nobody has confirmed waits for; nothing where none is asked."""
    return _WAITS.get(SigningRule(rule), "")


def alone_in_words(rule: str) -> str:
    """Return what a reader must know of a decision that nobody has confirmed."""
    return _ALONE[SigningRule(rule)]


def confirmed_in_words(rule: str, *, name: str, role: str, day: str, same: bool) -> str:
    """Return who confirmed a decision; that one person did both is said."""
    who = f"{name}, {role}" if role else name
    if same:
        return f"Confirmed by the same person on {day}, after a night; no second review."
    return f"Confirmed by {who}, on {day}."


def refusal_to_confirm(
    rule: str, *, first: Signature, second: Signature, role: Role | None
) -> Refused | None:
    """Return why somebody may not confirm a decision, or None where they may.

    Parameters
    ----------
    rule : how the firm signs.
    first, second : who decided, and who would confirm it today.
    role : what the second person is in the firm today; None if nothing.
    """
    kind = SigningRule(rule)
    if kind == SigningRule.NOT_SAID:
        return Refused("There is nothing to confirm: the firm has not said how it signs.")
    decides = role is not None and may(role, Permission.ASSESSMENT_DECIDE)
    same = first.person is not None and first.person == second.person
    if kind == SigningRule.ONE_AND_ADVISER:
        if role is not Role.ADVISER or same:
            return Refused("This firm signs with its adviser: the adviser has to confirm it.")
        return None
    if not decides:
        return Refused("An owner or a compliance lead has to confirm it.")
    if kind == SigningRule.TWO_PEOPLE and same:
        return Refused(
            "You decided this yourself. This firm signs with two people.",
            what_to_do="Ask a second person to confirm it.",
        )
    if kind == SigningRule.ONE_PERSON and second.on <= first.on:
        return Refused(
            "A night has to lie between the decision and its confirmation.",
            what_to_do="Come back tomorrow.",
        )
    return None
