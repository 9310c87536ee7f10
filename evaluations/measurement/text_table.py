"""Text columns as they come from the reader jail, in Arrow's memory or in a file of its."""

from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa

TEXT: Final = pd.StringDtype("pyarrow", na_value=np.nan)


def text_frame(table: pa.Table) -> pd.DataFrame:
    """Return the reader jail's text columns as a table of plain text.

    The cells stay in Arrow's memory: as Python's own texts they would take several times as much.
    """
    return pd.DataFrame(
        {name: pd.array(table.column(name), dtype=TEXT) for name in table.column_names}
    )


def text_array(cells: pd.Series) -> pa.Array:
    """Return cells of text as one array of Arrow's."""
    found = pa.array(cells, pa.large_string())
    return pa.concat_arrays(found.chunks) if isinstance(found, pa.ChunkedArray) else found
