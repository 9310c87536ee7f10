"""One call from answers to outcomes, for the tests of the rulebook."""

from procurement.library import load_library
from procurement.questionnaire.answers import parse_answers
from procurement.rulebook.evaluate import apply_rules
from procurement.screening import gather_facts
from tests.procurement.telling import TODAY

LIBRARY = load_library()


def facts(*more, on=TODAY, **answers):
    return gather_facts(LIBRARY, [*parse_answers(LIBRARY.bank, answers), *more], on)


def outcomes(*more, on=TODAY, rulebook=LIBRARY.rulebook, **answers):
    applied = apply_rules(rulebook, facts(*more, on=on, **answers), on)
    return {outcome.rule.id: outcome for outcome in applied.outcomes}


def verdict(rule, *more, on=TODAY, **answers):
    return outcomes(*more, on=on, **answers)[rule].verdict.value


def worked_out(name, *more, on=TODAY, **answers):
    """Return one computed fact."""
    return apply_rules(LIBRARY.rulebook, facts(*more, on=on, **answers), on).computed[name]
