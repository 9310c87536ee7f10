"""`./weigh demo`: everything it needs, the worked example, the address and the sign-ins."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connections

from content.refusal import OutOfOrder
from demo.people import EVERYBODY, make_people, password
from demo.telling import chapters
from desk import serving
from jobs import services
from jobs.supervisor import Supervisor, only_one, python
from organisations.models import Organisation

FIRST_PORT, PORTS = 8000, 20


class Command(BaseCommand):
    """Serve the demo on this machine alone."""

    help = "Serve a worked example on this machine alone. Ctrl-C stops everything."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add where to listen, and whether to begin anew."""
        parser.add_argument("--port", type=int, help=f"default: the first free from {FIRST_PORT}")
        parser.add_argument("--fresh", action="store_true", help="forget the last demo first")

    def handle(self, *_args: object, **options: Any) -> None:
        """Set up, serve, and have the story told beside it."""
        try:
            with only_one(services.lock_file()):
                code = self._serve(options["port"] or _free_port(), fresh=options["fresh"])
        except OutOfOrder as problem:
            raise CommandError(str(problem)) from None
        if code:
            raise SystemExit(code)

    def _serve(self, port: int, *, fresh: bool) -> int:
        serving.refuse_taken(serving.LOOPBACK, port)
        if fresh or not _is_told():
            _forget()
        serving.prepare()
        make_people()
        connections.close_all()
        # What is started below writes mails, whose links must lead back here.
        os.environ["WEIGH_SITE_URL"] = f"http://localhost:{port}"
        self._supervisor = Supervisor(
            [*services.services(), serving.site(host=serving.LOOPBACK, port=port)],
            out=self._print,
            folder=Path(settings.BASE_DIR),
        )
        signal.signal(signal.SIGINT, self._supervisor.stop)
        signal.signal(signal.SIGTERM, self._supervisor.stop)
        return self._supervisor.run(started=lambda: self._open(port))

    def _open(self, port: int) -> None:
        """Say where to look, and have the story told if it is not."""
        for line in _welcome(port):
            self._print(line)
        if not _is_told():
            threading.Thread(target=self._tell, daemon=True).start()

    def _tell(self) -> None:
        told = subprocess.run(  # noqa: S603 -- our own command
            python(str(Path(settings.BASE_DIR) / "manage.py"), "tell_story"),
            stdin=subprocess.DEVNULL,
            stdout=sys.stdout,
            check=False,
        )
        if told.returncode:
            self._supervisor.say("weigh", "The story broke off; its reason stands above.")

    def _print(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def _free_port() -> int:
    for port in range(FIRST_PORT, FIRST_PORT + PORTS):
        if serving.is_free(serving.LOOPBACK, port):
            return port
    raise OutOfOrder(
        f"No port from {FIRST_PORT} to {FIRST_PORT + PORTS - 1} is free. Name one: --port"
    )


def _is_told() -> bool:
    """Return whether the whole story stands in the tables."""
    try:
        firm = Organisation.objects.order_by("created_at").first()
        return firm is not None and all(chapter.told for chapter in chapters(firm))
    except DatabaseError:  # no tables yet, or those of an older release
        return False
    finally:
        connections.close_all()


def _forget() -> None:
    """Remove what an earlier demo left, which lies in a folder of the demo's own."""
    var = Path(settings.VAR_DIR)
    for name in ("weighbridge.sqlite3", "weighbridge.sqlite3-wal", "weighbridge.sqlite3-shm"):
        (var / name).unlink(missing_ok=True)
    for folder in (settings.VAULT_DIR, settings.RUN_DIR):
        shutil.rmtree(folder, ignore_errors=True)
        Path(folder).mkdir(mode=0o700)
    shutil.rmtree(var / "broker", ignore_errors=True)


def _welcome(port: int) -> list[str]:
    rows = [f"    {person.name:<12} {person.role.label:<16} {person.email}" for person in EVERYBODY]
    return [
        "",
        f"  The demo is ready: http://localhost:{port}/",
        "",
        "  Sign in as",
        *rows,
        f"  with the password {password()}",
        "",
        "  The tests run now; the page shows how far they are. Ctrl-C stops everything.",
        "",
    ]
