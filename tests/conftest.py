"""The ground every test stands on: this process's own files, database, broker and workers.

Nothing is shared between test processes, and nothing of the installation's own var/ is used.
"""

import builtins
import ctypes
import gc
import io
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import hypothesis
import pytest
from django.conf import settings
from django.db import connection, connections
from django.test.utils import setup_databases, teardown_databases

from jobs import broker as broker_files

# How long an example takes is the machine's affair: no test asserts a time. The everyday run says the
# same of the same code; the whole run looks for examples that nobody has tried.
hypothesis.settings.register_profile(
    "everyday",
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
    derandomize=True,
)
hypothesis.settings.register_profile(
    "searching", hypothesis.settings.get_profile("everyday"), derandomize=False
)
hypothesis.settings.load_profile("everyday")

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

needs_shared = pytest.mark.skipif(
    not SHARED.exists(), reason="The shared models and hostile files are not beside this clone."
)


def _loads(library):
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


needs_pango = pytest.mark.skipif(
    not all(map(_loads, ("libpango-1.0.so.0", "libpangoft2-1.0.so.0"))),
    reason="This system lacks pango, which sets the report's pages. Install it, as root: "
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
)


def pytest_collection_finish():
    """Let the garbage collector pass over the thousands of tests, which stay to the end anyhow.

    Some code that is tested, and some that it is tested against, collects at every call.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def ground(tmp_path_factory):
    """This test process's own folder, in place of var/."""
    return tmp_path_factory.mktemp("ground")


@pytest.fixture(scope="session", autouse=True)
def own_ground(ground):
    """Point every setting that names a place to this process's own."""
    settings.VAR_DIR = ground
    settings.VAULT_DIR = ground / "vault"
    settings.RUN_DIR = ground / "runs"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.VAULT_MASTER_KEY = b"a master key for tests, 32 bytes"
    settings.JOB_LOST_AFTER_SECONDS = 3
    settings.JOB_RING_AGAIN_SECONDS = 1
    settings.FILE_UPLOAD_TEMP_DIR = ground / "uploads"
    settings.STATIC_ROOT = ground / "static"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    for place in (settings.VAULT_DIR, settings.RUN_DIR, ground / "uploads", ground / "static"):
        place.mkdir(mode=0o700)
    settings.CELERY_BROKER_URL = broker_files.url(ground, "")


def _tidying_up():
    """Whether an object that nobody holds any more is being taken apart, which may happen anytime."""
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        if frame.f_code.co_name == "__del__":
            return True
        frame = frame.f_back
    return False


@pytest.fixture(autouse=True)
def quiet_transactions(monkeypatch):
    """Fail a test that opens a file or starts a process while it holds a transaction open.

    On SQLite every transaction holds the one write lock; whoever renders or reads inside it makes
    everybody wait.
    """

    def watched(doing, call):
        def wrapper(*args, **kwargs):
            held = [block for block in connection.atomic_blocks if not block._from_testcase]
            if held and not str(args[0]).endswith((".py", ".pyc")) and not _tidying_up():
                pytest.fail(f"{doing} inside a transaction: {args[0]!r}")
            return call(*args, **kwargs)

        return wrapper

    for place, name in ((builtins, "open"), (io, "open"), (os, "open")):
        monkeypatch.setattr(place, name, watched("A file was opened", getattr(place, name)))
    started = subprocess.Popen.__init__

    def start(self, args, *rest, **more):
        watched("A process was started", lambda _: None)(args)
        started(self, args, *rest, **more)

    monkeypatch.setattr(subprocess.Popen, "__init__", start)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, ground):
    """Make the test database in a file of this process, where a real worker can open it too."""
    wrapper = connections["default"]
    if wrapper.vendor == "sqlite":
        wrapper.settings_dict["TEST"]["NAME"] = str(ground / "database.sqlite3")
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session")
def empty_database(django_db_setup, django_db_blocker, ground):
    """A copy of the migrated, empty database."""
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connections.close_all()
    return Path(shutil.copy(ground / "database.sqlite3", ground / "empty.sqlite3"))


@pytest.fixture
def committed(request, django_db_blocker, ground):
    """A database in which things are really committed, so that other processes see them.

    It is put back by copying a file: the audit trail's triggers refuse the usual flush.
    """
    if connection.vendor != "sqlite":
        pytest.skip("Committed tests copy the database's file, and this database has none.")
    empty_database = request.getfixturevalue("empty_database")
    with django_db_blocker.unblock():
        yield
        connections.close_all()
    for ending in ("-wal", "-shm"):
        (ground / f"database.sqlite3{ending}").unlink(missing_ok=True)
    shutil.copy(empty_database, ground / "database.sqlite3")


@dataclass
class Machine:
    """Starts and stops real processes of this product for one test."""

    ground: Path
    running: list[subprocess.Popen[str]] = field(default_factory=list)
    broker: subprocess.Popen[str] | None = None

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "WEIGH_VAR": str(self.ground),
            "WEIGH_MASTER_KEY": "YSBtYXN0ZXIga2V5IGZvciB0ZXN0cywgMzIgYnl0ZXM=",
            "DATABASE_URL": f"sqlite:///{self.ground / 'database.sqlite3'}",
            "WEIGH_JOB_LOST_AFTER_SECONDS": "3",
            "WEIGH_JOB_RING_AGAIN_SECONDS": "1",
            "PYTHONPATH": str(ROOT),
        }

    def start(self, *command: str, **variables: str) -> subprocess.Popen[str]:
        log = (self.ground / "processes.log").open("a")
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**self.environment, **variables},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            text=True,
            start_new_session=True,
        )
        log.close()
        self.running.append(process)
        return process

    def start_broker(self) -> subprocess.Popen[str]:
        path = broker_files.socket_path(self.ground)
        self.broker = self.start(
            *broker_files.command(
                broker_files.find_server(), socket_file=path, data=self.ground / "broker"
            )
        )
        broker_files.wait_for(path, seconds=60)
        return self.broker

    def start_worker(self, *, concurrency: int = 1, **variables: str) -> subprocess.Popen[str]:
        return self.start(
            sys.executable, "-m", "celery", "--app", "config.celery", "--quiet", "worker",
            "--queues", "default,reports,sandbox", "--concurrency", str(concurrency),
            "--loglevel", "WARNING", "--without-gossip", "--without-mingle", "--without-heartbeat",
            "--include", "tests.jobs.kinds", **variables,
        )  # fmt: skip

    def start_clock(self) -> subprocess.Popen[str]:
        return self.start(
            sys.executable, "-m", "celery", "--app", "config.celery", "--quiet", "beat",
            "--schedule", str(self.ground / "clock"), "--pidfile", "", "--loglevel", "WARNING",
        )  # fmt: skip

    def signal(self, process: subprocess.Popen[str], how: signal.Signals) -> None:
        os.killpg(process.pid, how)

    def wipe_broker(self) -> None:
        import redis

        path = broker_files.socket_path(self.ground)
        with redis.Redis(unix_socket_path=str(path)) as client:
            client.flushall()

    def stop_all(self) -> None:
        for process in reversed(self.running):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGCONT)
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=60)
        shutil.rmtree(self.ground / "broker", ignore_errors=True)


@pytest.fixture
def machine(ground) -> Iterator[Machine]:
    """Real processes; all of them are ended with the test, whatever it did."""
    made = Machine(ground)
    try:
        yield made
    finally:
        made.stop_all()


def wait_until(holds, *, seconds=120, what="it"):
    """Return when `holds()` is true; fail when that takes longer than any healthy machine needs."""
    end = time.monotonic() + seconds
    while not (found := holds()):
        if time.monotonic() > end:
            pytest.fail(f"{what} did not happen within {seconds} s")
        time.sleep(0.05)
    return found
