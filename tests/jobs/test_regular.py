"""What is done regularly is done when it is due, and one failure stops nothing else."""

import logging

import pytest

from jobs import regular
from jobs.regular import Rounds, regularly


@pytest.fixture(autouse=True)
def nothing_else(monkeypatch):
    monkeypatch.setattr(regular, "_regular", {})


def test_each_is_done_at_its_own_pace():
    done = []
    regularly("often", every=10)(lambda: done.append("often"))
    regularly("seldom", every=60)(lambda: done.append("seldom"))
    now = [0.0]
    rounds = Rounds(clock=lambda: now[0])
    for now[0] in range(0, 61, 5):
        rounds.go_round()
    assert done.count("often") == 7
    assert done.count("seldom") == 2


def test_what_fails_is_logged_and_the_rest_is_done(caplog, monkeypatch):
    # A server started by another test may have taken the loggers of this process for its own.
    monkeypatch.setattr(regular.logger, "disabled", False)
    monkeypatch.setattr(regular.logger, "handlers", [caplog.handler])
    done = []

    def broken():
        raise ZeroDivisionError

    regularly("broken", every=10)(broken)
    regularly("sound", every=10)(lambda: done.append(1))
    with caplog.at_level(logging.ERROR):
        Rounds().go_round()
    assert done == [1]
    assert "broken was left out" in caplog.text


def test_two_things_cannot_have_one_name():
    regularly("one", every=1)(lambda: None)
    with pytest.raises(ValueError, match="two things"):
        regularly("one", every=1)(lambda: None)
