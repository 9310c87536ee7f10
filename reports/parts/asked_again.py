"""What a report says of examples that are asked again each month."""

from collections.abc import Iterable

from reports.content.asked_again import AskedAgain, AskedOn
from watching.queries import Standing
from watching.wording import range_in_words, range_method


def asked_again(standings: Iterable[Standing]) -> tuple[AskedAgain, ...]:
    """Return each set that was asked more than once."""
    return tuple(_one(each) for each in standings if each.newest is not None)


def _one(seen: Standing) -> AskedAgain:
    newest, watch = seen.newest, seen.watch
    assert newest is not None  # noqa: S101 -- the caller has looked
    return AskedAgain(
        name=watch.name,
        n=watch.number,
        known=watch.known,
        drawn=watch.drawn,
        first_on=seen.askings[0].on,
        sentence=seen.said,
        range=range_in_words(newest.counts, drawn=watch.drawn),
        method=range_method(newest.counts, drawn=watch.drawn),
        months=tuple(
            AskedOn(
                on=each.on, since=each.since, changed=each.changed, worse=each.worse,
                better=each.better, told_on=each.told_on,
            )
            for each in seen.askings
            if each.since is not None
        ),
    )  # fmt: skip
