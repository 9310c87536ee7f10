"""Where the model came from, in words: each model, its terms, and what comes down. Pure.

Page and report show this one thing; the report keeps it as it stood.
"""

from typing import Literal

from content.shape import Content
from procurement.facts.fact_base import FactBase
from procurement.facts.values import NonAnswer
from procurement.library import Library
from procurement.licence_chain.ancestry import Ancestry, Model
from procurement.licence_chain.coming_down import Chain, Inherited, Rule, licence_chain
from procurement.licence_chain.terms import Terms
from procurement.questionnaire.schema import Column, Question
from procurement.rulebook.teacher_computed import year_in
from procurement.wording.answers import value_in_words

_PARTS = {
    "product": "The model in the product",
    "teacher": "A larger model it learned from",
    "base": "A model it started from",
}
_HOW = {"learned": "Learned from", "started": "Started from"}
_RULES: dict[Rule, str] = {
    "training": "Training on its answers",
    "business": "Business use",
    "name": "Names, credit and notices",
    "use": "Limits on use",
    "size": "How large you may be",
    "place": "Where you may be",
}
_NOT_NAMED = "Not named"
_NOT_TOLD = "Nobody has said"
_NOBODY_SAYS = "Asked, and not told"
UNTOLD = frozenset({_NOT_TOLD, _NOBODY_SAYS})


class ModelTold(Content):
    """One model as it was told; `letter` is its name in the drawing, `came` how it came about."""

    letter: str
    name: str
    part: str
    maker: str
    licence: str
    came: str
    unknown: bool


class CameFrom(Content):
    """An arrow of the drawing, between two letters."""

    parent: str
    child: str
    how: Literal["learned", "started"]


class ComesDown(Content):
    """One rule that comes down to the product, or may.

    `source` is where it can be read, `seen` what of it was read; `ask` what to get in writing.
    """

    title: str
    says: str
    from_model: str
    licence: str
    sure: bool
    ask: str
    source: str
    seen: str
    confidence: str
    verify: str | None


class ModelHistory(Content):
    """Everything the history of a model says. Empty `models` but one: nothing was told of parents."""

    models: tuple[ModelTold, ...]
    arrows: tuple[CameFrom, ...]
    comes_down: tuple[ComesDown, ...]
    cannot_tell: tuple[str, ...]
    terms_read: str


def model_history(facts: FactBase, library: Library) -> ModelHistory:
    """Return the history of the product's model in words."""
    chain = licence_chain(facts, library.rulebook.licences)
    line = chain.ancestry
    letters = {model.number: chr(ord("A") + place) for place, model in enumerate(line.models[:26])}
    table = next(table for table in library.bank.tables if table.id == "models")
    return ModelHistory(
        models=tuple(
            _told(model, chain.terms[model.number], line, letters, table)
            for model in line.models
            if model.number in letters
        ),
        arrows=tuple(
            CameFrom(parent=letters[link.parent], child=letters[link.child], how=link.how)
            for link in line.links
            if link.parent in letters and link.child in letters
        ),
        comes_down=tuple(_coming(one, chain, letters, table) for one in chain.inherited),
        cannot_tell=tuple(_open_points(chain, letters)),
        terms_read=_terms_read(facts),
    )


def _told(
    model: Model, terms: Terms, line: Ancestry, letters: dict[int, str], table: Question
) -> ModelTold:
    came = [f"{_HOW[link.how]} {letters[link.parent]}" for link in line.parents(model.number)]
    return ModelTold(
        letter=letters[model.number],
        name=_joined(model.names) or _NOT_NAMED,
        part=_PARTS[model.role],
        maker=_cell(model, "made_by", model.makers, table),
        licence=_licence(model, terms, table),
        came=". ".join(came) + "." if came else "",
        unknown=not model.names or (model.role != "product" and not (terms.entries or terms.own)),
    )


def _licence(model: Model, terms: Terms, table: Question) -> str:
    if model.licences or "licence" in model.refused:
        return _cell(model, "licence", model.licences, table)
    if terms.entries:
        return _joined([entry.name for entry in terms.entries])
    return "The seller’s own" if terms.own else _NOT_TOLD


def _cell(model: Model, name: str, told: tuple[str, ...], table: Question) -> str:
    column: Column = next(column for column in table.columns if column.id == name)
    if told:
        return _joined([value_in_words(value, column) for value in told])
    return _NOBODY_SAYS if name in model.refused else _NOT_TOLD


def _coming(one: Inherited, chain: Chain, letters: dict[int, str], table: Question) -> ComesDown:
    named = _name(one.model, letters)
    standard = chain.terms[one.model.number].standard
    licence = (
        _cell(one.model, "licence", one.model.licences, table) if standard else one.licence.name
    )
    ask = (
        "Get it in writing: how the vendor keeps this rule, and what you must do yourself."
        if one.sure
        else "Get it in writing: the exact version and licence, and whether this rule reaches you."
    )
    return ComesDown(
        title=_RULES[one.rule],
        says=one.says,
        from_model=named,
        licence=licence,
        sure=one.sure,
        ask=ask,
        source="" if standard else one.licence.sources[0],
        seen="" if standard else one.licence.terms_seen,
        confidence=one.licence.confidence,
        verify=None if standard else one.licence.verify,
    )


def _open_points(chain: Chain, letters: dict[int, str]) -> list[str]:
    said = [
        f"{_name(model, letters)}: nobody has said under which terms it was used. Whatever these "
        "pass on is unknown, not absent."
        for model in chain.unknown
    ]
    for model in chain.ancestry.models[:-1]:
        entries = chain.terms[model.number].entries
        if len(entries) > 1:
            names = _joined([entry.name for entry in entries])
            said.append(
                f"{_name(model, letters)}: it is one of these, and which was not said: {names}."
            )
    return said


def _terms_read(facts: FactBase) -> str:
    fact = facts.facts.get((facts.find("training_method").subject, "terms_read"))
    told = [value for value in fact.values if isinstance(value, str)] if fact else []
    texts = [value for value in told if not isinstance(value, NonAnswer)]
    if not texts:
        return "Nobody has said which terms were relied on, nor when they were read."
    dated = all(year_in(text) for text in texts)
    said = _joined(texts)
    return f"Terms relied on: {said}." if dated else f"Terms relied on: {said}. Not dated."


def _name(model: Model, letters: dict[int, str]) -> str:
    return f"{letters[model.number]}, {_joined(model.names) or 'not named'}"


def _joined(texts: tuple[str, ...] | list[str]) -> str:
    return " or ".join(texts)
