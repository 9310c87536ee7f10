"""What a model's answers mean in the words of the buyer's labels.

Many models answer with bare numbers. Which number means which label is not in the file, so it is
either said by the buyer, or read off the bigger version's answers, or taken in alphabetical order;
which of these it was stands in the result. A version is never read in the way that suits itself
when there is a bigger version to read it by: a student whose labels were swapped must be found out.
"""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from content.refusal import Refused
from evaluations.measurement.samples import Samples


class Means(StrEnum):
    """How the meaning of the answers is known."""

    SAME_NAMES = "same_names"
    SAID = "said"
    SPELLING = "spelling"
    BIGGER_VERSION = "bigger_version"
    ALPHABETICAL = "alphabetical"


@dataclass(frozen=True, slots=True)
class Reading:
    """The meaning of each answer, and how it is known. Answers it does not name mean themselves."""

    meaning: dict[str, str]
    means: Means

    def read(self, answers: NDArray[np.object_]) -> NDArray[np.object_]:
        """Return the answers in the buyer's words."""
        given = answers.tolist()
        words = {
            answer: self.meaning.get(str(answer), str(answer)) for answer in dict.fromkeys(given)
        }
        return np.fromiter(map(words.__getitem__, given), dtype=object, count=len(given))

    def read_names(self, names: Sequence[str]) -> tuple[str, ...]:
        """Return the names of the classes in the buyer's words."""
        return tuple(self.meaning.get(name, name) for name in names)

    def note(self, reread: int = 0) -> str | None:
        """Return a sentence for the result where the meaning was worked out, else None.

        `reread` answers were given in other words than those they are counted as.
        """
        if self.means is Means.SPELLING:
            pairs = _list([f'"{name}" as "{word}"' for name, word in sorted(self.meaning.items())])
            if not reread:
                return None
            some = f"{reread:,} answers differ" if reread > 1 else "1 answer differs"
            return (
                f"{some} from your labels only in capitals or blanks. We read {pairs}. "
                "Nothing was changed in your files."
            )
        pairs = ", ".join(f"{code} as {word}" for code, word in sorted(self.meaning.items()))
        if self.means is Means.BIGGER_VERSION:
            return (
                f"The answers are bare numbers. We read {pairs}, because that fits the bigger "
                "version's answers best. Say the labels in order if that is wrong."
            )
        if self.means is Means.ALPHABETICAL:
            return (
                f"The answers are bare numbers. We read {pairs}, in alphabetical order. "
                "Say the labels in order if that is wrong."
            )
        return None


SAME = Reading({}, Means.SAME_NAMES)


def understand(
    names: Collection[str],
    samples: Samples,
    *,
    who: str,
    said: Sequence[str] | None = None,
    anchor: Callable[[int, int], NDArray[np.object_]] | None = None,
    closed: bool,
) -> Reading:
    """Return what a contender's answers mean.

    Parameters
    ----------
    names : every answer the contender can give (`closed`), or those it gave.
    who : the file, for messages.
    said : the labels for answers 0, 1, 2, ... in order, if the buyer said them.
    anchor : gives the bigger version's answers to the examples from one place to another, if there is
        one.
    closed : whether `names` are all answers it can ever give, as a model's are.

    Raises
    ------
    Refused
        If the examples hold a label the model cannot answer, or no answer is a label.
    """
    labels = sorted(samples.distinct(samples.columns.label))
    known = set(names)
    if said is not None and _are_codes(known):
        return _as_said(known, said, who)
    spelled = _by_spelling(known, labels, closed=closed)
    if closed and (spelled or known & set(labels)):
        _refuse_impossible(known | set(spelled.values()), labels, samples, who)
    if spelled:
        return Reading(spelled, Means.SPELLING)
    if known & set(labels):
        return SAME
    if _are_codes(known) and (len(known) == len(labels) or not closed):
        codes = [str(code) for code in range(len(labels))]
        if known <= set(codes):
            if anchor is not None:
                return Reading(_fitting(codes, labels, anchor, samples), Means.BIGGER_VERSION)
            return Reading(dict(zip(codes, labels, strict=True)), Means.ALPHABETICAL)
    raise Refused(
        f"None of its answers is one of your labels. It answers {_list(sorted(known))}; "
        f"your labels are {_list(labels)}.",
        file=who,
        what_to_do="Use the same words in both, or say the labels of its numbers in order.",
    )


def _as_said(known: set[str], said: Sequence[str], who: str) -> Reading:
    codes = [str(code) for code in range(len(said))]
    if not known <= set(codes):
        raise Refused(
            f"{len(said)} labels were said, but it answers with {_list(sorted(known))}.",
            file=who,
            what_to_do="Say one label for each number, starting with 0.",
        )
    return Reading(dict(zip(codes, said, strict=True)), Means.SAID)


def _refuse_impossible(known: set[str], labels: Sequence[str], samples: Samples, who: str) -> None:
    if known.issuperset(labels):
        return
    column = samples.columns.label
    for start, stop in samples.blocks():
        for at, label in enumerate(samples.cells(column, start, stop).tolist(), start):
            if label not in known:
                raise Refused(
                    f"The label {label} is none that {who} can answer. "
                    f"It answers {_list(sorted(known))}.",
                    file=samples.name,
                    row=int(samples.rows[at]),
                    column=column,
                    what_to_do="Correct the label, or take rows with it out of the examples.",
                )


def told_apart(labels: Sequence[str]) -> dict[str, str]:
    """Return the labels by `folded`, without those that only capitals and blanks tell apart."""
    alike = Counter(map(folded, labels))
    return {folded(label): label for label in labels if alike[folded(label)] == 1}


def folded(text: str) -> str:
    """Return a text without what capitals and blanks add to it."""
    return " ".join(text.split()).casefold()


def _by_spelling(known: set[str], labels: Sequence[str], *, closed: bool) -> dict[str, str]:
    """Return the label of each answer that differs from it in capitals and blanks only.

    What a model can answer is several things, so none of it becomes what another is already.
    """
    apart = told_apart(labels)
    others = sorted(known.difference(labels))
    found = {name: apart[folded(name)] for name in others if folded(name) in apart}
    if closed:
        met = Counter([*found.values(), *known.intersection(labels)])
        return {name: label for name, label in found.items() if met[label] == 1}
    return found


def _are_codes(names: Collection[str]) -> bool:
    return bool(names) and all(name.isascii() and name.isdigit() for name in names)


def _fitting(
    codes: Sequence[str],
    labels: Sequence[str],
    anchor: Callable[[int, int], NDArray[np.object_]],
    samples: Samples,
) -> dict[str, str]:
    """Return the one-to-one meaning under which the anchor is right most often."""
    met: Counter[tuple[str, str]] = Counter()
    for start, stop in samples.blocks():
        truth = samples.cells(samples.columns.label, start, stop).tolist()
        met.update(zip(map(str, anchor(start, stop).tolist()), truth, strict=True))
    right = np.array([[met[code, label] for label in labels] for code in codes])
    rows, columns = linear_sum_assignment(right, maximize=True)
    return {
        codes[row]: labels[column]
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
    }


def _list(names: Sequence[str]) -> str:
    shown = ", ".join(names[:8])
    return f"{shown} and {len(names) - 8} more" if len(names) > 8 else shown
