"""Say what an adviser's firm has to say of one assessment, before its report is made."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from content.refusal import Refused
from organisations import audit
from organisations.actors import Actor
from organisations.models import Engagement
from procurement.models import Assessment, Verdict
from reports.advising.limited_text import read
from reports.advising.models import AdviserDraft, Commission, Payer

TEXTS = {"scope": "the scope", "opinion": "the opinion", "letter": "the covering letter"}


@transaction.atomic
def start_draft(*, assessment: Assessment, engagement: Engagement, by: Actor) -> AdviserDraft:
    """Return the draft of the firm that prepares the report; the one that is there, if there is one.

    Raises
    ------
    Refused
        If another firm prepares it, or this one no longer advises the client.
    """
    firm = engagement.adviser
    if engagement.ended_at is not None or engagement.organisation_id != assessment.organisation_id:
        raise Refused(f"{firm.name} does not advise {assessment.organisation.name}.")
    rows = AdviserDraft.objects.of(assessment.organisation_id)
    draft, is_new = rows.get_or_create(assessment=assessment, defaults={"adviser": firm})
    if draft.adviser_id != firm.id:
        raise Refused(f"{draft.adviser.name} prepares this report already.")
    if is_new:
        _record(draft, by, "started", f"{firm.name} prepares the report on {assessment}.", {})
    return draft


@transaction.atomic
def declare_interests(
    *, draft: AdviserDraft, payer: Payer, commission: Commission, words: str, by: Actor
) -> None:
    """Declare who pays for the report, and whether anything comes from the vendor.

    Raises
    ------
    Refused
        If somebody else pays, or something comes from the vendor, and it is not said who or what.
    """
    said = words.strip()
    if not said and (payer == Payer.OTHER or commission == Commission.YES):
        raise Refused(
            "Say what you get from the vendor." if commission == Commission.YES
            else "Say who pays for this report.",
            column="words",
        )  # fmt: skip
    held = _held(draft)
    held.payer, held.commission, held.interest_words = payer, commission, said
    held.save(update_fields=["payer", "commission", "interest_words", "changed_at"])
    _record(
        held, by, "interests_declared", f"{held.adviser.name} declared its interests.",
        {"payer": str(payer), "commission": str(commission), "words": said},
    )  # fmt: skip


@transaction.atomic
def write_text(*, draft: AdviserDraft, part: str, text: str, by: Actor) -> None:
    """Write the scope, the opinion or the covering letter (`part`); empty takes it away.

    Raises `Refused` if it holds what a text may not hold.
    """
    said = text.replace("\r\n", "\n").strip()
    read(said)
    held = _held(draft)
    if getattr(held, part) == said:
        return
    setattr(held, part, said)
    held.save(update_fields=[part, "changed_at"])
    _record(held, by, f"{part}_written", f"Wrote {TEXTS[part]} of the report.", {"text": said})


@transaction.atomic
def conclude(
    *, draft: AdviserDraft, concluded: Verdict, reason: str, suggested: str, by: Actor
) -> None:
    """Say what the adviser concludes. `suggested` is what the rules suggest at this moment.

    Raises
    ------
    Refused
        If the two differ and there is no reason.
    """
    said = reason.strip()
    if concluded != suggested and not said:
        raise Refused("You conclude otherwise than the rules suggest. Say why.", column="reason")
    held = _held(draft)
    held.concluded, held.conclusion_reason = concluded, said
    held.concluded_by, held.concluded_at = by.name[:200], timezone.now()
    held.save(
        update_fields=[
            "concluded", "conclusion_reason", "concluded_by", "concluded_at", "changed_at",
        ]
    )  # fmt: skip
    _record(
        held, by, "concluded", f"{held.adviser.name} concludes: {concluded.label}.",
        {"concluded": str(concluded), "suggested": suggested, "reason": said},
    )  # fmt: skip


def _held(draft: AdviserDraft) -> AdviserDraft:
    rows = AdviserDraft.objects.of(draft.organisation_id).select_for_update(of=("self",))
    return rows.select_related("adviser").get(id=draft.id)


def _record(
    draft: AdviserDraft, by: Actor, verb: str, sentence: str, details: dict[str, Any]
) -> None:
    audit.record(
        organisation=draft.organisation_id,
        by=by,
        verb=f"adviser_draft.{verb}",
        subject=draft,
        sentence=sentence,
        details=details,
    )
