"""The buyer's labelled examples: which column is what, and whether they can be used."""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from content.refusal import Refused
from evaluations.measurement.columns import Columns, LabelledBy, SeenByVendor
from evaluations.measurement.distinct_cells import Distinct, DistinctCells
from evaluations.measurement.row_blocks import blocks, picked
from evaluations.measurement.telling_columns import looked_at, told_of
from sandbox.spill import let_go


@dataclass(frozen=True, slots=True)
class Samples:
    """Examples ready for a test. Every cell is text as it stood in the file.

    Attributes
    ----------
    frame : one row an example; all columns are text.
    rows : the row in the file of each example, counted as a person counts.
    columns : which column is what; `inputs` is filled in.
    inputs_named : whether the buyer named the inputs.
    """

    name: str
    sha256: str
    frame: pd.DataFrame
    rows: NDArray[np.int64]
    columns: Columns
    inputs_named: bool
    labelled_by: LabelledBy
    seen_by_vendor: SeenByVendor

    def __len__(self) -> int:
        return len(self.frame)

    def column(self, name: str) -> NDArray[np.object_]:
        """Return one column as an array of text."""
        return self.frame[name].to_numpy(dtype=object)

    def texts(self, name: str) -> list[str]:
        """Return the cells of one column, each different text once in memory."""
        held: dict[str, str] = {}
        found: list[str] = []
        for start, stop in self.blocks():
            codes, texts = pd.factorize(self.cells(name, start, stop))
            kept = np.array([held.setdefault(text, text) for text in texts], dtype=object)
            found += kept[codes].tolist()
        return found

    def cells(self, name: str, start: int, stop: int) -> pd.Series:
        """Return the cells of one column in the rows from `start` to `stop`."""
        return self.frame[name].iloc[start:stop]

    def picked(self, name: str, rows: Sequence[int]) -> pd.Series:
        """Return the cells of one column in some rows, in the order named."""
        return picked(self.frame[name], rows)

    def blocks(self) -> Iterator[tuple[int, int]]:
        """Yield where blocks of rows begin and end; what was read before one is let go."""
        return blocks(len(self))

    def distinct(self, name: str) -> list[str]:
        """Return the different cells of one column, in the order of the rows."""
        found: dict[str, None] = {}
        for start, stop in self.blocks():
            found.update(dict.fromkeys(self.cells(name, start, stop).unique().tolist()))
        return list(found)

    @property
    def labels(self) -> NDArray[np.object_]:
        """Return the label of each example."""
        return self.column(self.columns.label)

    @property
    def ids(self) -> NDArray[np.object_] | None:
        """Return the id of each example, or None where there is no such column."""
        return self.column(self.columns.id) if self.columns.id else None

    @property
    def inputs(self) -> tuple[str, ...]:
        """Return the columns a model may see."""
        return self.columns.inputs or ()


def take_samples(
    frame: pd.DataFrame,
    rows: NDArray[np.int64],
    columns: Columns,
    *,
    name: str,
    sha256: str,
    labelled_by: LabelledBy = LabelledBy.NOT_KNOWN,
    seen_by_vendor: SeenByVendor = SeenByVendor.NOT_KNOWN,
    folder: Path | None = None,
) -> Samples:
    """Return the examples, checked.

    Parameters
    ----------
    frame, rows
        The table as text, and the row in the file of each of its rows, as a person counts.
    columns
        Which column is what.
    name, sha256
        The file.
    labelled_by, seen_by_vendor
        What the buyer says of it.
    folder
        Where hashes of the ids are kept meanwhile; without one the ids are held in memory.

    Raises
    ------
    Refused
        If a named column is missing, a label is blank, an id stands twice, no column is left for
        the model to see, a column would be both label and input, or nobody named the inputs and
        one of those that are left tells the label.
    """
    present = [str(column) for column in frame.columns]
    named = [columns.label, *(columns.inputs or ()), *columns.slices]
    named += [column for column in (columns.id, columns.group) if column]
    for column in named:
        find_column(column, present, file=name)
    if columns.label in (columns.inputs or ()):
        raise Refused(
            "The label cannot also be an input: the model would see the answer.",
            file=name,
            column=columns.label,
            what_to_do="Take it out of the inputs.",
        )
    id_column = columns.id or _guess_id(frame, columns)
    apart = {columns.label, id_column, columns.group, *columns.slices}
    inputs = columns.inputs or tuple(column for column in present if column not in apart)
    if not inputs:
        raise Refused(
            f"No column is left for the model to see: the file has {_list(present)}.",
            file=name,
            what_to_do="Add the column with the text or the figures the model answers on.",
        )
    samples = Samples(
        name=name,
        sha256=sha256,
        frame=frame,
        rows=rows,
        columns=replace(columns, inputs=inputs, id=id_column),
        inputs_named=columns.inputs is not None,
        labelled_by=labelled_by,
        seen_by_vendor=seen_by_vendor,
    )
    _refuse_blank_labels(samples)
    _refuse_repeated_ids(samples, folder)
    _refuse_telling_inputs(samples)
    return _with_positive(samples)


def find_column(name: str, present: Sequence[str], *, file: str) -> str:
    """Return `name` if it is a column; else say which columns there are and the nearest one."""
    if name in present:
        return name
    near = difflib.get_close_matches(name, present, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise Refused(
        f"There is no column called {name}.",
        file=file,
        column=name,
        what_to_do=f"The columns are {_list(present)}.{hint}",
    )


def _guess_id(frame: pd.DataFrame, columns: Columns) -> str | None:
    taken = {columns.label, columns.group, *(columns.inputs or ()), *columns.slices}
    for column in frame.columns:
        if str(column).strip().casefold() == "id" and column not in taken:
            return str(column)
    return None


def _refuse_blank_labels(samples: Samples) -> None:
    label = samples.columns.label
    found = [
        np.flatnonzero(samples.cells(label, start, stop).str.strip() == "") + start
        for start, stop in samples.blocks()
    ]
    blank = np.concatenate([np.zeros(0, dtype=np.int64), *found])
    if len(blank):
        more = f" {len(blank)} rows have none." if len(blank) > 1 else ""
        raise Refused(
            f"This row has no label.{more}",
            file=samples.name,
            row=int(samples.rows[blank[0]]),
            column=samples.columns.label,
            what_to_do="Write the right answer there, or take the row out.",
        )


def _refuse_repeated_ids(samples: Samples, folder: Path | None) -> None:
    name = samples.columns.id
    if name is None:
        return
    if folder is None:
        found = _first_repeat(samples.column(name))
    else:
        found = _hashed(samples, name, folder).told()
    if found.repeat is not None and found.repeat_of is not None:
        repeated = str(samples.cells(name, found.repeat, found.repeat + 1).iloc[0])
        first = int(samples.rows[found.repeat_of])
        raise Refused(
            f"The id {_short(repeated)} stands in row {first} already.",
            file=samples.name,
            row=int(samples.rows[found.repeat]),
            column=name,
            what_to_do="Give each example an id of its own.",
        )


def _first_repeat(cells: NDArray[np.object_]) -> Distinct:
    repeated = np.flatnonzero(pd.Series(cells, dtype=object).duplicated())
    if not len(repeated):
        return Distinct(len(cells))
    at = int(repeated[0])
    return Distinct(len(cells) - len(repeated), at, int(np.flatnonzero(cells == cells[at])[0]))


def _hashed(samples: Samples, name: str, folder: Path) -> DistinctCells:
    found = DistinctCells(folder, len(samples))
    for start, stop in samples.blocks():
        codes, texts = pd.factorize(samples.cells(name, start, stop))
        found.take(codes, np.asarray(texts, dtype=object), np.arange(start, stop))
    return found


def _refuse_telling_inputs(samples: Samples) -> None:
    """Refuse a column that tells the label, unless somebody named it as an input."""
    if samples.inputs_named:
        return
    rows = looked_at(len(samples)).tolist()
    label = samples.columns.label
    labels = samples.picked(label, rows).to_numpy(dtype=object)
    for column in samples.inputs:
        told = told_of(samples.picked(column, rows).to_numpy(dtype=object), labels, label)
        let_go()
        if told:
            how = "says" if told.says else "gives away"
            raise Refused(
                f"This column {how} the label in {told.share * 100:.0f} of 100 rows, so the model "
                "would be handed the answer.",
                file=samples.name,
                column=column,
                what_to_do="Name the inputs without it; or with it, if the model has it in daily work.",
            )


def _with_positive(samples: Samples) -> Samples:
    """Return the samples with the label that is looked for as it stands in the file."""
    wanted = samples.columns.positive
    if wanted is None:
        return samples
    labels = sorted(samples.distinct(samples.columns.label))
    found = next((label for label in labels if label.strip() == wanted.strip()), None)
    if found is None or len(labels) != 2:
        held = (
            f"The labels are {_list(labels)}."
            if len(labels) == 2
            else f"There are {len(labels)} labels, and only of two is one looked for."
        )
        raise Refused(
            f"The label {_short(wanted)} cannot be the one that is looked for. {held}",
            file=samples.name,
            column=samples.columns.label,
            what_to_do="Name one of two labels as it stands in the file, or leave it out.",
        )
    return replace(samples, columns=replace(samples.columns, positive=found))


def _list(names: Sequence[str]) -> str:
    shown = ", ".join(_short(name) for name in names[:20])
    return f"{shown} and {len(names) - 20} more" if len(names) > 20 else shown


def _short(value: str) -> str:
    return value if len(value) <= 60 else value[:57] + "..."
