"""Gathers what people decided on flags and on the whole, for the frozen content."""

from django.utils import timezone

from organisations.models import SigningRule
from procurement.agreed_condition import TradeOff
from procurement.models import Assessment, AssessmentDecision, Countersignature, FlagReply
from procurement.queries import FlagState, decision_of, fallen_flags, second_on
from procurement.screening_result import Flag as Finding
from procurement.signing import alone_in_words
from reports.content.decisions import (
    Confirmed,
    Decided,
    DecisionStanding,
    FellUnchecked,
    FlagDecided,
    FlagReplied,
    SeverityHeld,
    Signing,
    standing_of,
)
from reports.suggestion import Ground, Suggestion


def decided_on(assessment: Assessment, suggestion: Suggestion) -> Decided | None:
    """Return the decision on the whole, if somebody made one."""
    decision = decision_of(assessment)
    if decision is None:
        return None
    second = second_on(decision)
    return Decided.model_validate(
        {
            "value": decision.value,
            "reason": decision.reason,
            "conditions": decision.conditions,
            "by": decision.by_name,
            "role": decision.by_role or None,
            "at": decision.at,
            "suggested": decision.suggested,
            "grounds": decision.grounds,
            "changed_since": not is_still(decision, suggestion),
            "trade_off": decision.trade_off,
            "waits": None if second else alone_in_words(assessment.organisation.signing),
            "confirmed": _confirmed(second, decision.by_id),
        }
    )


def is_still(decision: AssessmentDecision, suggestion: Suggestion) -> bool:
    """Return whether the machine suggests now what it suggested when somebody decided."""
    grounds = [Ground.model_validate(ground) for ground in decision.grounds]
    return suggestion.is_as(decision.suggested, grounds)


def decision_standing(assessment: Assessment, suggestion: Suggestion) -> DecisionStanding:
    """Return whether the decision on the whole counts now, and if not, why."""
    return standing_of(decided_on(assessment, suggestion), signing_of(assessment))


def trade_off_of(decision: AssessmentDecision) -> TradeOff | None:
    """Return who chose the trade-off, if somebody said so."""
    return TradeOff.model_validate(decision.trade_off) if decision.trade_off else None


def decided_on_flag(state: FlagState) -> FlagDecided | None:
    """Return the last step of a flag's review, if there was one."""
    decision = state.decision
    if decision is None:
        return None
    grave = decision.what == "accept" and state.is_critical
    return FlagDecided.model_validate(
        {
            "rule": state.flag.rule,
            "what": decision.what,
            "reason": decision.reason,
            "who": decision.who or None,
            "due": decision.due,
            "by": decision.by_name,
            "role": decision.by_role or None,
            "at": decision.at,
            "changed_since": state.changed,
            "until": decision.until,
            "shown_by": decision.proof.title if decision.proof else None,
            "lapsed": state.lapsed,
            "waits": alone_in_words(state.signing) if grave and state.second is None else None,
            "confirmed": _confirmed(state.second, decision.by_id),
        }
    )


def replies_to(assessment: Assessment) -> tuple[FlagReplied, ...]:
    """Return everything the vendor said to flags, the oldest first."""
    rows = FlagReply.objects.of(assessment.organisation_id).filter(flag__assessment=assessment)
    return tuple(
        FlagReplied(rule=each.flag.rule, words=each.words, said_by=each.said_by, at=each.at)
        for each in rows.select_related("flag").order_by("at", "id")
    )


def severity_held(state: FlagState) -> SeverityHeld | None:
    """Return how grave a flag is held to be, where that is not what its rule says."""
    change = state.held_otherwise
    if change is None:
        return None
    return SeverityHeld.model_validate(
        {
            "rule": state.flag.rule,
            "found": change.found,
            "held": change.held,
            "reason": change.reason,
            "by": change.by_name,
            "role": change.by_role or None,
            "at": change.at,
        }
    )


def fell_unchecked(assessment: Assessment) -> tuple[FellUnchecked, ...]:
    """Return what fell through a vendor's answer and nobody has looked at."""
    found = []
    for each in fallen_flags(assessment):
        before = Finding.model_validate(each.before)
        after = Finding.model_validate(each.after) if each.after else None
        found.append(
            FellUnchecked(
                rule=before.rule,
                title=before.title,
                before=before.severity,
                now=after.severity if after and after.status == "raised" else None,
                by=each.lowered_by,
                at=each.lowered_at,
            )
        )
    return tuple(found)


def signing_of(assessment: Assessment) -> Signing:
    """Return how the firm signs, and its data protection officer."""
    firm = assessment.organisation
    return Signing.model_validate(
        {
            "rule": str(SigningRule(firm.signing)),
            "officer": firm.officer,
            "officer_words": firm.officer_words,
        }
    )


def _confirmed(second: Countersignature | None, first: object) -> Confirmed | None:
    if second is None:
        return None
    return Confirmed(
        by=second.by_name,
        role=second.by_role or None,
        at=timezone.localtime(second.at),
        same=second.by_id == first,
    )
