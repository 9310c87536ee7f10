"""`./weigh serve` as it is started: one site, its workers, and a plain word when it cannot."""

import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

from tests.conftest import ROOT, wait_until
from tests.journeys.browser import free_port


@pytest.fixture
def serve(tmp_path):
    started = []

    def start(port):
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(port)],
            cwd=ROOT,
            env={"PATH": "/usr/bin:/bin", "WEIGH_VAR": str(tmp_path / "var"), "LANG": "C.UTF-8"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=120)


def get(port, path):
    try:
        with urllib.request.urlopen(f"http://localhost:{port}{path}", timeout=60) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except OSError:
        return None


def test_the_site_answers_with_its_style_sheets_and_ends_when_asked(serve):
    port = free_port()
    first = serve(port)
    status, headers, page = wait_until(lambda: get(port, "/"), what="the site")
    assert status == 200
    assert "Check an AI product" in page
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    sheet = page.split('<link rel="stylesheet" href="')[2].split('"')[0]
    status, headers, _ = get(port, sheet)
    assert (status, headers["Content-Type"]) == (200, 'text/css; charset="utf-8"')

    second, _ = serve(free_port()).communicate(timeout=120)
    assert "are running already" in second

    first.send_signal(signal.SIGINT)
    out, _ = first.communicate(timeout=120)
    assert first.returncode == 0
    assert f"Ready at http://localhost:{port}/" in out
    assert get(port, "/") is None


def test_a_port_that_is_taken_is_named(serve):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        out, _ = serve(port).communicate(timeout=120)
    assert f"Something else listens at port {port}. Name another with --port." in out
    assert "Traceback" not in out
