"""A look at many examples, in passes over blocks of rows: what `look_at` shows, and no row is kept."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluations.measurement.amounts_seen import AmountsSeen, numbers_of
from evaluations.measurement.distinct_cells import DistinctCells
from evaluations.measurement.equal_rows import equal_rows
from evaluations.measurement.examples_seen import (
    BlankInput,
    ExamplesSeen,
    LabelsSeen,
    Rows,
    labels_seen,
)
from evaluations.measurement.row_blocks import blocks
from evaluations.measurement.samples import Samples
from evaluations.measurement.some_rows import FoundRows, SomeRows
from evaluations.personal_data.masking import Masking
from evaluations.personal_data.shapes import is_titled_as_name
from evaluations.statistics.codes import MOST_LABELS, too_many_labels
from evaluations.statistics.middle_half import middle_half_of_many
from sandbox.spill import SpilledArray


def look_through(
    samples: Samples, *, folder: Path, check: Callable[[], None] = lambda: None
) -> ExamplesSeen:
    """Return what the examples show.

    Parameters
    ----------
    samples
        The examples.
    folder
        Where hashes of rows are kept meanwhile.
    check
        Called before each block; raises what ends the work, if it should end.

    Raises
    ------
    Refused
        If there are more different labels than can be kinds, and they are no figures.
    """
    masking = Masking()
    blank = {name: FoundRows() for name in samples.inputs}
    label, inputs = samples.columns.label, set(samples.inputs)
    others = [str(name) for name in samples.frame.columns if name not in inputs and name != label]
    names = [name for name in others if is_titled_as_name(name)]
    rows_of: Counter[str] | None = Counter()
    for start, stop in samples.blocks():
        check()
        written = masking.take(
            {name: samples.cells(name, start, stop).tolist() for name in samples.inputs},
            beside={name: samples.cells(name, start, stop).tolist() for name in names},
        )
        masking.look_again(written)
        for name in samples.inputs:
            stripped = samples.cells(name, start, stop).str.strip()
            blank[name].take(np.flatnonzero(stripped == "") + start)
        if rows_of is not None:
            rows_of.update(samples.cells(label, start, stop).tolist())
            rows_of = None if len(rows_of) > MOST_LABELS else rows_of
    labels = labels_seen(rows_of) if rows_of is not None else _many_labels(samples, folder, check)
    check()
    equal = equal_rows(samples, folder, stripped=True)
    return ExamplesSeen(
        rows=len(samples),
        labels=labels.labels,
        rare=labels.rare,
        repeated=_named(equal.repeated, samples),
        conflicting=_named(equal.conflicting, samples),
        blank=tuple(
            BlankInput(column=name, rows=_named(found.told(), samples))
            for name, found in blank.items()
            if found.count
        ),
        figures=labels.figures,
        middle=labels.middle,
        scan=masking.before(),
        masked=masking.after(),
        masked_rows=masking.rows,
    )


def _many_labels(samples: Samples, folder: Path, check: Callable[[], None]) -> LabelsSeen:
    """Return what more labels show than can be kinds; refuse them where they are no figures."""
    column = samples.columns.label
    cells, amounts = DistinctCells(folder, len(samples)), AmountsSeen()
    spilled = SpilledArray(folder, np.float64)
    for start, stop in samples.blocks():
        check()
        codes, texts = _factorized(samples, start, stop)
        cells.take(codes, texts, np.arange(start, stop))
        amounts.take(texts)
        spilled.append(numbers_of(texts)[codes])
    distinct = cells.told().count
    again = (_factorized(samples, start, stop)[1] for start, stop in samples.blocks())
    if not amounts.are_amounts(distinct, again):
        raise too_many_labels(distinct, file=samples.name, column=column)
    numbers = spilled.array(len(samples))

    def held() -> Iterator[NDArray[np.float64]]:
        return (numbers[start:stop] for start, stop in blocks(len(numbers)))

    return LabelsSeen((), (), figures=True, middle=middle_half_of_many(held, len(samples)))


def _factorized(
    samples: Samples, start: int, stop: int
) -> tuple[NDArray[np.int64], NDArray[np.object_]]:
    codes, texts = pd.factorize(samples.cells(samples.columns.label, start, stop))
    return codes, np.asarray(texts, dtype=object)


def _named(found: SomeRows, samples: Samples) -> Rows:
    """Return rows by their numbers in the file."""
    return Rows(count=found.count, first=tuple(int(samples.rows[at]) for at in found.first))
