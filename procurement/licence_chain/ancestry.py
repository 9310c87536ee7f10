"""The models of a product and how each came from others, read from what was told. Pure.

Unknown stays unknown: a larger model that nobody named is a model without a name, and a column that
was refused is remembered as refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from procurement.facts.fact import Fact, State
from procurement.facts.fact_base import FactBase
from procurement.facts.subjects import Subject, SubjectKind
from procurement.facts.values import NonAnswer

How = Literal["learned", "started"]
_HOW_OF_ROLE: dict[str, How] = {"teacher": "learned", "base": "started"}


@dataclass(frozen=True, slots=True)
class Model:
    """One model of the line. More than one name, maker or licence means that sources disagree.

    `number` is its row in the table of models; `refused` are the columns that nobody would fill in.
    """

    number: int
    role: str
    names: tuple[str, ...] = ()
    makers: tuple[str, ...] = ()
    licences: tuple[str, ...] = ()
    learned_from: tuple[str, ...] = ()
    refused: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Link:
    """That one model came from another: it learned from its answers, or started from its weights."""

    parent: int
    child: int
    how: How


@dataclass(frozen=True, slots=True)
class Ancestry:
    """The models, those furthest from the product first and the product last, and their links."""

    models: tuple[Model, ...]
    links: tuple[Link, ...]

    @property
    def product(self) -> Model:
        """Return the model in the product."""
        return self.models[-1]

    def of(self, number: int) -> Model:
        """Return one model by its number."""
        return next(model for model in self.models if model.number == number)

    def parents(self, number: int) -> tuple[Link, ...]:
        """Return the links that lead to a model."""
        return tuple(link for link in self.links if link.child == number)

    def ways_down(self, number: int) -> tuple[tuple[Link, ...], ...]:
        """Return every line of links from a model down to the product."""
        if number == self.product.number:
            return ((),)
        return tuple(
            (link, *rest)
            for link in self.links
            if link.parent == number
            for rest in self.ways_down(link.child)
        )


def read_ancestry(facts: FactBase) -> Ancestry:
    """Return the line of the product, as far as it was told.

    A model that another one is said to have learned from, by name, comes above that one; every
    other larger model taught the product. A circle that was told is cut where it closes.
    """
    rows = [
        row for row in facts.rows(SubjectKind.MODEL) if row.told or _expected(facts, row.subject)
    ]
    models = [_model(facts, row.subject) for row in rows]
    products = [model for model in models if model.role == "product"]
    product = products[0] if products else Model(0, "product")
    others = [model for model in models if model.role != "product"]
    links: list[Link] = []
    for child in (*others, product):
        for parent in others:
            if parent is not child and _names(child.learned_from, parent):
                _add(links, Link(parent.number, child.number, "learned"))
    for model in others:
        taught = any(link.parent == model.number for link in links)
        if not taught or model.role == "base":
            how = _HOW_OF_ROLE.get(model.role, "learned")
            _add(links, Link(model.number, product.number, how))
    return Ancestry((*_furthest_first(others, links, product), product), tuple(links))


def _expected(facts: FactBase, row: Subject) -> bool:
    """Return whether a model that nobody described must be there, by what else was told."""
    role = _texts(facts.cell(row, "role"))
    if role == ("product",):
        return True
    question = "teacher_provider" if role == ("teacher",) else "base_model"
    method = facts.find("training_method")
    return method.state is State.KNOWN and facts.find(question).state is State.UNANSWERED


def _model(facts: FactBase, row: Subject) -> Model:
    cells = {
        column: facts.cell(row, column)
        for column in ("role", "name", "made_by", "learned_from", "licence")
    }
    roles = _texts(cells["role"])
    return Model(
        number=row.number,
        role=roles[0] if roles else "teacher",
        names=_texts(cells["name"]),
        makers=_texts(cells["made_by"]),
        licences=_texts(cells["licence"]),
        learned_from=_texts(cells["learned_from"]),
        refused=frozenset(
            column
            for column, fact in cells.items()
            if fact.values and all(isinstance(value, NonAnswer) for value in fact.values)
        ),
    )


def _texts(fact: Fact) -> tuple[str, ...]:
    return tuple(
        value
        for value in fact.values
        if isinstance(value, str) and not isinstance(value, NonAnswer)
    )


def _names(told: Sequence[str], model: Model) -> bool:
    """Return whether what was told names a model: one of the two names holds the other."""
    said = [plain_letters(each) for each in told]
    own = [plain_letters(name) for name in model.names]
    return any(name and each and (name in each or each in name) for name in own for each in said)


def plain_letters(text: str) -> str:
    """Return the letters and figures of a name, so that spelling does not part equal names."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _add(links: list[Link], link: Link) -> None:
    if link not in links and link.parent not in _below(link.child, links):
        links.append(link)


def _below(number: int, links: Sequence[Link]) -> set[int]:
    """Return a model and all that came from it."""
    found = {number}
    waiting = [number]
    while waiting:
        here = waiting.pop()
        new = {link.child for link in links if link.parent == here} - found
        found |= new
        waiting.extend(new)
    return found


def _furthest_first(
    models: Sequence[Model], links: Sequence[Link], product: Model
) -> tuple[Model, ...]:
    def steps(number: int) -> int:
        below = [link.child for link in links if link.parent == number]
        return 1 + max(map(steps, below)) if below and number != product.number else 0

    return tuple(sorted(models, key=lambda model: (-steps(model.number), model.number)))
