"""Puts a ledger's rows and a test's limit into words, for the pages of a test and for the report."""

from django.utils import timezone

from evaluations.models import Run
from evaluations.queries import (
    RunStanding,
    changed_after_result,
    first_with_result,
    ledger_of,
    ledgers_of,
)
from evaluations.wording.ledger import Asked, LedgerLine, ledger_in_words
from evaluations.wording.limits import limit_in_words
from procurement.models import Assessment


def ledger_lines(run: Run) -> tuple[LedgerLine, ...]:
    """Return the ledger that a test stands in."""
    return _in_words(ledger_of(run))


def ledgers_in_words(assessment: Assessment) -> tuple[tuple[LedgerLine, ...], ...]:
    """Return every ledger that a test of the assessment stands in, the eldest first."""
    return tuple(_in_words(standings) for standings in ledgers_of(assessment))


def limit_of(run: Run) -> str:
    """Return a test's limit in words; empty where none was set."""
    return limit_in_words(run.margin, run.margin_in_units, of_amounts=run.is_of_amounts)


def _in_words(standings: list[RunStanding]) -> tuple[LedgerLine, ...]:
    first = first_with_result(each.run for each in standings)
    return ledger_in_words([_asked(each, first) for each in standings])


def _asked(standing: RunStanding, first: Run | None) -> Asked:
    run = standing.run
    return Asked(
        asked_on=timezone.localtime(run.asked_at).date(),
        this=run.student.name,
        other=run.teacher.name if run.teacher else "",
        examples=run.sample_set.name,
        state=standing.word,
        result=run.result,
        look=run.look,
        seen_before=run.seen_before,
        margin=run.margin,
        settled=limit_of(run),
        claim=run.claim,
        claim_from=run.claim_from,
        changed=changed_after_result(run, first),
    )
