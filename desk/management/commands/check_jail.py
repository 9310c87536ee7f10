"""`./weigh check_jail`: the jail's self-test, property by property."""

import sys
from typing import Any

from django.conf import settings

from desk.commands import PlainCommand
from sandbox.candidates import Trial, trials


class Command(PlainCommand):
    """Tries every candidate and prints which properties hold."""

    help = "Tests the jail in which uploaded files are opened, property by property."

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 0 when a jail passes, 1 when none does."""
        usable = None
        for trial in trials(settings.JAIL, run_dir=settings.RUN_DIR):
            self._show(trial)
            usable = usable or (trial if trial.passed else None)
        if usable is None:
            self.stdout.write(
                "\nNo jail passes. Uploaded files will not be opened; everything else works."
            )
            sys.exit(1)
        self.stdout.write(f"\nUsed: {usable.jail.isolation}, {usable.candidate.what}.")

    def _show(self, trial: Trial) -> None:
        self.stdout.write(f"\n{trial.candidate.what}")
        if trial.reason:
            self.stdout.write(f"  cannot be used: {trial.reason}")
        for each in trial.properties:
            self.stdout.write(f"  {'holds' if each.holds else 'FAILS'}  {each.says}")
            if not each.holds:
                self.stdout.write(f"         seen: {each.saw}")
