"""Before a run: what the labels themselves show of a sample set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from evaluations.statistics.codes import Codes, Keys, encode_keys, encode_labels

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
    duplicates: Keys | None = None,
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
    labels, coded = encode_labels(label=truth)
    return checks_of_codes(
        labels, coded["label"], answers_possible=answers_possible, duplicates=duplicates
    )


def checks_of_codes(
    labels: tuple[str, ...],
    codes: Codes,
    *,
    answers_possible: Sequence[str] | None = None,
    duplicates: Keys | None = None,
) -> LabelChecks:
    """Look at labels that are encoded already.

    Parameters
    ----------
    labels, codes
        Labels in sorted order, and each row's position in them; labels no row carries are left
        out.
    answers_possible, duplicates
        As for `check_labels`.
    """
    repeated = conflicting = None
    if duplicates is not None:
        keys, distinct = encode_keys(duplicates)
        repeated = len(codes) - distinct
        pairs = np.unique(keys * len(labels) + codes) // len(labels)
        labels_of_key = np.bincount(pairs, minlength=distinct)
        conflicting = int((labels_of_key[keys] > 1).sum())
    counts = np.bincount(codes, minlength=len(labels)).tolist()
    return checks_of_counts(
        dict(zip(labels, counts, strict=True)),
        answers_possible=answers_possible,
        repeated=repeated,
        conflicting=conflicting,
    )


def checks_of_counts(
    rows_of: Mapping[str, int],
    *,
    answers_possible: Sequence[str] | None = None,
    repeated: int | None = None,
    conflicting: int | None = None,
) -> LabelChecks:
    """Look at labels that are counted already.

    Parameters
    ----------
    rows_of
        Labels in sorted order, and how many rows carry each; those of no row are left out.
    answers_possible
        As for `check_labels`.
    repeated, conflicting
        Rows that repeat an earlier row, and rows whose input also occurs under another label.
    """
    support = {label: rows for label, rows in rows_of.items() if rows}
    n = sum(support.values())
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
