"""Pages are set by a child process with bounds: whatever happens to it, the worker gets a sentence."""

import os
import sys
import time
from datetime import UTC, datetime

import pytest

from content.refusal import OutOfOrder
from reports.typesetting import typesetter
from reports.typesetting.rendered import Enclosure
from tests.conftest import needs_pango

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


def test_two_children_with_other_hash_seeds_make_the_same_bytes(monkeypatch):
    made = set()
    for seed in ("1", "2"):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        made.add(typeset("<h1>Title</h1><p>Text, <b>bold</b></p>").sha256)
    assert len(made) == 1


def test_a_fault_in_the_page_is_the_same_sentence_as_without_a_child():
    with pytest.raises(OutOfOrder, match="asked for file:///etc/passwd"):
        typeset("<a rel=attachment href=file:///etc/passwd>x</a>")


def test_too_little_memory_ends_the_child_and_not_the_worker(monkeypatch):
    monkeypatch.setattr(typesetter, "MEMORY", 400 << 20)
    with pytest.raises(OutOfOrder, match="too long for the memory"):
        typeset("<table>" + "<tr><td>cell</td><td>cell</td></tr>" * 20_000 + "</table>")


ENDLESS = (sys.executable, "-c", "import sys, time; sys.stdin.readline(); time.sleep(600)")


def test_too_much_time_ends_it(monkeypatch):
    monkeypatch.setattr(typesetter, "COMMAND", ENDLESS)
    monkeypatch.setattr(typesetter, "SECONDS", 1)
    began = time.monotonic()
    with pytest.raises(OutOfOrder, match="longer than it may"):
        typeset("<p>x</p>")
    assert time.monotonic() - began < 20


def test_whoever_stops_the_job_stops_the_child(monkeypatch):
    monkeypatch.setattr(typesetter, "COMMAND", ENDLESS)
    with pytest.raises(typesetter.Stopped):
        typeset("<p>x</p>", should_stop=lambda: True)


def test_the_child_gets_no_secret_of_the_environment(monkeypatch):
    monkeypatch.setenv("WEIGH_SECRET_KEY", "a secret of this machine")
    show = 'import os, sys; sys.stdout.write(\'{"kind": "trouble", "sentence": "%s"}\\n\' % sorted(os.environ))'
    monkeypatch.setattr(typesetter, "COMMAND", (sys.executable, "-c", show))
    with pytest.raises(OutOfOrder) as told:
        typeset("<p>x</p>")
    assert "PATH" in str(told.value)
    assert "WEIGH" not in str(told.value)
    assert "WEIGH_SECRET_KEY" in os.environ
