"""Every jail holds every property, and the self-test sees when one does not."""

import struct
from dataclasses import dataclass

import pytest

from sandbox import conformance, system_calls
from sandbox.bubblewrap import Bubblewrap
from sandbox.channel import read_json
from sandbox.contract import Ending, Job, Limits
from sandbox.runner.frames import Kind

LETS_EVERYTHING_THROUGH = struct.pack("=HBBI", 0x06, 0, 0, 0x7FFF0000)


@pytest.fixture(scope="module")
def properties(each_jail):
    return {each.key: each for each in conformance.examine(each_jail)}


@pytest.mark.parametrize("key", conformance.SAYS)
def test_each_jail_holds_each_property(properties, key):
    assert properties[key].holds, properties[key].saw


@dataclass(frozen=True, slots=True)
class Weakened(Bubblewrap):
    """A jail with a hole in a wall: more is granted, or more is passed on."""

    more: tuple[str, ...] = ()

    def _command(self, *given):
        command = super(Weakened, self)._command(*given)
        at = command.index("--chdir")
        return [*command[:at], *self.more, *command[at:]]

    def _readable(self):
        # Landlock would stop what the open mounts let through, so it is opened too.
        return ["/"]


def failing(jail):
    return {each.key for each in conformance.examine(jail) if not each.holds}


def everything(**_):
    return LETS_EVERYTHING_THROUGH


def test_a_jail_without_filters_is_seen(jail, monkeypatch):
    monkeypatch.setattr(system_calls, "for_start", everything)
    monkeypatch.setattr(system_calls, "for_work", everything)

    assert failing(jail) >= {
        "network", "opening", "programs", "processes", "code_in_memory", "uncounted_memory",
        "raising_limits", "threads",
    }  # fmt: skip


def test_a_jail_without_the_second_filter_is_seen(jail, monkeypatch):
    monkeypatch.setattr(system_calls, "for_work", everything)

    assert failing(jail) >= {"opening", "programs", "code_in_memory", "uncounted_memory", "threads"}


def test_a_jail_that_shows_too_much_is_seen(jail):
    shown = ("--ro-bind", "/etc", "/etc", "--ro-bind", str(jail.run_dir), str(jail.run_dir))

    assert failing(Weakened(jail.binary, jail.run_dir, more=shown)) == {
        "host_files", "other_uploads",
    }  # fmt: skip


def test_a_variable_that_arrives_is_seen(jail):
    passed_on = ("--setenv", "SECRET_KEY", "not so secret")

    assert failing(Weakened(jail.binary, jail.run_dir, more=passed_on)) == {"environment"}


def test_an_end_that_is_not_the_limit_s_is_seen(jail):
    limits = Limits(processor=60, wall=5.0)

    assert conformance._must_end("burn", limits, Ending.PROCESSOR)(jail)


def test_the_jail_holds_on_a_kernel_without_landlock(jail, monkeypatch):
    names = system_calls.START.replace("landlock_create_ruleset", "")
    monkeypatch.setattr(system_calls, "START", names)
    monkeypatch.setattr(system_calls, "for_start", system_calls.for_start.__wrapped__)
    said = []
    jail.run(
        Job("probe", options={"act": "nothing"}),
        limits=conformance.LOOK,
        receive=lambda kind, payload, _: said.append((kind, payload)),
    )

    assert read_json(dict(said)[Kind.READY]) == {"landlock": 0}
    assert failing(jail) == set()
