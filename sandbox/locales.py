"""Builds the en_US.UTF-8 locale that onnxruntime needs to lower the case of texts.

A bare system lacks it, and every scikit-learn text pipeline exported with `lowercase=True` asks for
it. It is built once, without root, and shown to the jail by LOCPATH.
"""

import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

NAME = "en_US.UTF-8"
HOW_TO_GET_IT = "Install the system's locales and try again: apt-get install locales"


@dataclass(frozen=True, slots=True)
class Locale:
    """The folder that LOCPATH may name, or None and why there is none."""

    folder: Path | None
    why_not: str = ""


def build_locale(folder: Path) -> Locale:
    """Return `folder` holding en_US.UTF-8, building it if it is not there yet (about a second)."""
    if (folder / NAME).is_dir():
        return Locale(folder)
    localedef = shutil.which("localedef")
    if localedef is None:
        return Locale(None, f"The program localedef is missing. {HOW_TO_GET_IT}")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix="building-") as building:
        fresh = Path(building) / NAME
        made = subprocess.run(  # noqa: S603 - the command is ours
            [localedef, "--no-archive", "-i", "en_US", "-f", "UTF-8", str(fresh)],
            capture_output=True,
            text=True,
            env={"PATH": os.defpath},
            check=False,
        )
        if not fresh.is_dir():
            said = made.stderr.strip().splitlines()[-1:] or ["it said nothing"]
            return Locale(None, f"localedef could not build {NAME}: {said[0]}. {HOW_TO_GET_IT}")
        try:
            fresh.rename(folder / NAME)
        except OSError:  # another process was quicker
            if not (folder / NAME).is_dir():
                raise
    return Locale(folder)
