"""Whether a DPIA is needed: the three cases, the ICO's ten and the nine European signs. Pure."""

from collections.abc import Iterable, Iterator
from datetime import date

from procurement.conditions.circumstances import Circumstances, Computed
from procurement.conditions.evaluate import evaluate
from procurement.conditions.result import Result, deciding_facts, undecided_facts
from procurement.conditions.truth import Truth
from procurement.facts.fact import Fact
from procurement.facts.fact_base import FactBase
from procurement.library import Library
from procurement.questionnaire.schema import Bank
from procurement.rulebook.evaluate import Applied, Outcome, Verdict
from procurement.rulebook.schema import Criterion
from protection.dpia.filling import lines_of
from protection.dpia.record import Line, Met, Need, Screened, Sign, Signs
from protection.dpia.schema import RuleSign, RuleSigns, SheetContent
from protection.dpia.sources import sources

_MET: dict[Verdict, Met] = {Verdict.RAISED: "met", Verdict.CLEAR: "not_met"}
_TRUTH: dict[Truth, Met] = {Truth.TRUE: "met", Truth.FALSE: "not_met"}


def screened(
    sheet: SheetContent, library: Library, facts: FactBase, applied: Applied, on: date, today: date
) -> Screened:
    """Return every sign with what makes it so, and what follows from those that are law.

    A sign is met only by an answer, and not met only by an answer: silence leaves it open. `on` is
    the assessment's day of law, `today` the day on which sources may be due for another look.
    """
    outcomes = {one.rule.id: one for one in applied.outcomes}
    rules = [
        outcomes[rule]
        for rule in library.rulebook.dpia_required_rules
        if rule in outcomes and library.rulebook.by_id[rule].in_force(on)
    ]
    content = sheet.screening
    european = Signs(
        id="wp248",
        signs=tuple(_criteria(sheet, library, facts, applied, on)),
        sources=sources(content.wp248.cites, library, today),
    )

    def listed(name: str, told: RuleSigns) -> Signs:
        signs = [_of_rule(each, outcomes.get(each.rule), library) for each in told.signs]
        return Signs(
            id="cases" if name == "cases" else "ico",
            signs=tuple(signs),
            sources=sources(told.cites, library, today),
        )

    return Screened(
        need=_need(rules),
        lists=(listed("cases", content.cases), listed("ico", content.ico), european),
    )


def _need(outcomes: Iterable[Outcome]) -> Need:
    verdicts = {outcome.verdict for outcome in outcomes}
    if Verdict.RAISED in verdicts:
        return "needed"
    return "not_needed" if verdicts == {Verdict.CLEAR} else "not_settled"


def _of_rule(told: RuleSign, outcome: Outcome | None, library: Library) -> Sign:
    if outcome is None or outcome.upcoming or outcome.verdict is Verdict.NOT_IN_FORCE:
        return Sign(
            id=told.rule,
            title=told.title,
            met="cannot_tell",
            note="The rules of this assessment do not have it.",
        )
    met = _MET.get(outcome.verdict, "cannot_tell")
    because = outcome.because if met == "met" else _denying(outcome.result)
    open_ = (*outcome.needs, *outcome.left_out)
    verify = outcome.rule.verify
    return Sign(
        id=told.rule,
        title=told.title,
        met=met,
        because=_lines(because, library) if met != "cannot_tell" else (),
        waits_for=_asked(open_, library.bank) if met == "cannot_tell" else (),
        note=f"To be verified: {verify}." if verify else "",
    )


def _criteria(
    sheet: SheetContent, library: Library, facts: FactBase, applied: Applied, on: date
) -> Iterator[Sign]:
    circumstances = Circumstances(
        facts,
        on,
        lambda code: library.rulebook.adequacy.status(code, on),
        {name: Computed(fact) for name, fact in applied.computed.items()},
    )
    for criterion in library.rulebook.wp248_criteria:
        yield _criterion(criterion, evaluate(criterion.met_if, circumstances), sheet, library)


def _criterion(criterion: Criterion, result: Result, sheet: SheetContent, library: Library) -> Sign:
    met = _TRUTH.get(result.truth, "cannot_tell")
    facts = deciding_facts(result) if met == "met" else _denying(result)
    waiting = [key for fact in undecided_facts(result) for key in fact.to_ask or (fact.key,)]
    return Sign(
        id=f"wp248_{criterion.number}",
        title=criterion.label,
        met=met,
        because=_lines(facts, library) if met != "cannot_tell" else (),
        waits_for=_asked(waiting, library.bank) if met == "cannot_tell" else (),
        note=sheet.screening.wp248.always if result.said == "always" else "",
    )


def _denying(result: Result) -> Iterator[Fact]:
    """Yield the facts that make a false result false, in order; of a computed one its basis too."""
    if result.fact is not None:
        yield result.fact
    for part in result.parts:
        if part.truth is Truth.FALSE:
            yield from _denying(part)


def _lines(facts: Iterable[Fact], library: Library) -> tuple[Line, ...]:
    """Return what was said or seen, each once; what was worked out is told by its basis."""
    told = (line for fact in facts for line in lines_of(fact, library) if fact.standing)
    return tuple(dict.fromkeys(told))


def _asked(keys: Iterable[str], bank: Bank) -> tuple[tuple[str, str], ...]:
    return tuple((key, bank.by_id[key].text) for key in dict.fromkeys(keys) if key in bank.by_id)
