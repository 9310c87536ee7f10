"""What comes down to the product from the terms of every model above it. Pure.

Starting from a model's weights makes a copy, and the licence comes with it where its limits flow
down. Learning from a model's answers makes a student: the terms on using answers always concern it,
and names or limits on use only where the licence says that they reach students. Whatever the table
leaves open, or lies more than one step away, has to be asked for in writing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from procurement.facts.fact_base import FactBase
from procurement.licence_chain.ancestry import Ancestry, Link, Model, read_ancestry
from procurement.licence_chain.terms import Terms, terms_of
from procurement.rulebook.table_schema import Licence, Licences

Rule = Literal["training", "business", "name", "use", "size", "place"]
_ORDER: tuple[Rule, ...] = ("training", "business", "name", "use", "size", "place")
_FREE = "yes"


@dataclass(frozen=True, slots=True)
class Inherited:
    """One rule of one model's terms that reaches the product.

    `sure`: the terms are known and say that it reaches; otherwise it may, and has to be asked for.
    """

    rule: Rule
    model: Model
    licence: Licence
    says: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Chain:
    """The line of a product, the terms of each model by its number, and what comes down."""

    ancestry: Ancestry
    terms: dict[int, Terms]
    inherited: tuple[Inherited, ...]

    @property
    def unknown(self) -> tuple[Model, ...]:
        """Return the models above the product whose terms nobody can tell."""
        return tuple(
            model
            for model in self.ancestry.models[:-1]
            if not self.terms[model.number].entries and not self.terms[model.number].own
        )


def licence_chain(facts: FactBase, table: Licences) -> Chain:
    """Return the chain of a product's models and what each one's terms pass on to it."""
    ancestry = read_ancestry(facts)
    teacher_access = facts.find("teacher_access")
    access = [value for value in teacher_access.values if isinstance(value, str)]
    terms = {model.number: terms_of(model, table, access=access) for model in ancestry.models}
    found: dict[tuple[int, str, str], Inherited] = {}
    for model in ancestry.models[:-1]:
        for way in ancestry.ways_down(model.number):
            for one in _down_one_way(model, terms[model.number], way):
                key = (model.number, one.licence.id, one.rule)
                if key not in found or one.sure:
                    found[key] = one
    ordered = sorted(found.values(), key=lambda one: _ORDER.index(one.rule))
    return Chain(ancestry, terms, tuple(ordered))


def rules_of(licence: Licence) -> Iterator[tuple[Rule, str]]:
    """Yield the rules that a licence has, each with what the table says of it."""
    if licence.train_other_models_on_outputs != _FREE:
        yield "training", licence.train_note
    if licence.commercial_use != "yes":
        yield "business", licence.train_note
    if not licence.attribution.lower().startswith(("none", "unknown")):
        yield "name", licence.attribution
    if licence.restrictions_flow_down and licence.kind == "open_weight_licence":
        yield "use", "Its limits on use go with every copy, and with what is made from one."
    if licence.mau_or_revenue_threshold is not None:
        yield "size", licence.mau_or_revenue_threshold
    if licence.geographic_limits is not None:
        yield "place", licence.geographic_limits


def _down_one_way(model: Model, terms: Terms, way: Sequence[Link]) -> Iterator[Inherited]:
    for licence in terms.entries:
        for rule, says in rules_of(licence):
            reaches = _reaches(rule, licence, way)
            if reaches is not False:
                yield Inherited(rule, model, licence, says, terms.sure and reaches is True)


def _reaches(rule: Rule, licence: Licence, way: Sequence[Link]) -> bool | None:
    """Return whether a rule comes down all the way; None where only its holder can say."""
    first, *further = way
    copied = first.how == "started"
    here = _with_a_copy(rule, licence) if copied else _to_a_student(rule, licence)
    if here is False or not further:
        return here
    through_students = any(link.how == "learned" for link in further) or first.how == "learned"
    # Limits on use that bind whatever is derived do so however many steps down.
    if not through_students or (rule == "use" and "use" in (licence.passes_to_students or ())):
        return here
    return None


def _with_a_copy(rule: Rule, licence: Licence) -> bool:
    return licence.restrictions_flow_down or rule == "name"


def _to_a_student(rule: Rule, licence: Licence) -> bool | None:
    if rule == "training":
        return True
    if rule not in ("name", "use"):
        return False
    if licence.passes_to_students is None:
        # What a service's customer must do is settled by the terms on training alone.
        return None if licence.kind == "open_weight_licence" else False
    return rule in licence.passes_to_students
