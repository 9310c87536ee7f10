"""Which clauses the open flags of one assessment call for, the gravest first, and their words."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from procurement.contract_words.schema import Clause
from procurement.rulebook.schema import SEVERITIES, Severity

Form = Literal["contract", "letter"]


@dataclass(frozen=True, slots=True)
class Parties:
    """Who asks whom, for what."""

    client: str
    vendor: str
    product: str


@dataclass(frozen=True, slots=True)
class OpenFlag:
    """One open flag, as far as the choice of clauses goes."""

    rule: str
    title: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class Offered:
    """One clause in words, and the open flags it would help to settle, the gravest first."""

    id: str
    title: str
    words: str
    flags: tuple[OpenFlag, ...]


def offer(
    clauses: Sequence[Clause], flags: Collection[OpenFlag], parties: Parties, form: Form
) -> tuple[Offered, ...]:
    """Return every clause in words: those that settle the gravest flags first, then in their order."""
    by_rule: Mapping[str, OpenFlag] = {flag.rule: flag for flag in flags}
    offered = []
    for clause in clauses:
        settled = [by_rule[rule] for rule in clause.clears if rule in by_rule]
        settled.sort(key=_gravity)
        words = (clause.contract if form == "contract" else clause.letter).format(
            client=parties.client, vendor=parties.vendor, product=parties.product
        )
        offered.append(Offered(clause.id, clause.title, words, tuple(settled)))
    return tuple(sorted(offered, key=_place))


def _gravity(flag: OpenFlag) -> int:
    return SEVERITIES.index(flag.severity)


def _place(one: Offered) -> int:
    return min(map(_gravity, one.flags), default=len(SEVERITIES))
