"""Which tests stand first where there is room for one or two. Pure."""

from collections.abc import Sequence

from reports.suggestion import Ground

_OF_TESTS = ("test", "case", "claim")


def number_of_test(ground: Ground) -> int | None:
    """Return the number of the test a ground comes from, None where it comes from none."""
    return int(ground.ref.partition(".")[0]) if ground.kind in _OF_TESTS else None


def leading_tests(how_many: int, grounds: Sequence[Ground]) -> tuple[int, ...]:
    """Return the numbers of all tests: the newest and the newest that decides the suggestion lead.

    The one below its limit comes before all: it alone says no. `grounds` are those of the suggestion,
    from the gravest on.
    """
    newest_first = list(range(how_many, 0, -1))
    heaviest = grounds[0].weight if grounds else None
    deciding = [
        number
        for ground in grounds
        if ground.weight == heaviest and (number := number_of_test(ground))
    ]
    if not deciding:
        return tuple(newest_first)
    leads = [how_many, max(deciding)]
    if heaviest == "do_not_proceed":
        leads.reverse()
    return tuple(dict.fromkeys([*leads, *newest_first]))
