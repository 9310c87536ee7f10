"""Writes a system-call filter as the kernel's own small programs (BPF), without any library.

A filter is an allow-list: what no rule lets through is refused with an error number. Sources:
Linux, Documentation/userspace-api/seccomp_filter.rst and include/uapi/linux/{bpf_common,seccomp}.h.
"""

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

LOAD, JUMP_IF_EQUAL, JUMP_IF_AT_LEAST, MASK, RETURN = 0x20, 0x15, 0x35, 0x54, 0x06
ALLOW, REFUSE_WITH, KILL = 0x7FFF0000, 0x00050000, 0x80000000
# struct seccomp_data: int nr; __u32 arch; __u64 instruction_pointer; __u64 args[6].
NUMBER_AT, ARCHITECTURE_AT, ARGUMENTS_AT = 0, 4, 16
# x86-64 answers to a second set of numbers, for 32-bit pointers, from here on.
OTHER_NUMBERS = 0x40000000
LOW = 0xFFFFFFFF
LONGEST = 4096  # instructions, BPF_MAXINSNS

Instruction = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition on one argument of a call (0 to 5): masked, it has this value (64 bits)."""

    argument: int
    value: int
    mask: int = 0xFFFFFFFFFFFFFFFF


@dataclass(frozen=True, slots=True)
class Rule:
    """Lets the call `number` through when every condition holds, or refuses it with another error."""

    number: int
    conditions: Sequence[Condition] = ()
    error: int = 0


def compiled(rules: Iterable[Rule], *, architecture: int, error: int) -> bytes:
    """Return the program that lets through what a rule allows and refuses the rest with `error`.

    Parameters
    ----------
    rules
        Several for one number: any of them is enough.
    architecture
        AUDIT_ARCH_* of the only processor whose calls are known; a call made as another kills.
    error
        The error number that a refused call gives, 1 to 4095.

    Raises
    ------
    ValueError
        The program would be longer than the kernel takes.
    """
    program: list[Instruction] = [
        (LOAD, 0, 0, ARCHITECTURE_AT),
        (JUMP_IF_EQUAL, 1, 0, architecture),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER_AT),
        (JUMP_IF_AT_LEAST, 0, 1, OTHER_NUMBERS),
        (RETURN, 0, 0, REFUSE_WITH | error),
    ]
    for number, all_of_it in _by_number(rules).items():
        program += _of_one_call(number, all_of_it, error)
    program.append((RETURN, 0, 0, REFUSE_WITH | error))
    if len(program) > LONGEST:
        raise ValueError("The filter is longer than the kernel takes.")
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in program)


def _by_number(rules: Iterable[Rule]) -> Mapping[int, list[Rule]]:
    found: dict[int, list[Rule]] = {}
    for rule in rules:
        found.setdefault(rule.number, []).append(rule)
    return dict(sorted(found.items()))


def _of_one_call(number: int, rules: Sequence[Rule], error: int) -> Iterator[Instruction]:
    block: list[Instruction] = []
    for rule in rules:
        block += _of_one_rule(rule)
    if all(rule.conditions for rule in rules):
        block.append((RETURN, 0, 0, REFUSE_WITH | error))
    yield (JUMP_IF_EQUAL, 0, len(block), number)
    yield from block


def _of_one_rule(rule: Rule) -> list[Instruction]:
    """Return instructions that end in an answer, or run on to what follows when a condition fails."""
    steps: list[Instruction] = []
    for condition in rule.conditions:
        place = ARGUMENTS_AT + 8 * condition.argument
        for at, mask, value in (
            (place, condition.mask & LOW, condition.value & LOW),
            (place + 4, condition.mask >> 32, condition.value >> 32),
        ):
            if mask:
                steps += [(LOAD, 0, 0, at), (MASK, 0, 0, mask), (JUMP_IF_EQUAL, 0, 0, value)]
    answer = REFUSE_WITH | rule.error if rule.error else ALLOW
    whole = [*steps, (RETURN, 0, 0, answer)]
    # A condition that fails jumps over the rest of its rule.
    return [
        (code, yes, len(whole) - at - 1 if code == JUMP_IF_EQUAL else no, value)
        for at, (code, yes, no, value) in enumerate(whole)
    ]
