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

ANSWER_COLUMNS = (
    "answer", "prediction", "predicted", "predicted_label", "prediction_label", "y_pred", "pred",
    "output", "result",
)  # fmt: skip
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
    """

    answers: NDArray[np.object_]
    probabilities: NDArray[np.float64] | None
    classes: tuple[str, ...] | None
    notes: tuple[str, ...]


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
    order, notes = _match(frame, rows, samples, name)
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
        return Sheet(top, probabilities, classes, (*notes, "Answers are the likeliest labels."))
    answers = matched[answer].str.strip()
    blank = np.flatnonzero(answers == "")
    if len(blank):
        more = f" {len(blank)} rows have none." if len(blank) > 1 else ""
        raise Refused(
            f"This row has no answer.{more}",
            file=name,
            row=int(matched_rows[blank[0]]),
            column=answer,
            what_to_do="Have it answered, or take the example out of both files.",
        )
    return Sheet(answers.to_numpy(dtype=object), probabilities, classes, notes)


def _match(
    frame: pd.DataFrame, rows: NDArray[np.int64], samples: Samples, name: str
) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    """Return which row of the sheet answers each example."""
    ids, column = samples.ids, samples.columns.id
    if ids is None or column is None or column not in frame.columns:
        if len(frame) != len(samples):
            raise Refused(
                f"It has {len(frame)} answers for {len(samples)} examples, and no ids to match by.",
                file=name,
                what_to_do="Put an id column with the same name into both files.",
            )
        _refuse_changed_inputs(frame, rows, samples, name)
        return np.arange(len(samples)), ("Matched to the examples by order: there were no ids.",)
    sheet_ids = frame[column].str.strip()
    repeated = np.flatnonzero(sheet_ids.duplicated())
    if len(repeated):
        at = int(repeated[0])
        raise Refused(
            f"The id {sheet_ids.iloc[at]} is answered twice.",
            file=name,
            row=int(rows[at]),
            column=column,
            what_to_do="Keep one answer for each id.",
        )
    place = {key: at for at, key in enumerate(sheet_ids.tolist())}
    wanted = [str(key).strip() for key in ids.tolist()]
    missing = [at for at, key in enumerate(wanted) if key not in place]
    if missing:
        at = missing[0]
        more = f" {len(missing)} examples have none." if len(missing) > 1 else ""
        raise Refused(
            f"There is no answer for the example with id {wanted[at]} "
            f"(row {int(samples.rows[at])} of {samples.name}).{more}",
            file=name,
            column=column,
            what_to_do="Have it answered, or take the example out.",
        )
    order = np.array([place[key] for key in wanted], dtype=np.int64)
    extra = len(place) - len(wanted)
    notes = (f"{extra} answers belong to no example and were left out.",) if extra else ()
    _refuse_changed_inputs(frame.iloc[order].reset_index(drop=True), rows[order], samples, name)
    return order, notes


def _refuse_changed_inputs(
    matched: pd.DataFrame, rows: NDArray[np.int64], samples: Samples, name: str
) -> None:
    """Where the sheet repeats what was asked, it must be what was asked."""
    for column in samples.inputs:
        if column in matched.columns and column.casefold() not in ANSWER_COLUMNS:
            ours = samples.frame[column].str.strip().to_numpy(dtype=object)
            theirs = matched[column].str.strip().to_numpy(dtype=object)
            changed = np.flatnonzero(ours != theirs)
            if len(changed):
                at = int(changed[0])
                raise Refused(
                    f"This row answers another example than row {int(samples.rows[at])} "
                    f"of {samples.name}: the {column} differs.",
                    file=name,
                    row=int(rows[at]),
                    column=column,
                    what_to_do="Have the examples answered as they stand, in the same order.",
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
