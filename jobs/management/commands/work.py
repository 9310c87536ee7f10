"""`./weigh work`: the broker, a worker and the clock, until Ctrl-C."""

import signal
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from content.refusal import OutOfOrder
from jobs import services
from jobs.supervisor import Supervisor, only_one


class Command(BaseCommand):
    """Run what does the work."""

    help = "Run the broker, a worker and the clock. Ctrl-C stops all of them."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take nothing but Django's own arguments."""

    def handle(self, *_args: object, **_options: object) -> None:
        """Keep the services until told to stop."""
        try:
            with only_one(services.lock_file()):
                supervisor = Supervisor(
                    services.services(), out=self._print, folder=Path(settings.BASE_DIR)
                )
                signal.signal(signal.SIGINT, supervisor.stop)
                signal.signal(signal.SIGTERM, supervisor.stop)
                code = supervisor.run(
                    started=lambda: supervisor.say("weigh", "Ready. Ctrl-C stops everything.")
                )
        except OutOfOrder as problem:
            raise CommandError(str(problem)) from None
        if code:
            raise SystemExit(code)

    def _print(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()  # a log that nobody can follow is no log
