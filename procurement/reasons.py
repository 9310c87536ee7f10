"""Facts as reasons: what a flag shows of them, and who stands behind each. Pure."""

from collections.abc import Mapping, Sequence

from procurement.facts.fact import Fact
from procurement.facts.sources import Claim, Source
from procurement.facts.values import Members, NonAnswer, Span, Value, ValueKind, members, plain
from procurement.screening_result import Because, SourceOfFact


def reasons_for(fact: Fact, worked_out_from: Mapping[str, tuple[str, ...]]) -> list[Because]:
    """Return a fact as reasons: one for each source that counts and each value it gives."""
    if not fact.standing:
        parts = worked_out_from.get(fact.key, ())
        source = SourceOfFact(kind="computed" if parts else "not_told", worked_out_from=parts)
        return [Because(fact=fact.name, value=plain(value), source=source) for value in fact.values]
    told: dict[SourceOfFact, list[Value]] = {}
    for standing in fact.standing:
        told.setdefault(source_of(standing), []).append(standing.value)
    return [
        Because(fact=fact.name, value=plain(value), source=source, partial=is_partial(value))
        for source, values in told.items()
        for value in (_joined(values) if _holds_several(fact) else dict.fromkeys(values))
    ]


def _holds_several(fact: Fact) -> bool:
    return fact.kind in (ValueKind.OPTIONS, ValueKind.COUNTRIES)


def _joined(values: Sequence[Value]) -> list[Value]:
    """Return one list of everything one source names, whether in a list or cell by cell."""
    known = [value for value in values if isinstance(value, str)]
    untold = [value for value in values if isinstance(value, NonAnswer)]
    lists = [value for value in values if isinstance(value, Members)]
    return [
        members(
            *known,
            *(member for each in lists for member in each.known),
            whole=all(each.whole for each in lists),
            untold={*untold, *(answer for each in lists for answer in each.untold)},
        )
    ]


def is_open_count(value: Value) -> bool:
    """Return whether a value is a count that is not settled yet."""
    return isinstance(value, Span) and value.low < value.high


def is_partial(value: Value) -> bool:
    """Return whether a value is a set with perhaps more members than are known."""
    return isinstance(value, Members) and not value.whole


def source_of(source: Source) -> SourceOfFact:
    """Return a source as it is published."""
    if isinstance(source, Claim):
        return SourceOfFact(kind="claim", grade=source.grade.value, by=source.by, when=source.when)
    return SourceOfFact(kind="observation", certainty=source.certainty.value, how=source.how)
