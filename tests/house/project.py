"""The project's own files, as git knows them or as they lie there."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = (
    "config", "content", "demo", "desk", "evaluations", "jobs", "labelling", "organisations", "procurement",
    "pages", "portal", "protection", "reports", "sandbox", "vault", "watching",
)  # fmt: skip


def written_files(*endings: str) -> list[Path]:
    """Return the files we write with these endings: tracked ones, and new ones not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    return [
        ROOT / name
        for name in sorted(set(listed))
        if name.endswith(endings) and (ROOT / name).is_file()
    ]
