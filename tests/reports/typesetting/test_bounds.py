"""Pages are set by a child process with bounds: whatever happens to it, the worker gets a sentence."""

import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from content.refusal import OutOfOrder
from reports.typesetting import pressroom, typesetter
from reports.typesetting.rendered import Enclosure
from tests.conftest import ROOT, needs_pango, wait_until
from tests.processes import alive, children_of

pytestmark = needs_pango
AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
PAGE = '<!doctype html><html lang="en-GB"><head><title>t</title></head><body>{body}</body></html>'
END = '<p id="end-of-page-one">End</p>'


def typeset(*bodies, **more):
    return typesetter.typeset(
        [PAGE.format(body=body) for body in bodies],
        enclosures=[Enclosure("assessment.json", "data", b"{}")],
        made_at=AT,
        identifier="0" * 64,
        **more,
    )


def test_the_first_way_that_fits_is_taken_and_no_further_one_is_made():
    def ways():
        yield PAGE.format(body="<p>Long</p><p style='break-before: page'>more</p>" + END)
        yield PAGE.format(body=END)
        pytest.fail("nobody asked for a third")

    made = typesetter.typeset(ways(), enclosures=[], made_at=AT, identifier="0" * 64)
    assert made.pages == 1


def test_the_last_way_is_taken_where_none_fits():
    over = "<p>Long</p><p style='break-before: page'>more</p>" + END
    assert typeset(over, over).pages == 2


@pytest.mark.parametrize("turned", ["\u202e0021\u202c", "\u20670021\u2069", "\u202d0021"])
def test_paper_shows_digits_in_the_order_in_which_they_were_written(turned):
    plain, made = (typeset(f"<h1>Due</h1><p>£{due} a year</p>") for due in ("0021", turned))
    assert made.sha256 == plain.sha256


def test_two_presses_with_other_hash_seeds_make_the_same_bytes(own_press, monkeypatch):
    made = set()
    for seed in ("1", "2"):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        pressroom.close()
        made.add(typeset("<h1>Title</h1><p>Text, <b>bold</b></p>").sha256)
    assert len(made) == 1


def test_one_press_makes_the_same_bytes_again_and_for_several_at_once():
    with ThreadPoolExecutor(3) as threads:
        made = list(threads.map(lambda _: typeset("<h1>Title</h1><p>Text</p>").sha256, range(6)))
    assert len(set(made)) == 1


def test_a_fault_in_the_page_is_the_same_sentence_as_without_a_child():
    with pytest.raises(OutOfOrder, match="asked for file:///etc/passwd"):
        typeset("<a rel=attachment href=file:///etc/passwd>x</a>")


@pytest.mark.parametrize(
    "asks",
    [
        "<link rel=attachment href=file:///etc/passwd>",
        "<style>@import url(http://127.0.0.1:{port}/a.css)</style>",
        "<img src=http://127.0.0.1:{port}/a.png>",
        "<img src=//127.0.0.1:{port}/moved>",
        "<object data=http://127.0.0.1:{port}/o></object>",
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/hostname"/></svg>',
    ],
)
def test_whatever_a_page_asks_for_the_child_fetches_nothing(asks):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        port = server.getsockname()[1]
        with pytest.raises(OutOfOrder, match="asked for"):
            typeset(f"<p>Seen</p>{asks.format(port=port)}")
        with pytest.raises(TimeoutError):
            server.accept()


def test_too_little_memory_ends_the_child_and_not_the_worker(monkeypatch):
    monkeypatch.setattr(typesetter, "MEMORY", 400 << 20)
    with pytest.raises(OutOfOrder, match="too long for the memory"):
        typeset("<table>" + "<tr><td>cell</td><td>cell</td></tr>" * 20_000 + "</table>")


# Its pages take minutes.
ENDLESS = "<table>" + "<tr><td>cell</td><td>cell</td></tr>" * 50_000 + "</table>"


def test_too_much_time_ends_it(monkeypatch):
    monkeypatch.setattr(typesetter, "SECONDS", 1)
    began = time.monotonic()
    with pytest.raises(OutOfOrder, match="longer than it may"):
        typeset(ENDLESS)
    assert time.monotonic() - began < 60


def test_whoever_stops_the_job_stops_the_child(own_press):
    with pytest.raises(typesetter.Stopped):
        typeset(ENDLESS, should_stop=lambda: bool(children_of(own_press())))
    wait_until(lambda: not children_of(own_press()))


def test_neither_press_nor_child_gets_a_secret_of_the_environment(own_press, monkeypatch):
    monkeypatch.setenv("WEIGH_SECRET_KEY", "a secret of this machine")
    typeset("<p>x</p>")
    told = Path(f"/proc/{own_press()}/environ").read_text(encoding="utf-8")
    assert "PATH=" in told
    assert "WEIGH" not in told


def test_a_press_that_ended_is_replaced_and_nobody_notices(own_press):
    typeset("<p>x</p>")
    first = own_press()
    os.kill(first, signal.SIGKILL)
    assert typeset("<p>x</p>").pages == 1
    assert own_press() != first


def test_a_press_that_ends_under_way_is_told_in_a_sentence(own_press):
    def ways():
        (child,) = children_of(own_press())
        for each in (own_press(), child):
            os.kill(each, signal.SIGKILL)
        yield PAGE.format(body="<p>x</p>")

    with pytest.raises(OutOfOrder, match="was ended"):
        typesetter.typeset(ways(), enclosures=[], made_at=AT, identifier="0" * 64)


def test_a_press_that_never_starts_is_told_in_a_sentence(own_press, monkeypatch):
    monkeypatch.setattr(pressroom, "COMMAND", (sys.executable, "-c", "raise SystemExit(1)"))
    with pytest.raises(OutOfOrder, match="does not start"):
        typeset("<p>x</p>")


ASK = """
from tests.reports.typesetting.test_bounds import ENDLESS, typeset
typeset(ENDLESS)
"""


def test_when_the_worker_is_killed_its_press_and_child_end_and_leave_nothing(tmp_path):
    environment = {
        **os.environ,
        "TMPDIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    with (tmp_path / "said").open("w+b") as said:
        worker = subprocess.Popen(
            [sys.executable, "-c", ASK], cwd=ROOT, env=environment, stderr=said
        )
        try:
            # Loading starts processes of its own: the child has its folder before it is started.
            wait_until(lambda: list(tmp_path.glob("weighbridge-pages-*/*")))
            (press,) = children_of(worker.pid)
            wait_until(lambda: children_of(press))
            (child,) = children_of(press)
        finally:
            worker.kill()
            worker.wait()
        wait_until(lambda: not alive(press) and not alive(child))
        said.seek(0)
        assert said.read() == b""
    assert list(tmp_path.glob("weighbridge-pages-*")) == []


def test_a_press_that_is_asked_to_end_takes_its_child_along(own_press, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    seen = []

    def ways():
        seen.extend([own_press(), *children_of(own_press())])
        os.kill(own_press(), signal.SIGTERM)
        yield PAGE.format(body=ENDLESS)

    with pytest.raises(OutOfOrder, match="was ended"):
        typesetter.typeset(ways(), enclosures=[], made_at=AT, identifier="0" * 64)
    press, child = seen
    wait_until(lambda: not alive(press) and not alive(child))
    assert list(tmp_path.glob("weighbridge-pages-*")) == []


@pytest.fixture
def own_press():
    """A press of this test alone; called, it returns its process's number."""
    pressroom.close()
    yield pressroom.process_number
    pressroom.close()
