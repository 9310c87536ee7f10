"""Decide on the whole assessment. The machine only suggests; this is a person's word."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from content.refusal import Refused
from organisations import audit
from organisations.actors import Actor, ActorKind
from organisations.queries import role_in_words
from procurement.agreed_condition import AgreedCondition, TradeOff
from procurement.lifecycle import Status
from procurement.models import Assessment, AssessmentDecision, Verdict


def decide_assessment(
    *,
    assessment: Assessment,
    value: Verdict,
    reason: str,
    conditions: Sequence[AgreedCondition],
    suggested: Verdict,
    grounds: Sequence[dict[str, Any]],
    by: Actor,
    trade_off: TradeOff | None = None,
) -> AssessmentDecision:
    """Return the new decision; earlier ones stay on record.

    `suggested` and `grounds` are what the machine suggests at this moment; they are kept beside the
    decision, so that a reader sees where the two part. `trade_off` is asked for where the cheaper
    version saves money and somebody proceeds.

    Raises
    ------
    Refused
        With `column` naming the part that cannot be used: reason or conditions. Without one, if the
        tool is set aside.
    """
    if assessment.status == Status.SET_ASIDE:
        raise Refused(
            "This tool was set aside as not needed: there is nothing to decide.",
            what_to_do="Open it again from its half-page, then decide.",
        )
    reason = reason.strip()
    if not reason:
        raise Refused("Say why: the report prints your reason beside your name.", column="reason")
    if value == Verdict.PROCEED_WITH_CONDITIONS and not conditions:
        raise Refused(
            "Write at least one condition: what must be done, by whom and by when.",
            column="conditions",
        )
    if value == Verdict.PROCEED and conditions:
        raise Refused(
            "You wrote conditions and chose “Proceed”.",
            column="conditions",
            what_to_do="Choose “Proceed with conditions”, or empty the conditions.",
        )
    with transaction.atomic():
        decision = AssessmentDecision.objects.of(assessment.organisation_id).create(
            assessment=assessment,
            value=value,
            reason=reason,
            conditions=[condition.model_dump(mode="json") for condition in conditions],
            trade_off=trade_off.model_dump(mode="json") if trade_off else None,
            by_id=by.id if by.kind is ActorKind.PERSON else None,
            by_name=by.name,
            by_role=role_in_words(by, assessment.organisation_id),
            suggested=suggested,
            grounds=list(grounds),
        )
        audit.record(
            organisation=assessment.organisation_id,
            by=by,
            verb="assessment.decided",
            subject=assessment,
            sentence=f"Decided on {assessment}: {value.label.lower()}.",
            details={
                "value": value.value,
                "suggested": suggested.value,
                "reason": reason,
                "trade_off": trade_off.model_dump(mode="json") if trade_off else None,
            },
        )
    return decision
