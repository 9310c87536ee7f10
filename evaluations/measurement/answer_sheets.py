"""Answer sheets: the same examples answered by a version we cannot run ourselves.

A sheet is matched to the examples by id, or by order where there is no id. It may hold how sure the
version was of each label. The numbers from it are as good as the sheet: nobody but the one who
filled it knows how it was filled.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from content.refusal import Refused
from evaluations.measurement.labels import folded, told_apart
from evaluations.measurement.row_blocks import MOST_WHOLE, growing
from evaluations.measurement.samples import Samples
from evaluations.measurement.sheet_matching import ANSWER_COLUMNS, Matched, match_sheet
from evaluations.measurement.some_rows import FoundRows, row_list

_PROBABILITY = re.compile(
    r"^(?:p|prob|proba|probability|score)[ _:\[(]+(.*?)[\])]?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A sheet in the order of the examples.

    Attributes
    ----------
    rows : how many examples there are.
    read : gives the answers, as written, to the examples from one place to another.
    probabilities : (n, K) in [0, 1] with rows that sum to 1, or None.
    classes : the K labels the columns of `probabilities` are for, as written.
    notes : what the reader of the result should know.
    row_numbers : the row of each answer in the sheet, as a person counts.
    column : the column of the answers; None where they are the likeliest labels.
    masked : whether personal data had been taken out of the texts that were answered.
    """

    rows: int
    read: Callable[[int, int], NDArray[np.object_]]
    probabilities: NDArray[np.float64] | None
    classes: tuple[str, ...] | None
    notes: tuple[str, ...]
    row_numbers: NDArray[np.int64]
    column: str | None
    masked: bool = False

    @property
    def answers(self) -> NDArray[np.object_]:
        """Return one answer an example, as written."""
        return self.read(0, self.rows)


def take_sheet(
    frame: pd.DataFrame,
    rows: NDArray[np.int64],
    samples: Samples,
    *,
    name: str,
    folder: Path | None = None,
    most_whole: int = MOST_WHOLE,
) -> Sheet:
    """Return the sheet, matched to the examples.

    Parameters
    ----------
    frame, rows
        The sheet as text, and the number of each of its rows as a person counts.
    samples
        The examples.
    name
        The sheet's file.
    folder
        Where more than `most_whole` rows are kept; without one they are held in memory.

    Raises
    ------
    Refused
        If there is no answer column, ids do not match one to one, an answer is blank, or a
        probability is not one.
    """
    spill = folder if max(len(frame), len(samples)) > most_whole else None
    found = match_sheet(frame, rows, samples, name=name, folder=spill)
    notes = found.notes
    if found.masked:
        notes = (*notes, "The texts were masked: this version did not see what was taken out.")
    columns = [str(column) for column in frame.columns]
    labels = samples.distinct(samples.columns.label)
    classes, probabilities = _probabilities(found, columns, samples, labels, name, spill)
    answer = _answer_column(columns, samples)
    if answer is None:
        if classes is None or probabilities is None:
            raise Refused(
                "There is no column with the answers.",
                file=name,
                what_to_do="Call it answer. The columns are " + ", ".join(columns[:20]) + ".",
            )
        likeliest = _Likeliest(np.asarray(classes, dtype=object), probabilities)
        notes = (*notes, "Answers are the likeliest labels.")
        return Sheet(
            len(samples), likeliest.read, probabilities, classes, notes, found.rows, None, found.masked
        )  # fmt: skip
    blank = {label for label in labels if label != label.strip()}
    written = _Written(found.frame[answer], blank)
    _refuse_blank(written, found.rows, samples, column=answer, name=name)
    return Sheet(
        len(samples), written.read, probabilities, classes, notes, found.rows, answer, found.masked
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Likeliest:
    """The likeliest label of each row."""

    classes: NDArray[np.object_]
    probabilities: NDArray[np.float64]

    def read(self, start: int, stop: int) -> NDArray[np.object_]:
        found: NDArray[np.object_] = self.classes[self.probabilities[start:stop].argmax(axis=1)]
        return found


@dataclass(frozen=True, slots=True, eq=False)
class _Written:
    """The answers of a column, without blanks at the ends but where a label has them too."""

    cells: pd.Series
    blank: Collection[str]

    def read(self, start: int, stop: int) -> NDArray[np.object_]:
        cells = self.cells.iloc[start:stop]
        found = cells.str.strip()
        if self.blank:
            found = found.where(~cells.isin(self.blank), cells)
        return found.to_numpy(dtype=object)


def _refuse_blank(
    written: _Written, rows: NDArray[np.int64], samples: Samples, *, column: str, name: str
) -> None:
    first, blank = None, FoundRows()
    for start, stop in samples.blocks():
        here = np.flatnonzero(written.read(start, stop) == "") + start
        if len(here) and first is None:
            first = int(here[0])
        blank.take(rows[here])
    if first is not None:
        told = blank.told()
        more = f" {told.count} rows have none: {row_list(told)}." if told.count > 1 else ""
        raise Refused(
            f"This row has no answer.{more}",
            file=name,
            row=int(rows[first]),
            column=column,
            what_to_do="Have it answered, or take the example out of both files.",
        )


def _answer_column(columns: Sequence[str], samples: Samples) -> str | None:
    folded = {column.strip().casefold().replace(" ", "_"): column for column in columns}
    for wanted in (*ANSWER_COLUMNS, samples.columns.label.casefold(), "label"):
        if wanted in folded:
            return folded[wanted]
    taken = {samples.columns.id, samples.columns.group, *samples.inputs, *samples.columns.slices}
    left = [column for column in columns if column not in taken and not _PROBABILITY.match(column)]
    return left[0] if len(left) == 1 else None


def _probabilities(
    matched: Matched,
    columns: Sequence[str],
    samples: Samples,
    labels: Sequence[str],
    name: str,
    folder: Path | None,
) -> tuple[tuple[str, ...] | None, NDArray[np.float64] | None]:
    codes = {str(code) for code in range(len(labels))}
    answer = _answer_column(columns, samples)
    found: dict[str, str] = {}
    others: dict[str, str] = {}
    for column in columns:
        prefixed = _PROBABILITY.match(column)
        label = prefixed.group(1) if prefixed else column
        if column == answer:
            continue
        if label in labels or (prefixed and label in codes):
            found[label] = column
        elif prefixed:
            others[label] = column
    apart = {key: label for key, label in told_apart(labels).items() if label not in found}
    found |= {label: column for label, column in others.items() if folded(label) in apart}
    if len(found) < max(2, len(labels)):
        return None, None
    kept, off = _adding_up(matched, list(found.values()), samples, name, folder)
    more = {
        label: column
        for label, column in others.items()
        if label not in found and off is not None and _all_shares(matched, column, samples)
    }
    if more:
        # A version may know labels that none of these examples carries.
        found |= more
        kept, off = _adding_up(matched, list(found.values()), samples, name, folder)
    if off is not None:
        raise Refused(
            f"The probabilities of this row add up to {off[1]:.3g} and not to 1.",
            file=name,
            row=int(matched.rows[off[0]]),
            what_to_do="Give one for every label, or leave these columns out.",
        )
    return tuple(found), kept


def _adding_up(
    matched: Matched, columns: Sequence[str], samples: Samples, name: str, folder: Path | None
) -> tuple[NDArray[np.float64], None] | tuple[None, tuple[int, float]]:
    """Return the probabilities; or, where a row does not add up to 1, the first such and its sum."""
    kept = growing(folder, np.float64)
    for start, stop in samples.blocks():
        values = _shares(matched, columns, start, stop, name)
        sums = values.sum(axis=1)
        beside = np.flatnonzero(np.abs(sums - 1) > 0.02)
        if len(beside):
            return None, (start + int(beside[0]), float(sums[beside[0]]))
        kept.append(values / sums[:, None])
    return kept.array(len(samples), len(columns)), None


def _all_shares(matched: Matched, column: str, samples: Samples) -> bool:
    """Return whether each cell of a column is a number from 0 to 1."""
    for start, stop in samples.blocks():
        values = pd.to_numeric(matched.frame[column].iloc[start:stop], errors="coerce")
        if not values.between(0, 1 + 1e-6).all():
            return False
    return True


def _shares(
    matched: Matched, columns: Sequence[str], start: int, stop: int, name: str
) -> NDArray[np.float64]:
    """Return the probabilities in some rows; refuse the first that is none."""
    cells = [matched.frame[column].iloc[start:stop] for column in columns]
    values = np.column_stack([pd.to_numeric(each, errors="coerce") for each in cells])
    values = values.astype(np.float64)
    bad = np.argwhere(~np.isfinite(values) | (values < 0) | (values > 1 + 1e-6))
    if len(bad):
        at, which = (int(place) for place in bad[0])
        raise Refused(
            f"{cells[which].iloc[at] or 'A blank cell'} is not a probability between 0 and 1.",
            file=name,
            row=int(matched.rows[start + at]),
            column=columns[which],
            what_to_do="Write how sure the version was, from 0 to 1, or leave these columns out.",
        )
    return values
