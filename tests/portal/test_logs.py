"""The token stands in no log: not the site's, not the web server's own, not in a trace of an error."""

import logging
import socket
import sys
import urllib.request
from contextlib import suppress
from urllib.error import HTTPError

import pytest

from pages.secret_paths import WithoutSecrets, without_secrets
from tests.conftest import wait_until
from tests.journeys.browser import free_port
from tests.organisations.cast import found_firm
from tests.portal.asked import ask, path_of, token_of
from tests.procurement.opened import open_for

TOKEN = "N0-b0dy-sh0uld-read-this-in-a-l0g"


def test_a_record_is_cleaned_with_its_arguments_and_its_trace(caplog):
    try:
        raise ValueError(f"at /vendor/link/{TOKEN}/")
    except ValueError:
        record = logging.LogRecord(
            "django.request", logging.ERROR, __file__, 1, "Not Found: %s",
            (f"/vendor/link/{TOKEN}/",), sys.exc_info(),
        )  # fmt: skip
    assert WithoutSecrets().filter(record)
    written = logging.Formatter().format(record)
    assert TOKEN not in written
    assert "Not Found: /vendor/link/.../" in written


@pytest.mark.parametrize(
    ("path", "clean"),
    [
        (f"GET /vendor/link/{TOKEN}/ HTTP/1.1", "GET /vendor/link/.../ HTTP/1.1"),
        (f'"http://h/vendor/link/{TOKEN}"', '"http://h/vendor/link/..."'),
        (f"/vendor/link/{TOKEN}?x=1", "/vendor/link/...?x=1"),
        ("/vendor/1234/tasks/", "/vendor/1234/tasks/"),
        (f"/sign/link/{TOKEN}/", "/sign/link/.../"),
        (f'"http://h/shared/{TOKEN}/"', '"http://h/shared/.../"'),
        ("/sign/1234/code/", "/sign/1234/code/"),
    ],
)
def test_only_the_secret_is_taken_out(path, clean):
    assert without_secrets(path) == clean


@pytest.mark.usefixtures("committed")
def test_no_file_of_a_served_site_holds_a_token_even_with_every_log_on(machine, ground):
    firm = found_firm("Harbour Lettings")
    asked = ask(open_for(firm), firm)
    port, access = free_port(), ground / "access.log"
    machine.start(
        sys.executable, "-m", "gunicorn", "config.wsgi:application", "--bind", f"127.0.0.1:{port}",
        "--no-control-socket", "--log-level", "debug", "--access-logfile", str(access),
        "--logger-class", "config.web_log.WebLog",
        "--access-logformat", '%(h)s "%(r)s" %(s)s %(U)s "%(f)s" %({raw_uri}e)s %({path_info}e)s',
        WEIGH_LOG_LEVEL="DEBUG", WEIGH_HOSTS="localhost",
    )  # fmt: skip

    def answers():
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
        return False

    wait_until(answers, what="the site")
    known, unknown = token_of(asked.link), f"{TOKEN}-unknown"
    site = f"http://localhost:{port}"
    for path, data, headers in (
        (path_of(asked.link), None, {}),
        (path_of(asked.link), b"do=start", {}),
        (f"/vendor/link/{unknown}/", None, {}),
        # No such page, with the link as where one comes from, and a host that is refused.
        ("/nowhere/", None, {"Referer": f"{site}{path_of(asked.link)}"}),
        (path_of(asked.link), None, {"Host": "elsewhere.example"}),
    ):
        request = urllib.request.Request(f"{site}{path}", data=data, headers=headers)
        with suppress(HTTPError):
            urllib.request.urlopen(request, timeout=30).close()

    wait_until(lambda: access.exists() and access.read_text().count("\n") >= 5, what="the log")
    logs = [path for path in ground.rglob("*") if path.suffix == ".log"]
    assert {"access.log", "processes.log"} <= {path.name for path in logs}
    for path in logs:
        written = path.read_text(errors="replace")
        assert known not in written, path.name
        assert unknown not in written, path.name
    assert "/vendor/link/..." in access.read_text()
