"""Reads YAML as plain data and remembers where everything stood.

Whatever cannot be read, or does not fit the shape asked for, ends in `Refused` with file, line and
key. Aliases, duplicate keys and deep nesting are refused: people do not write them on purpose.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml.reader import ReaderError

from content.refusal import Refused

LARGEST_BYTES = 1_000_000
DEEPEST = 30

Shape = TypeVar("Shape", bound=BaseModel)
Place = Sequence[str | int]


@dataclass(frozen=True, slots=True)
class YamlFile:
    """The data of one file, and the nodes it was made from."""

    name: str
    data: object
    node: Node | None

    def line(self, place: Place = ()) -> int | None:
        """Return the line (from 1) where `place` starts, or the nearest thing around it."""
        node = self._nodes(place)[-1] if self.node is not None else None
        return None if node is None else int(node.start_mark.line) + 1

    def written(self, place: Place) -> str | None:
        """Return a plain value exactly as it was typed, or None for anything else."""
        nodes = self._nodes(place)
        node = nodes[-1]
        found_all = len(nodes) == len(place) + 1
        return node.value if found_all and isinstance(node, ScalarNode) else None

    def part(self, key: str, data: object) -> "YamlFile":
        """Return what stands under a key of the file as if it were a file of its own."""
        return YamlFile(name=self.name, data=data, node=self._child_of_root(key))

    def refusal(self, sentence: str, place: Place = (), what_to_do: str | None = None) -> Refused:
        """Return a `Refused` that names this file, the line and the key at `place`."""
        return Refused(
            sentence,
            file=self.name,
            row=self.line(place),
            column=key_path(self.data, place) or None,
            what_to_do=what_to_do,
        )

    def _child_of_root(self, key: str) -> Node | None:
        return _child(self.node, key) if self.node is not None else None

    def _nodes(self, place: Place) -> list[Node]:
        """Return the nodes along `place`, as far as they are there."""
        nodes: list[Node] = [self.node] if self.node is not None else []
        for step in place:
            inner = _child(nodes[-1], step) if nodes else None
            if inner is None:
                break
            nodes.append(inner)
        return nodes


def read_yaml(path: Path, *, name: str | None = None) -> YamlFile:
    """Return the data of the file at `path`.

    Raises
    ------
    Refused
        If the file is absent, too large, not UTF-8 or not YAML as people write it.
    """
    name = name or path.name
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise Refused("There is no such file.", file=str(path)) from None
    except OSError as failure:
        reason = failure.strerror or "unknown reason"
        raise Refused(f"The file cannot be opened ({reason}).", file=str(path)) from None
    if len(raw) > LARGEST_BYTES:
        raise Refused(
            f"The file is larger than {LARGEST_BYTES // 1_000_000} MB, "
            "which no file of this kind needs.",
            file=name,
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(
            "The file is not plain UTF-8 text.",
            file=name,
            what_to_do="Save it as UTF-8 in a text editor.",
        ) from None
    return parse_yaml(text, name=name)


def parse_yaml(text: str, *, name: str) -> YamlFile:
    """Return the data of `text`; `name` stands in refusals. Raises `Refused` as `read_yaml`."""
    try:
        _refuse_what_nobody_writes(text, name)
        loader = yaml.CSafeLoader(text)
        try:
            node = loader.get_single_node()
            if node is not None:
                _settle_keys(node, name)
            data = None if node is None else loader.construct_document(node)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as failure:
        mark = failure.problem_mark or failure.context_mark
        raise Refused(
            f"This is not YAML we can read: {failure.problem or failure.context}.",
            file=name,
            row=None if mark is None else mark.line + 1,
            what_to_do="Look at the colons, quotes and indents there and just above.",
        ) from None
    except ReaderError as failure:
        raise Refused(
            f"The file holds a character that YAML does not allow (code {failure.character}).",
            file=name,
        ) from None
    except (ValueError, OverflowError):
        raise _unreadable_value(text, name) from None
    return YamlFile(name=name, data=data, node=node)


def validated(
    shape: type[Shape], source: YamlFile, place: Place = (), *, data: object = None
) -> Shape:
    """Return what stands at `place` of `source` as a `shape`.

    `data` takes its place where the file writes it in a shorter way; refusals still point there.

    Raises
    ------
    Refused
        With file, line and key of the first thing that does not fit.
    """
    if data is None:
        data = source.data
        for step in place:
            data = _item(data, step)
    try:
        return shape.model_validate(data)
    except ValidationError as failure:
        # A misspelt key explains the missing one beside it.
        found = min(failure.errors(), key=lambda error: error["type"] != "extra_forbidden")
        inside = _steps_that_exist(data, found["loc"])
        raise source.refusal(_sentence(found), [*place, *inside]) from None


def key_path(data: object, place: Place) -> str:
    """Return `place` as a person reads it: list items by their id, or counted from 1."""
    words: list[str] = []
    for step in place:
        data = _item(data, step)
        if isinstance(step, str):
            words.append(step)
        else:
            named = data.get("id") if isinstance(data, dict) else None
            words.append(str(named) if isinstance(named, str) else f"item {step + 1}")
    return ".".join(words)


def _sentence(error: ErrorDetails) -> str:
    last = error["loc"][-1] if error["loc"] else ""
    if error["type"] == "missing":
        return f"`{last}` is missing."
    if error["type"] == "extra_forbidden":
        return f"`{last}` is not a key that is known here."
    # pydantic puts this in front of what our own checks say.
    text = error["msg"].removeprefix("Value error, ")
    given = "" if error["type"] == "value_error" else f" (given: {str(error['input'])[:60]!r})"
    return f"{text.rstrip('.')}{given}."


def _steps_that_exist(data: object, location: Sequence[str | int]) -> list[str | int]:
    """Return the parts of a pydantic location that are steps in the data, not tags of unions."""
    steps: list[str | int] = []
    for step in location:
        inner = _item(data, step)
        if inner is not None or (isinstance(data, dict) and step in data):
            steps.append(step)
            data = inner
    return steps


def _item(data: object, step: str | int) -> object:
    if isinstance(data, dict):
        return data.get(step)
    if isinstance(data, list) and isinstance(step, int) and 0 <= step < len(data):
        return data[step]
    return None


def _child(node: Node, step: str | int) -> Node | None:
    if isinstance(node, MappingNode):
        return next((value for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        inner: Node = node.value[step]
        return inner
    return None


def _refuse_what_nobody_writes(text: str, name: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise Refused(
                f"`*{event.anchor}` points at another part of the file.",
                file=name,
                row=_line(event.start_mark),
                what_to_do="Write the value out.",
            )
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                raise Refused(
                    f"The file is nested more than {DEEPEST} levels deep.",
                    file=name,
                    row=_line(event.start_mark),
                )
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _line(mark: object) -> int | None:
    line = getattr(mark, "line", None)
    return None if line is None else int(line) + 1


def _settle_keys(node: Node, name: str) -> None:
    """Refuse keys that stand twice, and read every key as the word it is, `on` and `no` too."""
    for mapping in _mappings(node):
        seen: dict[str, int] = {}
        for key, _ in mapping.value:
            line = key.start_mark.line + 1
            if not isinstance(key, ScalarNode):
                raise Refused("A key must be one word.", file=name, row=line)
            if key.value in seen:
                raise Refused(
                    f"`{key.value}` stands here twice (first on line {seen[key.value]}).",
                    file=name,
                    row=line,
                    column=key.value,
                    what_to_do="Keep one of them.",
                )
            seen[key.value] = line
            key.tag = "tag:yaml.org,2002:str"


def _mappings(node: Node) -> Iterator[MappingNode]:
    if isinstance(node, MappingNode):
        yield node
        for _, value in node.value:
            yield from _mappings(value)
    elif isinstance(node, SequenceNode):
        for value in node.value:
            yield from _mappings(value)


def _unreadable_value(text: str, name: str) -> Refused:
    """Find the value that looks like a date or number and is none, such as 2026-02-30."""
    loader = yaml.CSafeLoader(text)
    try:
        root = loader.get_single_node()
        for key, scalar in _scalars(root) if root is not None else ():
            try:
                loader.construct_object(scalar)
            except (ValueError, OverflowError):
                return Refused(
                    f"`{scalar.value}` looks like a date or a number, but there is no such one.",
                    file=name,
                    row=scalar.start_mark.line + 1,
                    column=key,
                )
    finally:
        loader.dispose()
    return Refused("The file holds a value that cannot be read.", file=name)


def _scalars(node: Node, under: str | None = None) -> Iterator[tuple[str | None, ScalarNode]]:
    """Yield every plain value with the key nearest above it."""
    if isinstance(node, ScalarNode):
        yield under, node
    elif isinstance(node, SequenceNode):
        for value in node.value:
            yield from _scalars(value, under)
    elif isinstance(node, MappingNode):
        for key, value in node.value:
            yield from _scalars(value, str(key.value))
