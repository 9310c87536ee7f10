"""`./weigh check_jail` prints every property and leaves with an honest exit code."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from sandbox import candidates
from sandbox.bubblewrap import Bubblewrap
from sandbox.candidates import Candidate
from sandbox.conformance import SAYS, Property


@pytest.fixture
def one_candidate(jail, monkeypatch):
    def only(binary, found=None):
        made = Candidate(
            "bubblewrap", "the one tried", lambda run_dir, _: Bubblewrap(binary, run_dir)
        )
        monkeypatch.setattr(candidates, "candidates", lambda: [made])
        if found is not None:
            monkeypatch.setattr(candidates, "examine", lambda _: found)

    return only


def test_each_property_is_told_in_words(jail, capsys):
    call_command("check_jail")

    said = capsys.readouterr().out
    assert all(f"  holds  {words}" in said for words in SAYS.values())
    assert "Used: bubblewrap+seccomp, " in said


def test_a_program_reads_every_property(one_candidate, capsys):
    one_candidate(Path("/bin/false"), [Property("wall", "Real time is limited.", True)])

    call_command("check_jail", "--json")

    told = json.loads(capsys.readouterr().out)
    assert told["isolation"] == "bubblewrap+seccomp"
    assert told["candidates"][0]["properties"] == [
        {"key": "wall", "says": "Real time is limited.", "holds": True, "saw": ""}
    ]


def test_a_property_that_fails_is_shown_and_ends_in_exit_1(one_candidate, capsys):
    one_candidate(Path("/bin/false"), [Property("network", "No network.", False, "AF_INET")])

    with pytest.raises(SystemExit) as ended:
        call_command("check_jail")

    said = capsys.readouterr().out
    assert ended.value.code == 1
    assert "  FAILS  No network.\n         seen: AF_INET" in said
    assert "Uploaded files will not be opened; everything else works." in said


def test_a_candidate_that_cannot_run_says_why(one_candidate, capsys):
    one_candidate(Path("/bin/false"))

    with pytest.raises(SystemExit) as ended:
        call_command("check_jail")

    assert ended.value.code == 1
    assert "cannot be used: The jail could not be made" in capsys.readouterr().out


def test_a_name_that_is_no_jail_is_told(settings, capsys):
    settings.JAIL = "docker"

    with pytest.raises(SystemExit) as ended:
        call_command("check_jail")

    assert ended.value.code == 1
    assert "WEIGH_JAIL names 'docker'" in capsys.readouterr().err


def test_the_lockdown_can_be_forced(lockdown, settings, capsys):
    settings.JAIL = "lockdown"

    call_command("check_jail", "--json")

    told = json.loads(capsys.readouterr().out)
    assert told["isolation"] == "lockdown"
    assert [each["name"] for each in told["candidates"]] == ["lockdown"]
    assert all(each["holds"] for each in told["candidates"][0]["properties"])
