"""Which of several sources count. Pure, and blind to the order in which they were told.

The highest rank stands. Equals that differ all stand: whoever reads the fact counts each of them.
An answer outweighs a non-answer of any rank. A set that may be incomplete never denies a
member, so it adds to the sets of others instead of standing against them.
"""

from collections.abc import Collection, Iterable

from procurement.facts.sources import Source, rank, weightiest_first
from procurement.facts.values import Members, NonAnswer, Value, sort_key


def settle(sources: Iterable[Source]) -> tuple[tuple[Value, ...], tuple[Source, ...]]:
    """Return the values that count, and the sources they come from."""
    counted = standing_sources(sources)
    return _values(counted), counted


def standing_sources(sources: Iterable[Source]) -> tuple[Source, ...]:
    """Return the sources that count, in an order of their own."""
    deciding = [source for source in sources if rank(source) > 0]
    if len(deciding) < 2:
        return tuple(deciding)
    told = [source for source in deciding if not _tells_nothing(source.value)]
    sets = [(source, source.value) for source in told if isinstance(source.value, Members)]
    if sets:
        whole = [rank(source) for source, value in sets if value.whole]
        highest = max(whole, default=0)
        counted = [
            source
            for source, value in sets
            if rank(source) == highest or (rank(source) > highest and not value.whole)
        ]
        if not whole:
            counted += [source for source in deciding if source not in told]
    else:
        candidates = told or deciding
        highest = max(map(rank, candidates), default=0)
        counted = [source for source in candidates if rank(source) == highest]
    return tuple(sorted(counted, key=weightiest_first))


def standing_values(sources: Iterable[Source]) -> tuple[Value, ...]:
    """Return the values that count: none if nobody decides, several if equals disagree."""
    return _values(standing_sources(sources))


def _values(counted: Collection[Source]) -> tuple[Value, ...]:
    sets = [source.value for source in counted if isinstance(source.value, Members)]
    if sets:
        untold = {source.value for source in counted if isinstance(source.value, NonAnswer)}
        return _joined(sets, untold)
    return tuple(sorted({source.value for source in counted}, key=sort_key))


def _joined(sets: Collection[Members], untold: Collection[NonAnswer]) -> tuple[Value, ...]:
    partial = [each for each in sets if not each.whole]
    surely: frozenset[str] = frozenset().union(*(each.known for each in partial))
    unnamed = frozenset(untold).union(*(each.untold for each in partial))
    wholes = {each for each in sets if each.whole}
    if not wholes:
        # Somebody was asked for the rest and would not, or could not, say.
        return (Members(surely, whole=bool(unnamed), untold=unnamed),)
    joined = {
        Members(each.known | surely, each.whole and surely <= each.known, each.untold | unnamed)
        for each in wholes
    }
    return tuple(sorted(joined, key=sort_key))


def _tells_nothing(value: Value) -> bool:
    if isinstance(value, Members):
        return not value.known and bool(value.untold)
    return isinstance(value, NonAnswer)
