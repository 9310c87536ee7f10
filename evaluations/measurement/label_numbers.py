"""Whether right answers are amounts or names, told before a test. A guess; a person may say otherwise."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from evaluations.measurement.examples_seen import ExamplesSeen
from evaluations.measurement.sample_preview import SamplePreview
from evaluations.statistics.middle_half import middle_half
from evaluations.statistics.number_summary import read_number

# Fewer different values are surely names, whatever they are written in.
FEWEST: Final = 5


@dataclass(frozen=True, slots=True)
class LabelNumbers:
    """Right answers that are all numbers.

    `amounts` says that they look like amounts, not like names written in figures; `middle` is where
    the middle half of them lies, None where only a preview is known.
    """

    amounts: bool
    middle: tuple[float, float] | None = None


def label_numbers(
    seen: ExamplesSeen | None, preview: SamplePreview | None, label: str
) -> LabelNumbers | None:
    """Return what is known of right answers that may be amounts; None where they are surely names."""
    if seen is not None and seen.middle is not None:
        return LabelNumbers(seen.figures, seen.middle)
    if seen is not None:
        values = np.array([read_number(each.label) for each in seen.labels])
        if not np.isfinite(values).all() or len(values) < FEWEST:
            return None
        rows = np.array([each.rows for each in seen.labels])
        return LabelNumbers(seen.figures, middle_half(values, rows))
    column = preview.column(label) if preview else None
    if column is None or not (column.numbers or column.amounts) or column.distinct < FEWEST:
        return None
    return LabelNumbers(column.amounts)
