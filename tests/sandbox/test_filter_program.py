"""The filters we write ourselves say what the same rules say when libseccomp writes them."""

import errno
import importlib
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox import system_calls
from sandbox.contract import JailUnavailable
from sandbox.filter_program import ALLOW, KILL, REFUSE_WITH, Condition, Rule, compiled
from sandbox.system_call_numbers import AARCH64, NUMBERS, X86_64
from tests.sandbox.bpf_machine import answer

REFUSED = REFUSE_WITH | errno.EPERM
WIDE = st.integers(0, 2**64 - 1)
CONDITIONS = st.builds(
    lambda argument, mask, value: Condition(argument, value & mask, mask),
    st.integers(0, 5),
    st.one_of(WIDE, st.sampled_from([1, 0x21, 0x10000, 0xFFFFFFFF, 2**64 - 1])),
    WIDE,
)
RULES = st.builds(Rule, st.integers(0, 450), st.lists(CONDITIONS, max_size=3), st.just(0))


def said(rules, number, arguments):
    for rule in rules:
        if rule.number == number and all(
            arguments[each.argument] & each.mask == each.value for each in rule.conditions
        ):
            return REFUSE_WITH | rule.error if rule.error else ALLOW
    return REFUSED


@given(st.data())
def test_a_call_is_let_through_when_every_condition_of_a_rule_holds(data):
    rules = data.draw(st.lists(RULES, max_size=12))
    program = compiled(rules, architecture=X86_64, error=errno.EPERM)
    rule = data.draw(st.sampled_from(rules)) if rules else Rule(1)
    arguments = data.draw(st.lists(WIDE, min_size=6, max_size=6))
    if data.draw(st.booleans()):
        for each in rule.conditions:  # makes it likely that all hold
            arguments[each.argument] = arguments[each.argument] & ~each.mask | each.value

    assert answer(program, number=rule.number, arguments=arguments, architecture=X86_64) == said(
        rules, rule.number, arguments
    )


def test_another_processor_s_call_kills_and_the_other_numbers_are_refused():
    program = compiled([Rule(1)], architecture=X86_64, error=errno.EPERM)

    assert answer(program, number=1, architecture=X86_64) == ALLOW
    assert answer(program, number=1, architecture=0x40000003) == KILL  # 32-bit Intel
    assert answer(program, number=0x40000001, architecture=X86_64) == REFUSED


def test_a_filter_that_is_too_long_is_refused():
    with pytest.raises(ValueError, match="longer than the kernel takes"):
        compiled([Rule(number) for number in range(3000)], architecture=X86_64, error=1)


@pytest.fixture(scope="module")
def libseccomp():
    try:
        return importlib.import_module("pyseccomp")
    except RuntimeError as problem:
        pytest.skip(
            f"pyseccomp needs libseccomp: {problem}. Install it: apt-get install libseccomp2"
        )


@pytest.mark.parametrize(("architecture", "name"), [(X86_64, "X86_64"), (AARCH64, "AARCH64")])
def test_the_numbers_are_those_that_libseccomp_knows(libseccomp, architecture, name):
    theirs = getattr(libseccomp.Arch, name)

    for call, number in NUMBERS[architecture].items():
        assert int(libseccomp.resolve_syscall(theirs, call)) == number, call


@pytest.mark.parametrize("named", [system_calls.COMPUTE, system_calls.START])
def test_every_call_in_the_lists_is_known_on_intel(named):
    assert set(named.split()) <= set(NUMBERS[X86_64])


def by_libseccomp(libseccomp):
    """The second filter's rules, written by the library."""
    allow = libseccomp.SyscallFilter(libseccomp.ERRNO(errno.EPERM))
    for name in system_calls.COMPUTE.split():
        if int(libseccomp.resolve_syscall(libseccomp.Arch.NATIVE, name)) >= 0:
            allow.add_rule(libseccomp.ALLOW, name)
    arg, equal, masked = libseccomp.Arg, libseccomp.EQ, libseccomp.MASKED_EQ
    allow.add_rule(libseccomp.ALLOW, "clone", arg(0, masked, 0x10000, 0x10000))
    allow.add_rule(libseccomp.ERRNO(errno.ENOSYS), "clone3")
    for what in (0, 1, 2, 3, 4, 1030):
        allow.add_rule(libseccomp.ALLOW, "fcntl", arg(1, masked, 0xFFFFFFFF, what))
    for what in (15, 16, 0x53564D41):
        allow.add_rule(libseccomp.ALLOW, "prctl", arg(0, equal, what))
    allow.add_rule(libseccomp.ALLOW, "prlimit64", arg(2, equal, 0))
    no_code = arg(2, masked, 4, 0)
    allow.add_rule(libseccomp.ALLOW, "mprotect", no_code)
    for flag in (0x01, 0x20):
        allow.add_rule(libseccomp.ALLOW, "mmap", no_code, arg(3, masked, flag, 0))
    with os.fdopen(os.memfd_create("filter"), "w+b") as stream:
        allow.export_bpf(stream)
        stream.seek(0)
        return stream.read()


INTERESTING = st.one_of(
    st.sampled_from([0, 1, 2, 3, 4, 5, 8, 9, 15, 16, 0x20, 0x21, 0x22, 1030, 0x10000, 0x53564D41]),
    WIDE,
)


@pytest.fixture(scope="module")
def theirs(libseccomp):
    return by_libseccomp(libseccomp)


@given(st.integers(0, 470), st.lists(INTERESTING, min_size=6, max_size=6))
def test_both_say_the_same_to_every_call(theirs, number, arguments):
    asked = {"number": number, "arguments": arguments, "architecture": system_calls._architecture()}

    assert answer(system_calls.for_work(), **asked) == answer(theirs, **asked)


def test_both_say_the_same_to_each_call_with_each_interesting_argument(theirs):
    values = (0, 1, 2, 3, 4, 5, 7, 8, 10, 15, 16, 0x21, 0x22, 1030, 0x10000, 0x53564D41, 2**63)
    for number in range(470):
        for value in values:
            asked = {
                "number": number,
                "arguments": [value] * 6,
                "architecture": system_calls._architecture(),
            }
            assert answer(system_calls.for_work(), **asked) == answer(theirs, **asked), number


@pytest.mark.parametrize(
    "name", ["socket", "kill", "ptrace", "unshare", "mount", "execveat", "bpf"]
)
@pytest.mark.parametrize("as_root", [True, False])
def test_the_first_filter_lets_none_of_these_through(libseccomp, name, as_root):
    number = int(libseccomp.resolve_syscall(libseccomp.Arch.NATIVE, name))

    assert (
        answer(
            system_calls.for_start(as_root=as_root),
            number=number,
            architecture=system_calls._architecture(),
        )
        == REFUSED
    )


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        (os.O_RDONLY | os.O_CLOEXEC | os.O_DIRECTORY, ALLOW),
        (os.O_WRONLY, REFUSED),
        (os.O_RDWR, REFUSED),
        (os.O_RDONLY | os.O_CREAT, REFUSED),
        (os.O_RDONLY | os.O_TRUNC, REFUSED),
    ],
)
def test_under_the_first_filter_files_are_opened_for_reading_only(how, expected):
    number = NUMBERS[system_calls._architecture()]["openat"]

    assert (
        answer(
            system_calls.for_start(),
            number=number,
            arguments=[2**64 - 100, 0, how],
            architecture=system_calls._architecture(),
        )
        == expected
    )


def test_a_processor_that_is_not_known_is_a_sentence(monkeypatch):
    monkeypatch.setattr(system_calls.platform, "machine", lambda: "riscv64")

    with pytest.raises(JailUnavailable, match="this is linux on riscv64"):
        system_calls._architecture()
