"""Serves the site: gunicorn beside the services that do the work, and what must be ready first."""

import socket
import time

from django.core.management import call_command

from content.refusal import OutOfOrder
from jobs.supervisor import Service, python

LOOPBACK = "127.0.0.1"


def prepare() -> None:
    """Bring the tables up to date and gather the style sheets where they are served from."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)


def site(*, host: str, port: int) -> Service:
    """Return the web server as a service that is ready when it answers."""
    return Service(
        name="web",
        command=python(
            "-m", "gunicorn", "config.wsgi:application",
            "--bind", f"{host}:{port}",
            "--worker-class", "gthread", "--workers", "2", "--threads", "4",
            # Long enough for the biggest upload's last step; threads keep the worker's own beat.
            "--timeout", "120", "--graceful-timeout", "5",
            "--no-control-socket", "--log-level", "warning",
            "--logger-class", "config.web_log.WebLog",
        ),
        ready=lambda: wait_for_site(host, port),
    )  # fmt: skip


def wait_for_site(host: str, port: int, *, seconds: float = 60) -> None:
    """Return when somebody answers at the port; OutOfOrder when nobody does in time."""
    reach = LOOPBACK if host in ("0.0.0.0", "::") else host  # noqa: S104 -- compared, not bound
    end = time.monotonic() + seconds
    while True:
        try:
            with socket.create_connection((reach, port), timeout=1):
                return
        except OSError:
            if time.monotonic() > end:
                raise OutOfOrder(
                    f"The web server did not answer at port {port} within {seconds:.0f} s."
                ) from None
            time.sleep(0.1)


def is_free(host: str, port: int) -> bool:
    """Return whether nobody listens at the port."""
    with socket.socket() as asked:
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            asked.bind((host, port))
        except OSError:
            return False
    return True


def refuse_taken(host: str, port: int) -> None:
    """Raise OutOfOrder when somebody listens at the port already."""
    if not is_free(host, port):
        raise OutOfOrder(f"Something else listens at port {port}. Name another with --port.")
