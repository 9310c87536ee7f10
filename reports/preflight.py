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
from procurement.models import Assessment, AssessmentDecision, Verdict
from procurement.queries import decision_of
from procurement.wording.flags import day
from reports.advising.limited_text import read
from reports.advising.models import AdviserDraft, Brand, Commission, Payer, RelianceTerms
from reports.advising.queries import brand_of, draft_of, terms_of
from reports.certificates.queries import certificate_of
from reports.content.decisions import DecisionStanding
from reports.decisions_gathered import decision_standing
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
    """One line of the list: what is looked at, its page, and what is missing of it or what it holds."""

    name: str
    address: str
    missing: Missing | None
    holds: str = ""


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
    suggestion = suggestion_for(assessment)
    standing = decision_standing(assessment, suggestion)
    terms, brand, decision = (
        terms_of(draft.adviser),
        brand_of(draft.adviser),
        decision_of(assessment),
    )
    lines = (
        ("terms", "Terms of reliance", _of_firm("terms", draft), True, _terms(terms, draft)),
        ("interests", "Interests", _address("adviser_interests", assessment), True, _interests(draft)),
        ("scope", "Scope", _address("adviser_scope", assessment), True,
         _text(draft.scope, "It is not said what was looked at, and what was not.")),
        ("conclusion", "Conclusion", _address("adviser_conclusion", assessment), True, _conclusion(draft, suggestion.value)),
        ("opinion", "Opinion", _address("adviser_opinion", assessment), False,
         _text(draft.opinion, "There is no opinion. The report can go without one.")),
        ("letter", "Covering letter", _address("adviser_letter", assessment), False,
         _text(draft.letter, "There is no letter. The report can go without one.")),
        ("brand", "Logo and colour", _of_firm("brand", draft), False, _brand(brand, draft)),
        ("decision", "Decision", reverse("desk:decision", args=_ids(assessment)), False, _decision(decision, standing)),
    )  # fmt: skip
    for key, name, address, stops, looked in (*lines, *_certificate(draft)):
        lacks = None if looked.there else Missing(key, looked.said, address, stops)
        yield Point(name, address, lacks, looked.said if looked.there else "")


@dataclass(frozen=True, slots=True)
class _Looked:
    """Whether a thing is there, and a sentence on what it holds or lacks."""

    there: bool
    said: str


def _terms(terms: RelianceTerms | None, draft: AdviserDraft) -> _Looked:
    if terms:
        return _Looked(True, f"Version {terms.version}, said by {terms.said_by}.")
    lacks = f"{draft.adviser.name} has no terms of reliance yet. A report for a client needs them."
    return _Looked(False, lacks)


def _interests(draft: AdviserDraft) -> _Looked:
    if draft.payer and draft.commission:
        gets = "Something" if draft.commission == Commission.YES else "Nothing"
        return _Looked(
            True, f"Who pays: {_PAYS[Payer(draft.payer)]}. {gets} comes from the vendor."
        )
    lacks = "It is not declared who pays for the report, and whether the vendor pays the adviser."
    return _Looked(False, lacks)


_PAYS = {
    Payer.CLIENT: "the client",
    Payer.ADVISER: "the adviser",
    Payer.VENDOR: "the vendor",
    Payer.OTHER: "somebody else",
}


def _conclusion(draft: AdviserDraft, suggested: str) -> _Looked:
    if not draft.concluded:
        return _Looked(False, "It is not said what the adviser concludes.")
    concluded = word("suggestion", draft.concluded)
    if draft.concluded == suggested:
        return _Looked(True, f"{concluded}. The rules suggest the same.")
    both = f"The rules suggest “{word('suggestion', suggested)}” now, and the adviser concluded “{concluded}”."
    if draft.conclusion_reason:
        return _Looked(True, f"{both} The reason is there.")
    return _Looked(False, f"{both} It is not said why.")


def _certificate(draft: AdviserDraft) -> Iterator[tuple[str, str, str, bool, _Looked]]:
    """Yield the line on the firm's certificate, where it has one: without one none is missing."""
    held = certificate_of(draft.adviser)
    if held is not None:
        looked = _Looked(held.signs, held.why_not or f"Signs until {day(held.until)}.")
        yield "certificate", "Certificate", _of_firm("certificate", draft), True, looked


def _text(text: str, lacks: str) -> _Looked:
    words = len(text.split()) if read(text) else 0
    if not words:
        return _Looked(False, lacks)
    return _Looked(True, "1 word." if words == 1 else f"{words} words.")


def _brand(brand: Brand | None, draft: AdviserDraft) -> _Looked:
    held = ["a logo"] if brand and brand.logo else []
    held += [f"the colour {brand.accent}"] if brand and brand.accent else []
    if held:
        return _Looked(True, f"{' and '.join(held).capitalize()}.")
    name = draft.adviser.name
    return _Looked(False, f"No logo and no colour: page one shows the name {name} alone.")


def _decision(decision: AssessmentDecision | None, standing: DecisionStanding) -> _Looked:
    if decision is None:
        return _Looked(
            False, "Nobody has decided yet. The report will say “proposed, not decided”."
        )
    by = f"{Verdict(decision.value).label}, by {decision.by_name}."
    if standing == "counts":
        return _Looked(True, by)
    why = {
        "changed": "It no longer counts: something changed since.",
        "waits": "It waits for a second signature.",
    }[standing]
    return _Looked(False, f"{by} {why} The report will carry what the rules suggest, and say so.")


def _ids(assessment: Assessment) -> list[object]:
    return [assessment.organisation_id, assessment.id]


def _address(page: str, assessment: Assessment) -> str:
    return reverse(f"reports:{page}", args=_ids(assessment))


def _of_firm(page: str, draft: AdviserDraft) -> str:
    return reverse(f"reports:{page}", args=[draft.adviser_id])
