"""What a look at the examples shows before any test: labels, repeats, blanks, personal data. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from content.shape import Content
from evaluations.measurement.samples import Samples
from evaluations.measurement.some_rows import MOST_NAMED
from evaluations.personal_data.masking import Masked, scan_of_masked
from evaluations.personal_data.scan import Scan
from evaluations.statistics.codes import MOST_LABELS, too_many_labels
from evaluations.statistics.label_checks import checks_of_counts
from evaluations.statistics.middle_half import middle_half
from evaluations.statistics.number_summary import are_numbers, read_number


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
    labels : each label with its rows, commonest first; none where they are figures, and more than
        there can be kinds.
    rare : the labels with fewer rows than can say anything.
    repeated : rows whose inputs repeat an earlier row's.
    conflicting : rows whose inputs also stand under another label.
    blank : the inputs that are blank somewhere.
    figures : whether the labels look like amounts and no kinds, as a test will take them.
    middle : where the middle half of the figures lies, where `labels` does not show it.
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
    middle: tuple[float, float] | None = None

    @property
    def majority(self) -> LabelCount:
        """Return the commonest label."""
        return self.labels[0]


def look_at(samples: Samples, *, scan: Scan, masked: Masked) -> ExamplesSeen:
    """Return what the examples show; `scan` and `masked` are of their inputs."""
    keys = _input_keys(samples)
    labels = pd.Series(samples.labels, dtype=object)
    found = labels_seen(Counter(labels.tolist()))
    under = pd.DataFrame({"key": keys, "label": labels}).drop_duplicates()["key"]
    conflicting = keys.isin(under[under.duplicated()])
    return ExamplesSeen(
        rows=len(samples),
        labels=found.labels,
        rare=found.rare,
        repeated=_rows(samples.rows, keys.duplicated()),
        conflicting=_rows(samples.rows, conflicting),
        blank=_blank_inputs(samples),
        figures=found.figures,
        middle=found.middle,
        scan=scan,
        masked=scan_of_masked(masked),
        masked_rows=masked.rows,
    )


@dataclass(frozen=True, slots=True)
class LabelsSeen:
    """What the labels alone show; fields are those of `ExamplesSeen`."""

    labels: tuple[LabelCount, ...]
    rare: tuple[str, ...]
    figures: bool
    middle: tuple[float, float] | None = None


def labels_seen(rows_of: Mapping[str, int]) -> LabelsSeen:
    """Return what labels show, each given with its rows.

    Raises
    ------
    Refused
        If there are more than can be kinds, and they are no figures.
    """
    figures = are_numbers(rows_of)
    if len(rows_of) > MOST_LABELS:
        if not figures:
            raise too_many_labels(len(rows_of))
        values = np.array([read_number(label) for label in rows_of])
        return LabelsSeen((), (), figures, middle_half(values, np.array(list(rows_of.values()))))
    checks = checks_of_counts(dict(sorted(rows_of.items())))
    support = sorted(checks.support.items(), key=lambda each: (-each[1], each[0]))
    labels = tuple(LabelCount(label=label, rows=rows) for label, rows in support)
    return LabelsSeen(labels, checks.rare, figures)


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
    first = tuple(int(numbers[at]) for at in places[:MOST_NAMED])
    return Rows(count=len(places), first=first)
