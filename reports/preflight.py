"""What is missing before a report is issued: the pre-flight list, for its page and for whoever issues.

A report that no adviser prepares lacks nothing here: it stands as it always stood.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from content.refusal import Refused
from content.words import word
from organisations.actors import Actor
from organisations.queries import advisers_of, role_in_words
from organisations.roles import Role
from procurement.models import Assessment
from procurement.queries import decision_of
from reports.advising.limited_text import read
from reports.advising.models import AdviserDraft
from reports.advising.queries import brand_of, draft_of, terms_of
from reports.queries import suggestion_for


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is not there yet.

    `key` names it for a program, `sentence` for a reader, `address` is the page that mends it.
    `stops` says whether the report waits for it; what does not stop is only worth a look.
    """

    key: str
    sentence: str
    address: str
    stops: bool = True


@dataclass(frozen=True, slots=True)
class Point:
    """One line of the list: what is looked at, the page where it stands, and what is missing of it."""

    name: str
    address: str
    missing: Missing | None


def what_is_missing(assessment: Assessment, *, by: Actor | None = None) -> tuple[Missing, ...]:
    """Return what is missing before a report on the assessment is issued, in the order of its page.

    `by` is whoever would issue it. Empty where nothing is missing. The report waits only for what
    `stops`.
    """
    return tuple(point.missing for point in preflight(assessment, by=by) if point.missing)


def refuse_what_waits(assessment: Assessment, *, by: Actor | None = None) -> None:
    """Raise `Refused`, naming the first thing that the report waits for, if it waits for any."""
    stopping = [each for each in what_is_missing(assessment, by=by) if each.stops]
    if stopping:
        raise Refused(
            stopping[0].sentence,
            what_to_do="Go through the list of what is missing."
            if len(stopping) > 1
            else "Then make the report.",
        )


def preflight(assessment: Assessment, *, by: Actor | None = None) -> tuple[Point, ...]:
    """Return every line of the list, in the order of its page; empty where no adviser is at work."""
    draft = draft_of(assessment)
    if draft is not None:
        return tuple(_points(assessment, draft))
    if by is None or not _prepares(assessment, by):
        return ()
    address = _address("adviser", assessment)
    sentence = "You make this report as an adviser. Say for which firm."
    return (Point("Who prepares it", address, Missing("firm", sentence, address)),)


def _prepares(assessment: Assessment, by: Actor) -> bool:
    """Return whether this is an adviser at a client whose firm is known: its terms are owed."""
    role = role_in_words(by, assessment.organisation_id)
    return role == Role.ADVISER.label and bool(advisers_of(assessment.organisation))


def _points(assessment: Assessment, draft: AdviserDraft) -> Iterator[Point]:
    suggested = suggestion_for(assessment).value
    lines = (
        ("terms", "Terms of reliance", _of_firm("terms", draft), True, _terms(draft)),
        ("interests", "Interests", _address("adviser_interests", assessment), True, _interests(draft)),
        ("scope", "Scope", _address("adviser_scope", assessment), True, _scope(draft)),
        ("conclusion", "Conclusion", _address("adviser_conclusion", assessment), True, _conclusion(draft, suggested)),
        ("opinion", "Opinion", _address("adviser_opinion", assessment), False, _opinion(draft)),
        ("letter", "Covering letter", _address("adviser_letter", assessment), False, _letter(draft)),
        ("brand", "Logo and colour", _of_firm("brand", draft), False, _brand(draft)),
        ("decision", "Decision", reverse("desk:decision", args=_ids(assessment)), False, _decision(assessment)),
    )  # fmt: skip
    for key, name, address, stops, sentence in lines:
        yield Point(name, address, Missing(key, sentence, address, stops) if sentence else None)


def _terms(draft: AdviserDraft) -> str:
    if terms_of(draft.adviser):
        return ""
    return f"{draft.adviser.name} has no terms of reliance yet. A report for a client needs them."


def _interests(draft: AdviserDraft) -> str:
    if draft.payer and draft.commission:
        return ""
    return "It is not declared who pays for the report, and whether the vendor pays the adviser."


def _scope(draft: AdviserDraft) -> str:
    return "" if read(draft.scope) else "It is not said what was looked at, and what was not."


def _conclusion(draft: AdviserDraft, suggested: str) -> str:
    if not draft.concluded:
        return "It is not said what the adviser concludes."
    if draft.concluded == suggested or draft.conclusion_reason:
        return ""
    return (
        f"The rules suggest “{word('suggestion', suggested)}” now, and the adviser concluded "
        f"“{word('suggestion', draft.concluded)}”. It is not said why."
    )


def _opinion(draft: AdviserDraft) -> str:
    return "" if read(draft.opinion) else "There is no opinion. The report can go without one."


def _letter(draft: AdviserDraft) -> str:
    return "" if read(draft.letter) else "There is no letter. The report can go without one."


def _brand(draft: AdviserDraft) -> str:
    brand = brand_of(draft.adviser)
    if brand and (brand.logo or brand.accent):
        return ""
    return f"No logo and no colour: page one shows the name {draft.adviser.name} alone."


def _decision(assessment: Assessment) -> str:
    if decision_of(assessment):
        return ""
    return "Nobody has decided yet. The report will say “proposed, not decided”."


def _ids(assessment: Assessment) -> list[object]:
    return [assessment.organisation_id, assessment.id]


def _address(page: str, assessment: Assessment) -> str:
    return reverse(f"reports:{page}", args=_ids(assessment))


def _of_firm(page: str, draft: AdviserDraft) -> str:
    return reverse(f"reports:{page}", args=[draft.adviser_id])
