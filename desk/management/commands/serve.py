"""`./weigh serve`: the site, the broker, a worker and the clock, until Ctrl-C."""

import signal
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from content.refusal import OutOfOrder
from desk import serving
from jobs import services
from jobs.supervisor import Supervisor, only_one


class Command(BaseCommand):
    """Serve the site and do its work."""

    help = "Serve the site, with broker, worker and clock. Ctrl-C stops all of them."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add where to listen."""
        port = urlsplit(settings.SITE_URL).port or 8000
        parser.add_argument("--host", default=serving.LOOPBACK, help="default: this machine alone")
        parser.add_argument("--port", type=int, default=port, help=f"default: {port}")

    def handle(self, *_args: object, **options: Any) -> None:
        """Keep everything until told to stop."""
        host, port = options["host"], options["port"]
        try:
            with only_one(services.lock_file()):
                serving.refuse_taken(host, port)
                serving.prepare()
                supervisor = Supervisor(
                    [*services.services(), serving.site(host=host, port=port)],
                    out=self._print,
                    folder=Path(settings.BASE_DIR),
                )
                signal.signal(signal.SIGINT, supervisor.stop)
                signal.signal(signal.SIGTERM, supervisor.stop)
                code = supervisor.run(
                    started=lambda: supervisor.say(
                        "weigh", f"Ready at http://localhost:{port}/ Ctrl-C stops everything."
                    )
                )
        except OutOfOrder as problem:
            raise CommandError(str(problem)) from None
        if code:
            raise SystemExit(code)

    def _print(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
