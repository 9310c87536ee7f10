"""What a report says of data protection: the impact assessment and transfers abroad. Pure."""

from collections.abc import Collection
from datetime import date
from typing import Literal

from content.countries import HOME
from procurement.facts.fact_base import FactBase
from procurement.facts.values import Members, ValueKind
from procurement.library import Library
from procurement.questionnaire.schema import Bank
from procurement.screening_result import Flag, Screening
from procurement.wording.answers import question_in_words, value_in_words
from procurement.wording.flags import citation_in_words, reasons_in_words
from reports.content.protection import Dpia, OpenPoint, Reason, Transfers


def dpia(screening: Screening, library: Library, facts: FactBase, today: date) -> Dpia:
    """Return whether an impact assessment is needed, why, and what nobody can tell yet."""
    rules = set(library.worked_out_from["dpia_required"])
    needed = [flag for flag in screening.flags if flag.rule in rules and flag.status != "upcoming"]
    waiting = open_points(screening, library.bank, rules)
    status = facts.find("dpia_status")
    return Dpia(
        status="needed" if needed else "not_settled" if waiting else "not_needed",
        rules=tuple(flag.rule for flag in needed),
        answer=(
            value_in_words(status.values[0], library.bank.by_id["dpia_status"])
            if status.values
            else None
        ),
        reasons=tuple(_reason(flag, library.bank, today) for flag in needed),
        open=waiting,
    )


def transfers(screening: Screening, library: Library, facts: FactBase) -> Transfers:
    """Return whether personal data leaves the country, and where to, as the rules find it."""
    lists = [fact for fact in facts if fact.kind is ValueKind.COUNTRIES and not fact.subject.number]
    abroad = sorted(
        {
            code
            for fact in lists
            for value in fact.values
            if isinstance(value, Members)
            for code in value.known
            if code != HOME
        }
    )
    raised = tuple(
        flag.rule
        for flag in screening.flags
        if flag.category == "transfer" and flag.status == "raised"
    )
    waiting = open_points(
        screening,
        library.bank,
        {rule.rule for rule in screening.cannot_tell if rule.category == "transfer"},
    )
    personal = facts.find("personal_data_types")
    none_personal = any(
        isinstance(value, Members) and value.known == {"none_personal"} for value in personal.values
    )
    status: Literal["none", "covered", "not_covered", "not_settled"] = "covered"
    if raised:
        status = "not_covered"
    elif waiting:
        status = "not_settled"
    elif not abroad or none_personal:
        status = "none"
    return Transfers(
        status=status,
        countries=tuple(abroad),
        rules=raised,
        open=waiting,
    )


def open_points(screening: Screening, bank: Bank, rules: Collection[str]) -> tuple[OpenPoint, ...]:
    """Return those of the rules that wait for answers, with the questions that settle each."""
    return tuple(
        OpenPoint(
            rule=rule.rule,
            title=rule.title,
            questions=tuple(question_in_words(key, bank) for key in rule.needs),
        )
        for rule in screening.cannot_tell
        if rule.rule in rules and not rule.upcoming
    )


def _reason(flag: Flag, bank: Bank, today: date) -> Reason:
    return Reason(
        rule=flag.rule,
        title=flag.title,
        status=flag.status,
        explanation=flag.explanation,
        because=reasons_in_words(flag, bank),
        citations=tuple(citation_in_words(each, today) for each in flag.citations),
    )
