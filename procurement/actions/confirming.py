"""Confirm what somebody decided: the second signature, as the firm says that it signs."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from content.refusal import Refused
from organisations import audit
from organisations.actors import Actor
from organisations.models import Membership, Organisation
from organisations.queries import role_in_words
from organisations.roles import Role
from procurement.models import (
    Assessment,
    AssessmentDecision,
    Countersignature,
    Flag,
    FlagDecision,
)
from procurement.queries import decision_of, second_on, with_decisions
from procurement.signing import Signature, refusal_to_confirm


def confirm_acceptance(*, flags: Sequence[Flag], by: Actor) -> tuple[Countersignature, ...]:
    """Return the second signatures on the acceptance of flags that are shown as one.

    Raises
    ------
    Refused
        If nothing waits for one, or this person may not give it.
    """
    of = flags[0].organisation_id
    with transaction.atomic():
        rows = list(
            Flag.objects.of(of).select_for_update().filter(id__in=[one.id for one in flags])
        )
        waiting = [
            state.decision
            for state in with_decisions(rows)
            if state.waits_for_second and not (state.changed or state.lapsed) and state.decision
        ]
        if not waiting:
            raise Refused("No acceptance waits for a second signature here.")
        made = []
        for decision in waiting:
            made.append(_sign(decision, by=by))
            audit.record(
                organisation=of,
                by=by,
                verb="flag.acceptance_confirmed",
                subject=decision.flag,
                sentence=f"Confirmed that “{decision.flag.title}” is accepted.",
                details={"decided_by": decision.by_name},
            )
    return tuple(made)


def confirm_decision(
    *, assessment: Assessment, decision: AssessmentDecision, by: Actor
) -> Countersignature:
    """Return the second signature on the decision on the whole, as the page showed it.

    Raises
    ------
    Refused
        If another decision stands by now, if it is confirmed already, or if this person may not.
    """
    with transaction.atomic():
        rows = Assessment.objects.of(assessment.organisation_id).select_for_update()
        now = decision_of(rows.get(id=assessment.id))
        if now is None or now.id != decision.id:
            raise Refused(
                "Somebody decided anew while you looked.", what_to_do="Read it, then confirm."
            )
        if second_on(now) is not None:
            raise Refused("This decision is confirmed already.")
        made = _sign(now, by=by)
        audit.record(
            organisation=assessment.organisation_id,
            by=by,
            verb="assessment.decision_confirmed",
            subject=assessment,
            sentence=f"Confirmed the decision on {assessment}: {now.get_value_display().lower()}.",
            details={"decided_by": now.by_name, "value": now.value},
        )
    return made


def refusal_for(
    decision: FlagDecision | AssessmentDecision, *, by: Actor, rule: str
) -> Refused | None:
    """Return why this person may not confirm the decision today, or None where they may."""
    if by.id is None:
        return Refused("Only a person can confirm a decision.")
    present = Membership.objects.of(decision.organisation_id).filter(left_at__isnull=True)
    membership = present.filter(user_id=by.id).first()
    return refusal_to_confirm(
        rule,
        first=Signature(decision.by_id, timezone.localtime(decision.at).date()),
        second=Signature(by.id, timezone.localdate()),
        role=Role(membership.role) if membership else None,
    )


def _sign(decision: FlagDecision | AssessmentDecision, *, by: Actor) -> Countersignature:
    of = decision.organisation_id
    rule = Organisation.objects.get(id=of).signing
    refusal = refusal_for(decision, by=by, rule=rule)
    if refusal is not None:
        raise refusal
    assert by.id is not None  # noqa: S101 -- a command line is refused above
    return Countersignature.objects.of(of).create(
        flag_decision=decision if isinstance(decision, FlagDecision) else None,
        assessment_decision=decision if isinstance(decision, AssessmentDecision) else None,
        rule=rule,
        by_id=by.id,
        by_name=by.name,
        by_role=role_in_words(by, of),
    )
