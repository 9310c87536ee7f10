"""The clauses one assessment calls for, filled in with its names."""

from content.text_direction import without_turns
from procurement.contract_words.choosing import Form, Offered, OpenFlag, Parties, offer
from procurement.contract_words.loader import load_clauses
from procurement.lifecycle import OPEN_STANDINGS, Standing
from procurement.models import Assessment
from procurement.queries import flag_states


def parties_of(assessment: Assessment) -> Parties:
    """Return who asks whom, for what: what is signed names them as they are read, turned by nothing."""
    return Parties(
        client=without_turns(assessment.organisation.name),
        vendor=without_turns(assessment.product.vendor.name),
        product=without_turns(assessment.product.name),
    )


def offered_for(assessment: Assessment, form: Form) -> tuple[Offered, ...]:
    """Return every clause, those that the open flags call for first."""
    flags = [
        OpenFlag(state.flag.rule, state.finding.title, state.severity)
        for state in flag_states(assessment)
        if Standing(state.flag.standing) in OPEN_STANDINGS
    ]
    return offer(load_clauses(), flags, parties_of(assessment), form)


def clauses_for(assessment: Assessment, rule: str) -> tuple[Offered, ...]:
    """Return the clauses that would help to settle the flag of one rule, as contract wording."""
    clauses = [clause for clause in load_clauses() if rule in clause.clears]
    return offer(clauses, (), parties_of(assessment), "contract")
