"""Answer sheets: the same examples answered by a version we cannot run ourselves.

A sheet is matched to the examples by id, or by order where there is no id. It may hold how sure the
version was of each label. The numbers from it are as good as the sheet: nobody but the one who
filled it knows how it was filled.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from content.refusal import Refused
from evaluations.measurement.samples import Samples
from evaluations.measurement.sheet_matching import ANSWER_COLUMNS, match_sheet, row_list

_PROBABILITY = re.compile(
    r"^(?:p|prob|proba|probability|score)[ _:\[(]+(.*?)[\])]?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet in the order of the examples.

    Attributes
    ----------
    answers : one answer an example, as written.
    probabilities : (n, K) in [0, 1] with rows that sum to 1, or None.
    classes : the K labels the columns of `probabilities` are for, as written.
    notes : what the reader of the result should know.
    masked : whether personal data had been taken out of the texts that were answered.
    """

    answers: NDArray[np.object_]
    probabilities: NDArray[np.float64] | None
    classes: tuple[str, ...] | None
    notes: tuple[str, ...]
    masked: bool = False


def take_sheet(
    frame: pd.DataFrame, rows: NDArray[np.int64], samples: Samples, *, name: str
) -> Sheet:
    """Return the sheet, matched to the examples.

    Raises
    ------
    Refused
        If there is no answer column, ids do not match one to one, an answer is blank, or a
        probability is not one.
    """
    found = match_sheet(frame, rows, samples, name=name)
    order, notes = found.order, found.notes
    if found.masked:
        notes = (*notes, "The texts were masked: this version did not see what was taken out.")
    matched, matched_rows = frame.iloc[order].reset_index(drop=True), rows[order]
    columns = [str(column) for column in frame.columns]
    classes, probabilities = _probabilities(matched, matched_rows, columns, samples, name)
    answer = _answer_column(columns, samples)
    if answer is None:
        if classes is None or probabilities is None:
            raise Refused(
                "There is no column with the answers.",
                file=name,
                what_to_do="Call it answer. The columns are " + ", ".join(columns[:20]) + ".",
            )
        top = np.asarray(classes, dtype=object)[probabilities.argmax(axis=1)]
        likeliest = (*notes, "Answers are the likeliest labels.")
        return Sheet(top, probabilities, classes, likeliest, found.masked)
    answers = matched[answer].str.strip()
    blank = np.flatnonzero(answers == "")
    if len(blank):
        told = row_list(matched_rows[blank].tolist())
        more = f" {len(blank)} rows have none: {told}." if len(blank) > 1 else ""
        raise Refused(
            f"This row has no answer.{more}",
            file=name,
            row=int(matched_rows[blank[0]]),
            column=answer,
            what_to_do="Have it answered, or take the example out of both files.",
        )
    return Sheet(answers.to_numpy(dtype=object), probabilities, classes, notes, found.masked)


def _answer_column(columns: Sequence[str], samples: Samples) -> str | None:
    folded = {column.strip().casefold().replace(" ", "_"): column for column in columns}
    for wanted in (*ANSWER_COLUMNS, samples.columns.label.casefold(), "label"):
        if wanted in folded:
            return folded[wanted]
    taken = {samples.columns.id, samples.columns.group, *samples.inputs, *samples.columns.slices}
    left = [column for column in columns if column not in taken and not _PROBABILITY.match(column)]
    return left[0] if len(left) == 1 else None


def _probabilities(
    matched: pd.DataFrame,
    rows: NDArray[np.int64],
    columns: Sequence[str],
    samples: Samples,
    name: str,
) -> tuple[tuple[str, ...] | None, NDArray[np.float64] | None]:
    labels = set(samples.labels.tolist())
    codes = {str(code) for code in range(len(labels))}
    answer = _answer_column(columns, samples)
    found = {}
    for column in columns:
        prefixed = _PROBABILITY.match(column)
        label = prefixed.group(1) if prefixed else column
        if column != answer and (label in labels or (prefixed and label in codes)):
            found[label] = column
    if len(found) < max(2, len(labels)):
        return None, None
    values = np.column_stack(
        [pd.to_numeric(matched[column], errors="coerce") for column in found.values()]
    ).astype(np.float64)
    bad = np.argwhere(~np.isfinite(values) | (values < 0) | (values > 1 + 1e-6))
    if len(bad):
        at, which = (int(place) for place in bad[0])
        column = list(found.values())[which]
        raise Refused(
            f"{matched[column].iloc[at] or 'A blank cell'} is not a probability between 0 and 1.",
            file=name,
            row=int(rows[at]),
            column=column,
            what_to_do="Write how sure the version was, from 0 to 1, or leave these columns out.",
        )
    sums = values.sum(axis=1)
    off = np.flatnonzero(np.abs(sums - 1) > 0.02)
    if len(off):
        at = int(off[0])
        raise Refused(
            f"The probabilities of this row add up to {sums[at]:.3g} and not to 1.",
            file=name,
            row=int(rows[at]),
            what_to_do="Give one for every label, or leave these columns out.",
        )
    return tuple(found), values / sums[:, None]
