"""Small tables for the tests, as the reader jail hands them over: text, and the row of each."""

import numpy as np
import pandas as pd

from evaluations.measurement.columns import Columns
from evaluations.measurement.samples import take_samples


def table(**columns):
    frame = pd.DataFrame({name: list(cells) for name, cells in columns.items()}, dtype=object)
    return frame, np.arange(2, len(frame) + 2, dtype=np.int64)


def samples(label_column="label", /, *, columns=None, folder=None, **cells):
    frame, rows = table(**cells)
    return take_samples(
        frame, rows, columns or Columns(label_column), name="samples.csv", sha256="0" * 64,
        folder=folder,
    )  # fmt: skip
