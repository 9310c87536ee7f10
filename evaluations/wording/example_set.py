"""What a look at the examples came to, before any test: whether they are enough, and what is odd. Pure."""

from typing import Final

from evaluations.measurement.examples_seen import ExamplesSeen, Rows
from evaluations.statistics.label_checks import FEWEST_OF_A_CLASS
from evaluations.statistics.planning import needed_rows, smallest_detectable_difference

# Two versions of one product seldom disagree on fewer; the page says that it is assumed.
ASSUMED_DISAGREEMENT: Final = 0.1
USUAL_LIMIT: Final = 0.02
MOST_NAMED: Final = 5


def plan_sentence(rows: int) -> str:
    """Return whether so many examples are enough, before any is answered."""
    gap = smallest_detectable_difference(rows, ASSUMED_DISAGREEMENT)
    needed = needed_rows(USUAL_LIMIT, 0.0, ASSUMED_DISAGREEMENT)
    examples = "this 1 example" if rows == 1 else f"these {rows:,} examples"
    seen = f"With {examples} a gap of less than {gap * 100:.1f} in 100 cannot be seen."
    if needed is None:
        return seen
    if rows >= needed:
        return f"{seen} They are enough to settle a limit of 2 more wrong in 100."
    return f"{seen} About {_rounded(needed)} would settle a limit of 2 more wrong in 100."


def check_sentences(seen: ExamplesSeen, *, label: str, name: str) -> list[str]:
    """Return what is odd about the examples, the gravest first; `name` is the file's."""
    said = []
    if len(seen.labels) == 1:
        said.append(
            f"Every example has the same right answer, {seen.majority.label}. A test of them says "
            "nothing: bring examples of each kind."
        )
    if seen.conflicting.count:
        said.append(
            f"{_examples(seen.conflicting.count)} the same text as another one with a different "
            f"right answer: {_places(seen.conflicting, name)}. One of each must be wrong."
        )
    if seen.repeated.count:
        said.append(
            f"{_examples(seen.repeated.count)} the same content as an earlier one: "
            f"{_places(seen.repeated, name)}. The same case counted twice tells nothing new."
        )
    said += [
        f"{each.column} is blank in {_places(each.rows, name)}." for each in seen.blank[:MOST_NAMED]
    ]
    if seen.figures:
        said.append(
            f"The right answers in {label} are figures and no kinds. How far off a figure is, is "
            "measured in another way than how often a kind is right."
        )
        return said
    if seen.rare:
        said.append(
            f"{_count(len(seen.rare), 'kind has', 'kinds have')} fewer than {FEWEST_OF_A_CLASS} "
            f"examples, too few to say anything about them alone: {_list(seen.rare)}."
        )
    if len(seen.labels) > 1:
        share = seen.majority.rows / seen.rows * 100
        said.append(
            f"{_count(len(seen.labels), 'kind', 'kinds')} of right answer. Always answering "
            f"{seen.majority.label} would be right in {share:.0f} of 100."
        )
    return said


def _places(rows: Rows, name: str) -> str:
    """Return "rows 3, 9 and 14 of enquiries.csv", the first of them by number."""
    shown = [f"{row:,}" for row in rows.first]
    if rows.count == 1:
        return f"row {shown[0]} of {name}"
    if rows.count > len(shown):
        return f"rows {', '.join(shown)} and {rows.count - len(shown):,} more of {name}"
    return f"rows {', '.join(shown[:-1])} and {shown[-1]} of {name}"


def _rounded(rows: int) -> str:
    digits = max(0, len(str(rows)) - 3)
    return f"{round(rows, -digits):,}"


def _examples(number: int) -> str:
    return _count(number, "example has", "examples have")


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _list(labels: tuple[str, ...]) -> str:
    shown = ", ".join(labels[:MOST_NAMED])
    left = len(labels) - MOST_NAMED
    return f"{shown} and {left:,} more" if left > 0 else shown
