"""Answers as the kernel does when a system call meets a filter (the few instructions filters use)."""

import struct

LOAD, EQUAL, AT_LEAST, GREATER, SET, AND, JUMP, RETURN = (
    0x20, 0x15, 0x35, 0x25, 0x45, 0x54, 0x05, 0x06,
)  # fmt: skip


def answer(program, *, number, arguments=(), architecture):
    """Return what `program` says to one call: the upper half an action, the lower its number."""
    filled = [*arguments, *[0] * (6 - len(arguments))]
    data = struct.pack("=IIQ6Q", number, architecture, 0, *filled)
    steps = list(struct.iter_unpack("=HBBI", program))
    held = at = 0
    while True:
        code, yes, no, value = steps[at]
        at += 1
        if code == RETURN:
            return value
        if code == LOAD:
            (held,) = struct.unpack_from("=I", data, value)
        elif code == AND:
            held &= value
        elif code == JUMP:
            at += value
        elif code == EQUAL:
            at += yes if held == value else no
        elif code == AT_LEAST:
            at += yes if held >= value else no
        elif code == GREATER:
            at += yes if held > value else no
        elif code == SET:
            at += yes if held & value else no
        else:
            raise ValueError(f"no such instruction: {code:#x}")
