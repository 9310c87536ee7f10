"""Before a run: what the labels themselves show of a sample set."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from evaluations.statistics.codes import encode_keys, encode_labels

FEWEST_OF_A_CLASS: Final = 10


@dataclass(frozen=True, slots=True)
class LabelChecks:
    """What is odd about a sample set's labels.

    Parameters
    ----------
    n
        Rows.
    support
        Rows of each label, labels sorted.
    rare
        Labels with fewer than 10 rows.
    unknown_to_model
        Labels the model cannot give as an answer.
    majority_share
        The share of the commonest label: what always answering it would get right.
    duplicates
        Rows that repeat an earlier row.
    conflicting
        Rows whose input also occurs under another label.
    """

    n: int
    support: dict[str, int]
    rare: tuple[str, ...]
    unknown_to_model: tuple[str, ...]
    majority_share: float
    duplicates: int | None
    conflicting: int | None

    def as_json(self) -> dict[str, Any]:
        """Return the published form."""
        return {
            "n": self.n,
            "support": self.support,
            "rare": list(self.rare),
            "unknown_to_model": list(self.unknown_to_model),
            "majority_share": self.majority_share,
            "duplicates": self.duplicates,
            "conflicting": self.conflicting,
        }


def check_labels(
    truth: Sequence[str],
    *,
    answers_possible: Sequence[str] | None = None,
    duplicates: Sequence[Hashable] | None = None,
) -> LabelChecks:
    """Look at the labels of a sample set.

    Parameters
    ----------
    truth
        The labels, at least one.
    answers_possible
        The classes the model can answer, where known.
    duplicates
        A key for each row that is equal for equal inputs, where known.
    """
    labels, coded = encode_labels(truth=truth)
    positions = coded["truth"].tolist()
    counted = Counter(positions)
    support = {label: counted[place] for place, label in enumerate(labels)}
    n = len(positions)
    repeated = conflicting = None
    if duplicates is not None:
        codes, distinct = encode_keys(duplicates)
        repeated = n - distinct
        labels_of = Counter(key for key, _ in set(zip(codes.tolist(), positions, strict=True)))
        conflicting = sum(labels_of[key] > 1 for key in codes.tolist())
    possible = None if answers_possible is None else set(answers_possible)
    return LabelChecks(
        n=n,
        support=support,
        rare=tuple(label for label, rows in support.items() if rows < FEWEST_OF_A_CLASS),
        unknown_to_model=tuple(
            label for label in support if possible is not None and label not in possible
        ),
        majority_share=max(support.values()) / n,
        duplicates=repeated,
        conflicting=conflicting,
    )
