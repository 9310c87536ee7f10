"""Runs commands as a user does: another process, a var/ of its own in which nothing exists yet."""

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT


class Weigh:
    """`./weigh` after its preparations, for one var/."""

    def __init__(self, var: Path, **variables: str) -> None:
        self.var = var
        self.variables = {
            **os.environ, "WEIGH_VAR": str(var), "WEIGH_JOB_LOST_AFTER_SECONDS": "3", **variables,
        }  # fmt: skip
        for name in ("DATABASE_URL", "REDIS_URL"):
            self.variables.pop(name, None)

    def start(self, *arguments, **more) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, str(ROOT / "manage.py"), *map(str, arguments)],
            cwd=self.var.parent,
            env={**self.variables, **more},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def __call__(self, *arguments, **more) -> tuple[int, str, str]:
        process = self.start(*arguments, **more)
        out, err = process.communicate(timeout=240)
        return process.returncode, out, err

    def processes(self) -> dict[int, str]:
        """Return the commands that run for this var/, by process id."""
        wanted = f"WEIGH_VAR={self.var}".encode()
        found = {}
        for place in Path("/proc").iterdir():
            try:
                if place.name.isdigit() and wanted in (place / "environ").read_bytes().split(b"\0"):
                    command = (place / "cmdline").read_bytes().replace(b"\0", b" ")
                    found[int(place.name)] = command.decode()
            except OSError:
                continue
        return found
