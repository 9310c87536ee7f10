"""Reads a skops file's plan and refuses what must not be opened, before anything in it is built.

A skops file is a zip: schema.json says how the model is put together, and arrays lie beside it. Here
the plan is only walked. Each node must be of a kind and a type that skops_types.toml allows, each
array must be plain numbers of the size its member has, and scikit-learn must be of our version.
"""

import io
import json
import math
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import numpy as np

from sandbox.runner import archives
from sandbox.runner.codes import Code, Trouble
from sandbox.runner.frames import MIB
from sandbox.runner.skops_types import decided

SCHEMA = "schema.json"
SCHEMA_MOST = 128 * MIB
UNPACKED_MOST = 2048 * MIB
MOST_MEMBERS = 100_000
HIGHEST_RATIO = 200
PROTOCOL = 2
VERSION = re.compile(r"\d{1,4}\.\d{1,4}[\w.]{0,20}")


@dataclass(slots=True)
class Plan:
    """What the plan says. `arrays` are shape and kind of number of each array member."""

    skops: str
    versions: set[str] = field(default_factory=set)
    types: Counter[str] = field(default_factory=Counter)
    arrays: dict[str, tuple[tuple[int, ...], np.dtype[Any]]] = field(default_factory=dict)
    learnt: set[str] = field(default_factory=set)
    in_trees: set[str] = field(default_factory=set)


def read_plan(stream: BinaryIO, ours: str) -> Plan:
    """Return the plan of the skops file in `stream`; `ours` is scikit-learn's version here."""
    archive = archives.open_zip(
        stream, most=UNPACKED_MOST, highest_ratio=HIGHEST_RATIO, most_members=MOST_MEMBERS
    )
    if SCHEMA not in archive.namelist():
        raise _broken()
    if archive.getinfo(SCHEMA).file_size > SCHEMA_MOST:
        raise Trouble(Code.UNPACKS_TOO_LARGE, member=SCHEMA, limit_mb=SCHEMA_MOST // MIB)
    try:
        schema = json.loads(archives.read_member(archive, SCHEMA))
    except ValueError as problem:
        raise _broken() from problem
    if not isinstance(schema, dict) or schema.get("protocol") != PROTOCOL:
        raise _broken()
    plan = Plan(skops=_version(schema.get("_skops_version")))
    _walk(schema, plan)
    _check_version(plan, ours)
    for name in [*plan.learnt, *plan.in_trees]:
        if name not in plan.arrays:
            plan.arrays[name] = _array(archive, name)
    return plan


def _walk(schema: dict[str, Any], plan: Plan) -> None:
    """Look at every node. A list of what waits, because a vendor may nest deeper than Python calls."""
    waiting: list[tuple[Any, bool]] = [(schema, False)]
    while waiting:
        held, in_tree = waiting.pop()
        if isinstance(held, list):
            waiting.extend((each, in_tree) for each in held)
        elif isinstance(held, dict):
            if "__loader__" in held:
                in_tree = _node(held, plan, in_tree=in_tree)
            waiting.extend((each, in_tree) for each in held.values())


def _node(node: dict[str, Any], plan: Plan, *, in_tree: bool) -> bool:
    """Check one node; return whether what is below belongs to a tree."""
    loader, module, kind = (node.get(key) for key in ("__loader__", "__module__", "__class__"))
    name = f"{module}.{kind}"
    if (loader, name) not in decided().allowed:
        raise Trouble(Code.TYPE_NOT_ALLOWED, type=name[:160])
    plan.types[name] += 1
    if loader == "SliceNode":
        ends = node.get("content")
        if not isinstance(ends, dict) or not all(
            each is None or type(each) is int for each in ends.values()
        ):
            raise _broken()
    if loader == "NdArrayNode" and node.get("type") == "numpy":
        member = node.get("file")
        if not isinstance(member, str):
            raise _broken()
        (plan.in_trees if in_tree else plan.learnt).add(member)
    content = node.get("content")
    if loader == "DictNode" and isinstance(content, dict) and "_sklearn_version" in content:
        written = content["_sklearn_version"]
        text = written.get("content") if isinstance(written, dict) else None
        plan.versions.add(_version(text.strip('"') if isinstance(text, str) else None) or "?")
    return in_tree or loader == "TreeNode" or name.endswith(".TreePredictor")


def _check_version(plan: Plan, ours: str) -> None:
    if not plan.versions:
        # Without a scikit-learn model inside there is nothing to run.
        raise Trouble(Code.NOTHING_PREDICTS)
    for found in sorted(plan.versions):
        if found.split(".")[:2] != ours.split(".")[:2]:
            raise Trouble(Code.OTHER_SKLEARN, found=found, ours=ours)


def _array(archive: zipfile.ZipFile, name: str) -> tuple[tuple[int, ...], np.dtype[Any]]:
    """Return what an array member's header says, once it agrees with the member's size."""
    try:
        size = archive.getinfo(name).file_size
        with archive.open(name) as member:
            start = io.BytesIO(member.read(64 * 1024))
        major, _ = np.lib.format.read_magic(start)
        read = (
            np.lib.format.read_array_header_1_0
            if major == 1
            else np.lib.format.read_array_header_2_0
        )
        shape, _, dtype = read(start)
    except (KeyError, ValueError, zipfile.BadZipFile, NotImplementedError) as problem:
        raise Trouble(Code.BAD_ARRAY, member=name) from problem
    if dtype.hasobject:
        raise Trouble(Code.OBJECT_ARRAY, member=name)
    if any(each < 0 for each in shape) or math.prod(shape) * dtype.itemsize != size - start.tell():
        raise Trouble(Code.BAD_ARRAY, member=name)
    return tuple(int(each) for each in shape), dtype


def learnt_arrays(plan: Plan) -> Iterator[tuple[str, tuple[int, ...], np.dtype[Any]]]:
    """Yield name, shape and kind of each array of numbers the model learnt."""
    for name, (shape, dtype) in plan.arrays.items():
        if dtype.kind == "f" or dtype.names is not None:
            yield name, shape, dtype


def _version(value: Any) -> str:
    found = VERSION.fullmatch(value) if isinstance(value, str) else None
    return found[0] if found else ""


def _broken() -> Trouble:
    return Trouble(Code.BROKEN_MODEL, found="skops")
