"""Every speed, memory and coverage that is promised, in one table: `python -m bench [PART ...]`.

Parts: speed (statistics beside scikit-learn, confidenceinterval, MLflow and Evidently), memory (what
statistics keep), run (what a whole test holds), files (what taking in a large file holds), jail (the
jail beside none and beside this process), coverage (how often intervals hold and verdicts err).
Without one, all. Everything beside everything it is compared with in one run; peers are installed at
first use, see `bench.peers`. Ends with exit code 1 where a bar is not met.
"""

import platform
import sys
import warnings
from collections.abc import Callable, Iterator
from importlib.metadata import version

import numpy as np
import onnxruntime

from bench import (
    file_memory,
    jail_speed,
    run_memory,
    statistics_coverage,
    statistics_memory,
    statistics_speed,
)
from bench.rows import Row, print_rows

PARTS: dict[str, Callable[[], Iterator[Row]]] = {
    "speed": statistics_speed.rows,
    "memory": statistics_memory.rows,
    "run": run_memory.rows,
    "files": file_memory.rows,
    "jail": jail_speed.rows,
    "coverage": statistics_coverage.rows,
}


def main(named: list[str]) -> int:
    """Print the table; 1 where a bar is not met, 2 where a part is not known."""
    unknown = set(named) - set(PARTS)
    if unknown:
        print(f"The parts are {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    print(
        f"Python {platform.python_version()}, numpy {np.__version__}, scipy {version('scipy')},"
        f" onnxruntime {onnxruntime.__version__}, {platform.machine()}"
    )
    found = print_rows(row for part in named or PARTS for row in PARTS[part]())
    over = [row for row in found if row.met is False]
    held = sum(row.met is not None for row in found)
    print(f"{held - len(over)} of {held} bars met.")
    return 1 if over else 0


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    sys.exit(main(sys.argv[1:]))
