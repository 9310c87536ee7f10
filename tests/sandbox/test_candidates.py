"""Which jail is used, and what is said when there is none."""

from functools import partial
from pathlib import Path

import pytest

from sandbox import candidates
from sandbox.bubblewrap import Bubblewrap
from sandbox.candidates import Candidate, find_jail, trials
from sandbox.conformance import Property
from sandbox.contract import JailUnavailable
from sandbox.lockdown import Lockdown


def broken(binary):
    return Candidate(
        "bubblewrap",
        f"bubblewrap at {binary}",
        lambda run_dir, _: Bubblewrap(Path(binary), run_dir),
    )


def test_a_jail_is_found_once_and_remembered(jail, run_dir, monkeypatch):
    monkeypatch.setattr(candidates, "trials", None)

    assert find_jail(run_dir=run_dir) is jail


def test_every_candidate_that_fails_is_named_with_its_reason(monkeypatch, tmp_path):
    both = [broken("/bin/false"), broken("/not/there")]
    monkeypatch.setattr(candidates, "candidates", lambda: both)

    with pytest.raises(JailUnavailable) as refused:
        find_jail(run_dir=tmp_path)

    assert "/bin/false: The jail could not be made: it ended as quit" in refused.value.reason
    assert "/not/there: bubblewrap could not be started: No such file" in refused.value.reason


def test_the_first_that_passes_is_used_after_one_that_fails(jail, monkeypatch, tmp_path):
    good = Candidate(
        "bubblewrap", "the good one", lambda run_dir, _: Bubblewrap(jail.binary, run_dir)
    )
    monkeypatch.setattr(candidates, "candidates", lambda: [broken("/bin/false"), good])

    found = find_jail(run_dir=tmp_path)

    assert isinstance(found, Bubblewrap)
    assert found.binary == jail.binary


def test_a_jail_that_fails_one_property_is_not_used(jail, monkeypatch, tmp_path):
    good = Candidate(
        "bubblewrap", "the good one", lambda run_dir, _: Bubblewrap(jail.binary, run_dir)
    )
    monkeypatch.setattr(candidates, "candidates", lambda: [good])
    leaking = [Property("network", "The network cannot be reached.", False, "AF_INET")]
    monkeypatch.setattr(candidates, "examine", lambda _: leaking)

    with pytest.raises(
        JailUnavailable, match=r"The network cannot be reached\. It does not hold: AF_INET"
    ):
        find_jail(run_dir=tmp_path)


def test_a_forced_jail_that_is_not_here_is_named(tmp_path):
    with pytest.raises(JailUnavailable, match="WEIGH_JAIL names 'docker'"):
        list(trials("docker", run_dir=tmp_path))


def test_a_machine_without_bubblewrap_is_told_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(candidates, "_binaries", list)

    with pytest.raises(JailUnavailable, match="apt-get install bubblewrap"):
        find_jail("bubblewrap", run_dir=tmp_path)


def test_the_lockdown_is_used_where_bubblewrap_may_not_be(lockdown, monkeypatch, tmp_path):
    monkeypatch.setattr(candidates, "_binaries", lambda: [Path("/bin/false")])

    found = find_jail(run_dir=tmp_path)

    assert isinstance(found, Lockdown)
    assert found.isolation == "lockdown"


def test_a_machine_with_neither_is_told_why_and_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(candidates, "_binaries", list)
    without = partial(Lockdown, landlock_at_most=0)
    monkeypatch.setattr(candidates, "Lockdown", without)

    with pytest.raises(JailUnavailable) as refused:
        find_jail(run_dir=tmp_path)

    assert "this system has no Landlock, or has it switched off" in refused.value.reason
    assert "apt-get install bubblewrap" in refused.value.reason


def test_bubblewrap_comes_before_the_lockdown():
    names = [each.name for each in candidates.candidates()]

    assert names == [*["bubblewrap"] * (len(names) - 1), "lockdown"]
