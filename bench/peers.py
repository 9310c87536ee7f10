"""Other people's programs, each in a virtual environment of its own under `var/bench`.

Made at first use with this Python's `venv` and `pip`, from the package index that pip is set to, and
used again afterwards; the versions that pip chose stand in the table. Delete `var/bench` to have newer ones.
"""

import json
import os
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLACE = Path(os.environ.get("WEIGH_VAR", ROOT / "var")) / "bench"
SCRIPTS = Path(__file__).parent / "peers_of_statistics"
DONE = "installed"


@dataclass(frozen=True)
class Peer:
    """A program to be measured beside.

    `script` is run by its own Python on a file of arrays and prints the seconds it took as JSON;
    `needs` is what pip is asked for, the program itself first.
    """

    name: str
    script: str
    needs: tuple[str, ...]

    @property
    def python(self) -> Path:
        """Return its own Python, installing it first where it is not there."""
        place = PLACE / self.name
        python = place / "bin" / "python"
        wanted = "\n".join(self.needs)
        stamp = place / DONE
        if not stamp.exists() or stamp.read_text() != wanted:
            print(f"Installing {', '.join(self.needs)} into {place}.", file=sys.stderr)
            venv.create(place, clear=True, with_pip=True)
            pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
            subprocess.run([*pip, *self.needs], check=True)
            stamp.write_text(wanted)
        return python

    def time(self, arrays: Path, rounds: int) -> tuple[str, float]:
        """Return its name with its version, and the shortest of so many times in seconds."""
        python = self.python
        told = subprocess.run(
            [str(python), str(SCRIPTS / self.script), str(arrays), str(rounds)],
            check=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=arrays.parent,
            env={**os.environ, "PYTHONWARNINGS": "ignore", "DO_NOT_TRACK": "1"},
        ).stdout
        # The program itself may print; the last line is the script's.
        found = json.loads(told.strip().splitlines()[-1])
        return f"{self.name} {found['version']}", min(found["seconds"])


CONFIDENCEINTERVAL = Peer(
    "confidenceinterval", "confidenceinterval_report.py", ("confidenceinterval",)
)
MLFLOW = Peer("mlflow", "mlflow_evaluate.py", ("mlflow",))
EVIDENTLY = Peer("evidently", "evidently_report.py", ("evidently", "pandas<3"))
