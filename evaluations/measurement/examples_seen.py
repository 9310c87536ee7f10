"""What a look at the examples shows before any test: labels, repeats, blanks, personal data. Pure."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from content.shape import Content
from evaluations.measurement.samples import Samples
from evaluations.personal_data.masking import Masked, scan_of_masked
from evaluations.personal_data.scan import Scan
from evaluations.statistics.label_checks import check_labels
from evaluations.statistics.number_summary import are_numbers

MOST_ROWS_NAMED: Final = 10


class Rows(Content):
    """Some rows of the file: how many, and the numbers of the first as a person counts."""

    count: int
    first: tuple[int, ...]


class BlankInput(Content):
    """An input that is blank in some rows."""

    column: str
    rows: Rows


class LabelCount(Content):
    """One label and its rows."""

    label: str
    rows: int


class ExamplesSeen(Content):
    """What the examples show.

    Attributes
    ----------
    rows : how many examples there are.
    labels : each label with its rows, commonest first.
    rare : the labels with fewer rows than can say anything.
    repeated : rows whose inputs repeat an earlier row's.
    conflicting : rows whose inputs also stand under another label.
    blank : the inputs that are blank somewhere.
    figures : whether the labels look like amounts and no kinds, as a test will take them.
    scan : personal data found in the inputs.
    masked : what is found once they are masked, and what was taken out.
    masked_rows : how many rows masking changes.
    """

    rows: int
    labels: tuple[LabelCount, ...]
    rare: tuple[str, ...]
    repeated: Rows
    conflicting: Rows
    blank: tuple[BlankInput, ...]
    figures: bool
    scan: Scan
    masked: Scan
    masked_rows: int

    @property
    def majority(self) -> LabelCount:
        """Return the commonest label."""
        return self.labels[0]


def look_at(samples: Samples, *, scan: Scan, masked: Masked) -> ExamplesSeen:
    """Return what the examples show; `scan` and `masked` are of their inputs."""
    keys = _input_keys(samples)
    labels = pd.Series(samples.labels, dtype=object)
    checks = check_labels(labels.tolist(), duplicates=keys.tolist())
    support = sorted(checks.support.items(), key=lambda each: (-each[1], each[0]))
    under = pd.DataFrame({"key": keys, "label": labels}).drop_duplicates()["key"]
    conflicting = keys.isin(under[under.duplicated()])
    return ExamplesSeen(
        rows=checks.n,
        labels=tuple(LabelCount(label=label, rows=rows) for label, rows in support),
        rare=checks.rare,
        repeated=_rows(samples.rows, keys.duplicated()),
        conflicting=_rows(samples.rows, conflicting),
        blank=_blank_inputs(samples),
        figures=are_numbers(checks.support),
        scan=scan,
        masked=scan_of_masked(masked),
        masked_rows=masked.rows,
    )


def as_bytes(seen: ExamplesSeen) -> bytes:
    """Return it for the vault: it holds pieces of the examples."""
    return seen.model_dump_json().encode()


def from_bytes(written: bytes) -> ExamplesSeen:
    """Return what `as_bytes` wrote."""
    return ExamplesSeen.model_validate_json(written)


def _input_keys(samples: Samples) -> pd.Series:
    columns: Sequence[pd.Series] = [samples.frame[name].str.strip() for name in samples.inputs]
    joined = columns[0]
    for column in columns[1:]:
        joined = joined + "\x1f" + column
    return joined.reset_index(drop=True)


def _blank_inputs(samples: Samples) -> tuple[BlankInput, ...]:
    blank = {name: samples.frame[name].str.strip() == "" for name in samples.inputs}
    return tuple(
        BlankInput(column=name, rows=_rows(samples.rows, where))
        for name, where in blank.items()
        if bool(where.any())
    )


def _rows(numbers: NDArray[np.int64], where: pd.Series | NDArray[np.bool_]) -> Rows:
    places = np.flatnonzero(np.asarray(where))
    first = tuple(int(numbers[at]) for at in places[:MOST_ROWS_NAMED])
    return Rows(count=len(places), first=first)
