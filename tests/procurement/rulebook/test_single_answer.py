"""The single-answer attack: one answer of the vendor's, changed to anything it may be.

The gravest flag of a situation never goes away by that unseen. Either another flag names the
question, or the rule waits for an answer, or a written statement is wanted for it.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from content.yaml_file import read_yaml
from procurement.facts.values import NON_ANSWERS
from procurement.full_screening import screen_in_full
from procurement.library import load_library
from procurement.questionnaire.answers import parse_answers
from procurement.rulebook.schema import SEVERITIES
from procurement.screening import screen
from tests.procurement.rulebook.test_situations import SITUATIONS, observed_in

LIBRARY = load_library()
BANK = LIBRARY.bank
# Home, covered, covered in part (three ways), and not at all.
PLACES = ("GB", "FR", "US", "CA", "KR", "IN", "CN")
# Attacks tried on one situation, so that all of them together stay quick; --all tries every one.
AT_MOST = 1200 // len(SITUATIONS)


def alternatives(asked, said) -> Iterator[Any]:
    """Yield every other answer of a closed kind, and a few of an open one."""
    match asked.type:
        case "single":
            yield from (option.id for option in asked.options)
        case "multi":
            yield from ([option.id] for option in asked.options)
            chosen = said if isinstance(said, list) else [said]
            yield from ([each for each in chosen if each != gone] for gone in chosen[1:])
        case "country_list":
            yield from ([place] for place in PLACES)
            yield from (option.id for option in asked.companions)
        case "country":
            yield from PLACES
        case "number":
            yield from {asked.min or 0, 1, 30, asked.max or 400}
        case "date":
            yield from ("2019-01-01", "2026-11-01", "2031-01-01")
        case "text":
            yield from ("Triage", "our own")
        case "file":
            yield "card.pdf"
    yield from sorted(NON_ANSWERS)


def changed_tables(table, rows) -> Iterator[Any]:
    for place, row in enumerate(rows):
        if len(rows) > 1:
            yield [*rows[:place], *rows[place + 1 :]]
        for column in table.columns:
            if column.id in row and column.id != table.role_column:
                for other in alternatives(column, row[column.id]):
                    if not isinstance(other, list):
                        yield [*rows[:place], row | {column.id: other}, *rows[place + 1 :]]


def attacks(answers) -> list[tuple[str, Any]]:
    found = []
    for key, said in answers.items():
        asked = BANK.by_id.get(key)
        if asked is None or asked.answered_by == "buyer":
            continue
        said = said["value"] if isinstance(said, dict) else said
        others = changed_tables(asked, said) if asked.type == "rows" else alternatives(asked, said)
        found += [(key, other) for other in others if other != said]
    return found


def raised(screening):
    return {flag.rule: flag for flag in screening.flags if flag.status == "raised"}


def gravest(flags):
    return min((SEVERITIES.index(flag.severity) for flag in flags.values()), default=9)


def left_behind(screening, key, lost):
    """Return what of the result still points at the question or at a rule that is raised no more."""
    questions = {key, *(look.question.id for look in BANK.plain_looks.get(key, ()))}
    for flag in screening.flags:
        facts = {because.fact.rpartition(".")[2] for because in flag.because}
        if flag.rule in lost or not facts.isdisjoint(questions):
            yield flag.rule
    yield from (rule.rule for rule in screening.cannot_tell if rule.rule in lost)
    for wanted in screening.statements_wanted:
        if wanted.question in questions or not lost.isdisjoint({one.rule for one in wanted.rules}):
            yield wanted.question


def unseen(path, share):
    told = read_yaml(path).data
    on = date.fromisoformat(told["on"])
    seen = observed_in(told)

    def sources(answers):
        return [*parse_answers(BANK, answers), *seen]

    before = raised(screen(LIBRARY, sources(told["answers"]), on))
    every = attacks(told["answers"])
    step = 1 if share is None else max(1, -(-len(every) // share))
    for key, other in every[::step]:
        lied = sources(told["answers"] | {key: other})
        after = raised(screen(LIBRARY, lied, on))
        if gravest(after) <= gravest(before):
            continue
        lost = {
            rule
            for rule, flag in before.items()
            if SEVERITIES.index(flag.severity) < gravest(after) and rule not in after
        }
        if not any(left_behind(screen_in_full(LIBRARY, lied, on), key, lost)):
            yield key, other, sorted(lost)


@pytest.mark.parametrize("path", SITUATIONS, ids=lambda path: path.stem)
def test_no_single_answer_takes_the_gravest_flag_away_unseen(path):
    assert list(unseen(path, AT_MOST)) == []


@pytest.mark.slow
@pytest.mark.parametrize("path", SITUATIONS, ids=lambda path: path.stem)
def test_nor_does_any_of_all_of_them(path):
    assert list(unseen(path, None)) == []


def test_the_attack_is_tried_on_answers_of_every_kind():
    tried = {
        BANK.by_id[key].type
        for path in SITUATIONS
        for key, _ in attacks(read_yaml(path).data["answers"])
    }
    assert {"single", "multi", "country_list", "rows"} <= tried
