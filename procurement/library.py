"""The bank and the rulebook as they belong together: loaded, hashed, and held to each other. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from content.canonical import sha256_of
from content.refusal import Refused
from procurement.conditions.references import questions_read
from procurement.questionnaire.derivation import READS
from procurement.questionnaire.loader import load_bank
from procurement.questionnaire.schema import Bank
from procurement.rulebook.computed import FORMULAS
from procurement.rulebook.loader import load_rulebook
from procurement.rulebook.reading import questions_behind
from procurement.rulebook.schema import Category, Rulebook
from procurement.rulebook.strata import Stratum, strata_of


@dataclass(frozen=True, slots=True)
class Library:
    """A bank and a rulebook that belong together, with their hashes.

    `worked_out_from` names, for each computed fact, what it is worked out from. `reach` holds, for
    each question, the rules an answer to it can decide: those that read it, or read a question
    which it hides or brings up; `deciding` are the questions that do that to others.
    """

    bank: Bank
    rulebook: Rulebook
    bank_sha256: str
    rulebook_sha256: str
    strata: tuple[Stratum, ...]
    worked_out_from: Mapping[str, tuple[str, ...]]
    categories: Mapping[str, Category]
    reach: Mapping[str, frozenset[str]]
    deciding: frozenset[str]

    @classmethod
    def of(cls, bank: Bank, rulebook: Rulebook) -> "Library":
        """Return a library of the two.

        Raises
        ------
        Refused
            If a section of the bank names a category the rulebook does not have.
        """
        categories: dict[str, Category] = {}
        for section in bank.sections:
            named = next((one for one in rulebook.categories if one == section.category), None)
            if named is None:
                raise Refused(
                    f"The rulebook has no category `{section.category}`.",
                    file="about.yaml",
                    column=f"sections.{section.id}",
                )
            categories[section.id] = named
        reads = {name: FORMULAS[name].reads(rulebook) for name in rulebook.computed}
        return cls(
            bank,
            rulebook,
            sha256_of(bank),
            sha256_of(rulebook),
            strata_of(rulebook),
            {
                name: tuple(sorted(each.questions | each.computed | each.rules))
                for name, each in reads.items()
            }
            | {
                question.id: READS[question.derived]
                for question in bank.questions
                if question.derived is not None
            },
            categories,
            _reach(bank, rulebook),
            frozenset(key for key, others in _decided_by(bank).items() if others),
        )

    def category_of(self, question_id: str) -> Category:
        """Return the category under which findings on a question are reported."""
        return self.categories[self.bank.by_id[question_id].section]


@cache
def load_library() -> Library:
    """Return the bank and rulebook that come with the product. Raises Refused if malformed."""
    bank = load_bank()
    return Library.of(bank, load_rulebook(bank.known))


def may_raise(library: Library) -> Mapping[str, tuple[str, ...]]:
    """Return, for each question, the rules that its answer can raise or clear.

    Whoever asks a vendor never shows them this: it would be an answer key.
    """
    return _read_by(library.bank, library.rulebook)


def _read_by(bank: Bank, rulebook: Rulebook) -> Mapping[str, tuple[str, ...]]:
    told_by: dict[tuple[str, str], frozenset[str]] = {}
    for table in bank.tables:
        for column in table.columns:
            looks = {
                question.id
                for question, look in bank.plain_looks[table.id]
                if look.column == column.id
            }
            told_by[str(table.row), column.id] = frozenset({table.id, *looks})
    # Whatever reads a plain look reads the table it is a look of.
    tables = {
        question.id: table for table, looks in bank.plain_looks.items() for question, _ in looks
    }
    behind = {
        rule: questions | {tables[question] for question in questions & set(tables)}
        for rule, questions in questions_behind(rulebook, told_by).items()
    }
    return {
        question.id: tuple(rule for rule, questions in behind.items() if question.id in questions)
        for question in bank.questions
    }


def _reach(bank: Bank, rulebook: Rulebook) -> Mapping[str, frozenset[str]]:
    """Return the rules each question can decide, those behind what it hides or brings up too."""
    read_by = _read_by(bank, rulebook)
    decides = _decided_by(bank)
    found: dict[str, frozenset[str]] = {}
    for question in bank.questions:
        seen, waiting = {question.id}, [question.id]
        while waiting:
            following = decides[waiting.pop()] - seen
            seen |= following
            waiting += sorted(following)
        found[question.id] = frozenset[str]().union(*(read_by[key] for key in seen))
    return found


def _decided_by(bank: Bank) -> Mapping[str, set[str]]:
    """Return, for each question, those whose asking or value it decides, directly."""
    decides: dict[str, set[str]] = {question.id: set() for question in bank.questions}
    for question in bank.questions:
        above = {question.follows} if question.follows else set()
        for condition in (question.show_if, question.worth_if):
            above |= questions_read(condition) if condition is not None else set()
        if question.derived is not None:
            above |= set(READS[question.derived])
        for key in above & set(decides):
            decides[key].add(question.id)
    for table, looks in bank.plain_looks.items():
        # Rows are told by the table and by what shows it; each moves the others.
        together = {table, *(look.question.id for look in looks)}
        for key in together:
            decides[key] |= together
    return decides
