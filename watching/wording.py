"""What is said of a change: one sentence, its range, what chance would do. Pure; page and PDF share it."""

from datetime import date

from procurement.wording.answers import day_in_words
from watching.change import better_against_worse, share_changed
from watching.counts import Counts

FEWEST_FOR_TEST = 1


def lead(counts: Counts, since: date) -> str:
    """Return "Since 1 October 7 of 50 answers changed, 5 for the worse."."""
    begin = f"Since {day_in_words(since)}"
    if not counts.changed:
        return f"{begin} none of {counts.n} answers changed."
    changed = f"{begin} {counts.changed} of {counts.n} answers changed"
    if not counts.known:
        return f"{changed}."
    ways = [
        f"{number} for the {way}"
        for number, way in ((counts.worse, "worse"), (counts.better, "better"))
        if number
    ]
    return f"{changed}, {' and '.join(ways) or 'none for the worse'}."


def range_in_words(counts: Counts, *, drawn: bool) -> str:
    """Return what the share says of all the work: a range where the examples were drawn at random."""
    if not drawn:
        return (
            "These examples were chosen, not drawn at random. So the number is of these examples, "
            "and no range can be given for the rest of your work."
        )
    share = share_changed(counts)
    assert share.low is not None and share.high is not None  # noqa: S101, PT018 -- n is above 0
    return (
        f"Of 100 cases like these, between {share.low * 100:.0f} and {share.high * 100:.0f} would have "
        f"changed, going by these {counts.n}."
    )


def range_method(counts: Counts, *, drawn: bool) -> str:
    """Return how the range was worked out, in the terms of statistics; empty where there is none."""
    return f"95 % range, n = {counts.n}, {share_changed(counts).method}." if drawn else ""


def chance_in_words(counts: Counts) -> str:
    """Return how often chance alone makes such a gap between worse and better; empty without one."""
    if counts.worse + counts.better < FEWEST_FOR_TEST:
        return ""
    test = better_against_worse(counts)
    assert test.p_value is not None  # noqa: S101 -- always there for whole counts
    said = f"{counts.worse} for the worse and {counts.better} for the better"
    return (
        f"{said}: were both as likely, a gap of this size or more would come up in about "
        f"{test.p_value * 100:.0f} of 100 such comparisons ({test.method}, p = {test.p_value:.3f})."
    )


def told_in_words(told_on: date | None, *, changed: bool) -> str:
    """Return whether somebody had announced it, for a table."""
    if told_on is not None:
        return f"Told on {day_in_words(told_on)}"
    return "Nobody told us" if changed else "Nothing to tell"
