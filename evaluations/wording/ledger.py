"""The ledger of one product and its examples: every test, in the order it was asked for. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from content.shape import Content
from content.words import word
from evaluations.wording import counts, number_words
from evaluations.wording.sentences import claim_in_words, claim_origin

_CHANGED = {
    ("limit",): "The limit was changed after a result was seen.",
    ("claim",): "The vendor’s figure was changed after a result was seen.",
    ("limit", "claim"): "The limit and the vendor’s figure were changed after a result was seen.",
}


class LedgerLine(Content):
    """One test of a ledger, in words.

    Attributes
    ----------
    number : its place, from 1, among all that were asked for.
    other : the file it was set against; empty where it was tested alone.
    n, seen_before : its examples, and those an earlier test saw; `n` is None without a result.
    look : which look at these examples it was; None where it showed nothing to anybody.
    limit : how many more wrong of 100 were acceptable.
    settled : the limit in words; empty in what was written before, and `limit` says it.
    claim : the vendor's figure, as it was written down before; empty where there was none.
    outcome : what came out, or how it stands.
    changed : what was changed after a result was seen; empty where nothing was.
    """

    number: int
    asked_on: date
    this: str
    other: str
    examples: str
    n: int | None
    seen_before: int
    look: int | None
    limit: str
    claim: str
    outcome: str
    changed: str
    settled: str = ""

    @property
    def limit_in_words(self) -> str:
        """Return the limit as a table says it."""
        return self.settled or f"{self.limit} more wrong in 100"


@dataclass(frozen=True, slots=True)
class Asked:
    """One test as its row tells it.

    `state` is how it stands, `settled` its limit in words, empty where none was set, and `changed`
    what was changed late.
    """

    asked_on: date
    this: str
    other: str
    examples: str
    state: str
    result: Mapping[str, Any] | None
    look: int
    seen_before: int
    margin: float
    settled: str
    claim: Mapping[str, Any] | None
    claim_from: Mapping[str, Any] | None
    changed: tuple[str, ...]


def ledger_in_words(tests: Sequence[Asked]) -> tuple[LedgerLine, ...]:
    """Return the tests of one ledger, in the order they were asked for, as its table says them."""
    return tuple(_line(number, each) for number, each in enumerate(tests, 1))


def ledger_lead(lines: Sequence[LedgerLine], product: str) -> str:
    """Return what stands above a ledger's table."""
    shown = sum(line.look is not None for line in lines)
    if shown <= 1:
        return (
            f"This is the only test of {product} on these examples so far. The limit, and the "
            "vendor’s figure, were set before it began."
        )
    return (
        f"There were {shown:,} tests of {product} on these examples, or on sets that share rows with "
        "them. Whoever looks often finds a good result by chance, so each one is held to more "
        "strictly than the one before. Fresh examples, none of them tested on before, begin anew."
    )


def _line(number: int, test: Asked) -> LedgerLine:
    claim = claim_in_words(test.claim) if test.claim else ""
    origin = claim_origin(test.claim_from)
    return LedgerLine(
        number=number,
        asked_on=test.asked_on,
        this=test.this,
        other=test.other,
        examples=test.examples,
        n=test.result["samples"]["n"] if test.result else None,
        seen_before=test.seen_before,
        look=None if test.state in ("failed", "cancelled") else test.look,
        limit=f"{test.margin * 100:g}",
        claim=f"{claim} ({origin})" if claim and origin else claim,
        outcome=_outcome(test),
        changed=_CHANGED.get(test.changed, ""),
        settled=test.settled or "no limit in the unit of the right answers",
    )


def _outcome(test: Asked) -> str:
    if test.result is None:
        return f"{word('run_state', test.state)}."
    if test.result.get("numbers"):
        off = number_words.with_range(test.result["numbers"]["student"]["mae"])
        return f"Off by {off} on average. {number_words.result_of(test.result)[0]}."
    comparison = test.result["comparison"]
    found = counts.more_wrong(comparison["accuracy_difference"]) if comparison else None
    right = test.result["student"]["metrics"]["accuracy"]
    if found:
        said = [f"Between {counts.between_wrong(found)} wrong in 100."]
    elif share := counts.right(right):
        said = [f"Between {counts.between(share)} of 100 right."]
    else:
        said = [f"{counts.count(right['value'] * 100)} of 100 right, with no range."]
    if comparison and comparison["verdict"]:
        said.append(f"{word('result', comparison['verdict'])}.")
    return " ".join(said)
