"""Which processes do the work: the broker where none is named, a worker, and the clock."""

from pathlib import Path

from django.conf import settings

from jobs import broker
from jobs.lifecycle import Queue
from jobs.supervisor import Service, python


def lock_file() -> Path:
    """Return the file that whoever runs the services holds locked."""
    return Path(settings.VAR_DIR) / "services.lock"


def services() -> list[Service]:
    """Return broker (unless REDIS_URL names one), worker and clock, in the order to start them."""
    var = Path(settings.VAR_DIR)
    kept: list[Service] = []
    if not settings.REDIS_URL:
        socket_file = broker.socket_path(var)
        kept.append(
            Service(
                name="broker",
                command=broker.command(
                    broker.find_server(), socket_file=socket_file, data=var / "broker"
                ),
                ready=lambda: broker.wait_for(socket_file),
            )
        )
    return [*kept, worker(), clock(var)]


def worker() -> Service:
    """Return a Celery worker for all three queues."""
    return Service(
        name="worker",
        command=python(
            "-m", "celery", "--app", "config.celery", "--quiet", "worker",
            "--queues", ",".join(Queue.values),
            "--concurrency", str(settings.JOB_CONCURRENCY),
            "--loglevel", "WARNING",
            "--without-gossip", "--without-mingle", "--without-heartbeat",
        ),
    )  # fmt: skip


def clock(var: Path) -> Service:
    """Return Celery's beat, which also carries the sweeper (see config/celery.py)."""
    return Service(
        name="clock",
        command=python(
            "-m", "celery", "--app", "config.celery", "--quiet", "beat",
            "--schedule", str(var / "clock"),
            "--pidfile", "",
            "--loglevel", "WARNING",
        ),
    )  # fmt: skip
