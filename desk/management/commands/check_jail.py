"""`./weigh check_jail`: the jail's self-test, property by property."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.conf import settings

from desk.commands import PlainCommand, Reply
from sandbox.candidates import Trial, trials

NONE_PASSES = "No jail passes. Uploaded files will not be opened; everything else works."


class Command(PlainCommand):
    """Try every candidate and say which properties hold."""

    help = "Test the jail in which uploaded files are opened, property by property."

    def reply(self, options: dict[str, Any]) -> Reply:
        """Exit 0 when a jail passes, 1 when none does."""
        tried = list(trials(settings.JAIL, run_dir=settings.RUN_DIR))
        used = next((trial for trial in tried if trial.passed), None)
        last = NONE_PASSES
        if used is not None:
            last = f"Used: {used.jail.isolation}, {used.candidate.what}."
        lines = [line for trial in tried for line in _lines(trial)]
        content = {
            "isolation": None if used is None else used.jail.isolation,
            "candidates": [_as_json(trial) for trial in tried],
        }
        return Reply(
            "\n".join([*lines, last]),
            json.dumps(content, ensure_ascii=False, indent=2),
            exit_code=1 if used is None else 0,
        )


def _lines(trial: Trial) -> Iterator[str]:
    yield trial.candidate.what
    if trial.reason:
        yield f"  cannot be used: {trial.reason}"
    for each in trial.properties:
        yield f"  {'holds' if each.holds else 'FAILS'}  {each.says}"
        if not each.holds:
            yield f"         seen: {each.saw}"
    yield ""


def _as_json(trial: Trial) -> dict[str, Any]:
    return {
        "name": trial.candidate.name,
        "what": trial.candidate.what,
        "passed": trial.passed,
        "reason": trial.reason or None,
        "properties": [asdict(each) for each in trial.properties],
    }
