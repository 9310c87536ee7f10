"""Four times the rows of a file are looked at in the memory of one part of them."""

import subprocess
import sys
from pathlib import Path

from evaluations.measurement.row_blocks import MOST_WHOLE

SCRIPT = """
import re, sys
from pathlib import Path
import numpy as np, pyarrow as pa
from evaluations.measurement.columns import Columns
from evaluations.measurement.examples_in_batches import look_through
from evaluations.measurement.sample_preview import preview_of
from evaluations.measurement.samples import take_samples
from evaluations.measurement.text_table import text_frame
from sandbox.spill import SpilledTable, let_go

def most():
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])

rows, folder = int(sys.argv[1]), Path(sys.argv[2])
names = ["id", "text", "label"]
made = SpilledTable(folder, pa.schema([(name, pa.large_string()) for name in names]))
for start in range(0, rows, 1 << 14):
    block = range(start, min(start + (1 << 14), rows))
    ids = [f"e{row}" for row in block]
    words = ["ab" + "".join(chr(97 + int(digit)) for digit in str(row)) for row in block]
    made.append([pa.array(ids), pa.array(words), pa.array(["xyz"[row % 3] for row in block])])
frame, numbers = text_frame(made.table()), np.arange(2, rows + 2)
let_go()
floor = most()
seen = preview_of(frame, numbers, format="csv", folder=folder)
samples = take_samples(
    frame, numbers, Columns("label", ("text",), "id"), name="s", sha256="0" * 64, folder=folder
)
looked = look_through(samples, folder=folder)
print(most() - floor, seen.columns[0].distinct == looked.rows == rows, looked.repeated.count)
"""


def held(rows, folder):
    """Return how many kB a preview of so many rows and a look at them held above what was there."""
    said = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(rows), str(folder)],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[3],
    ).stdout.split()
    assert said[1:] == ["True", "0"]
    return int(said[0])


def test_four_times_the_rows_are_held_in_no_more_memory(tmp_path):
    rows = MOST_WHOLE + 20_000
    once, four_times = (held(number, tmp_path) for number in (rows, 4 * rows))
    # The numbers of the rows are the script's own: 8 bytes each.
    assert four_times <= 1.3 * once
    assert list(tmp_path.iterdir()) == []
