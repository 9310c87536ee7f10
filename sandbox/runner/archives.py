"""Looks at a zip's directory before anything in it is unpacked. Nothing is ever written to disk."""

import zipfile
from typing import BinaryIO

from sandbox.runner.codes import Code, Trouble
from sandbox.runner.frames import MIB

MOST_MEMBERS = 1_000
SMALL = 8 * MIB
HIGHEST_RATIO = 200
ENCRYPTED = 1


def open_zip(
    stream: BinaryIO,
    *,
    most: int,
    highest_ratio: int = HIGHEST_RATIO,
    most_members: int = MOST_MEMBERS,
) -> zipfile.ZipFile:
    """Return the opened zip, its directory checked: members, names, encryption, unpacked sizes.

    `most` is the most bytes that all members may say they unpack to. `zipfile` never unpacks more of
    a member than its directory says, so these sizes bind.
    """
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError) as problem:
        raise Trouble(Code.BROKEN_ARCHIVE) from problem
    members = archive.infolist()
    if not members:
        raise Trouble(Code.BROKEN_ARCHIVE)
    if len(members) > most_members:
        raise Trouble(Code.TOO_MANY_MEMBERS, found=len(members), limit=most_members)
    for member in members:
        _check(member, highest_ratio)
    if sum(member.file_size for member in members) > most:
        largest = max(members, key=lambda member: member.file_size)
        raise Trouble(Code.UNPACKS_TOO_LARGE, member=largest.filename, limit_mb=most // MIB)
    return archive


def read_member(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return one member's bytes."""
    try:
        return archive.read(name)
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError, RuntimeError) as problem:
        raise Trouble(Code.BROKEN_ARCHIVE) from problem


def _check(member: zipfile.ZipInfo, highest_ratio: int) -> None:
    if member.flag_bits & ENCRYPTED:
        raise Trouble(Code.PASSWORD)
    parts = member.filename.replace("\\", "/").split("/")
    if ".." in parts or member.filename.startswith(("/", "\\")) or ":" in parts[0]:
        raise Trouble(Code.UNSAFE_MEMBER, member=member.filename)
    packed = max(1, member.compress_size)
    if member.file_size > SMALL and member.file_size / packed > highest_ratio:
        raise Trouble(
            Code.UNPACKS_TOO_FAR, member=member.filename, times=member.file_size // packed
        )
