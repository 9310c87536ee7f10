"""Answers that many flags rest on stand once, under a letter. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from string import ascii_uppercase

from reports.typesetting.flag_pages import FlagGroup, FlagText

# Worth a letter is what stands at least so often and is so long that it would fill a line each time.
LEAST_OFTEN, LEAST_LETTERS = 3, 80


@dataclass(frozen=True, slots=True)
class SharedAnswer:
    """One answer, with the letter by which flags name it."""

    letter: str
    words: str


def shared_among(
    reasons: Iterable[Sequence[str]], *, least: int = LEAST_OFTEN
) -> tuple[SharedAnswer, ...]:
    """Return the long answers that stand in at least so many of the reasons, in their order."""
    often = Counter(each for some in reasons for each in dict.fromkeys(some))
    found = [
        words for words, times in often.items() if times >= least and len(words) >= LEAST_LETTERS
    ]
    return tuple(
        SharedAnswer(letter, words) for letter, words in zip(ascii_uppercase, found, strict=False)
    )


def by_letter(reasons: Sequence[str], shared: Sequence[SharedAnswer]) -> tuple[str, ...]:
    """Return reasons with those that are shared named by their letters, these first."""
    letters = {each.words: each.letter for each in shared}
    named = [letters[each] for each in reasons if each in letters]
    rest = [each for each in reasons if each not in letters]
    if not named:
        return tuple(rest)
    return (f"{'answer' if len(named) == 1 else 'answers'} {_listed(named)}", *rest)


def flags_by_letter(
    groups: Sequence[FlagGroup],
) -> tuple[tuple[SharedAnswer, ...], tuple[FlagGroup, ...]]:
    """Return the answers that several flags share, and the flags naming them by their letters."""
    alone = [point for group in groups for flag in group.flags for point in flag.alone]
    shared = shared_among(point.because for point in alone)
    return shared, tuple(
        replace(group, flags=tuple(_named(flag, shared) for flag in group.flags))
        for group in groups
    )


def _named(flag: FlagText, shared: Sequence[SharedAnswer]) -> FlagText:
    return replace(
        flag,
        because=by_letter(flag.because, shared),
        points=tuple(_named(point, shared) for point in flag.points),
    )


def _listed(letters: Sequence[str]) -> str:
    return letters[0] if len(letters) == 1 else f"{', '.join(letters[:-1])} and {letters[-1]}"
