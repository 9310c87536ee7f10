"""Reads YAML and JSON that strangers wrote: plain values only, and never more than fits a page."""

import json
from collections.abc import Iterator
from typing import Any

import yaml

from content.refusal import Refused

LONGEST = 1_000_000
DEEPEST = 30
MOST_PARTS = 20_000
_NOTHING = {"", "~", "null", "Null", "NULL"}
_ASK = "Ask the vendor for the document as it was published."


def read_yaml(text: str, *, name: str) -> Any:
    """Return mappings, lists, text and None; every scalar stays the text it was written as.

    Parameters
    ----------
    text
        At most `LONGEST` characters.
    name
        What to call the document in sentences.

    Raises
    ------
    Refused
        It is no YAML, or it is too long, too deep or holds references.
    """
    _refuse_longer(text, name)
    try:
        _refuse_traps(text, name)
        node = yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        raise Refused(
            "The first part of the document is not valid YAML.",
            file=name,
            row=None if mark is None else mark.line + 1,
            what_to_do=_ASK,
        ) from problem
    return None if node is None else _plain(node, name)


def read_json(text: str, *, name: str) -> Any:
    """Return what the JSON says. Raises `Refused` as `read_yaml` does."""
    _refuse_longer(text, name)

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        each = dict(found)
        if len(each) < len(found):
            raise _twice(name)
        return each

    try:
        content = json.loads(
            text.removeprefix("\ufeff"), object_pairs_hook=pairs, parse_constant=str
        )
    except RecursionError as problem:
        raise _too_much(name) from problem
    except ValueError as problem:
        raise Refused(
            "The document is not valid JSON.",
            file=name,
            row=getattr(problem, "lineno", None),
            what_to_do=_ASK,
        ) from problem
    for parts, depth in _walk(content):
        if parts > MOST_PARTS or depth > DEEPEST:
            raise _too_much(name)
    return content


def _refuse_longer(text: str, name: str) -> None:
    if len(text) > LONGEST:
        raise _too_much(name)


def _refuse_traps(text: str, name: str) -> None:
    depth = 0
    for parts, event in enumerate(yaml.parse(text, Loader=yaml.CBaseLoader), start=1):
        if isinstance(event, yaml.AliasEvent):
            raise Refused(
                "The document refers back to parts of itself, and such documents are not read.",
                file=name,
                what_to_do=_ASK,
            )
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            depth += 1
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            depth -= 1
        if depth > DEEPEST or parts > 2 * MOST_PARTS:
            raise _too_much(name)


def _plain(node: yaml.Node, name: str) -> Any:
    if isinstance(node, yaml.ScalarNode):
        value: str = node.value
        return None if node.style is None and value in _NOTHING else value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(each, name) for each in node.value]
    found: dict[str, Any] = {}
    assert isinstance(node, yaml.MappingNode)  # noqa: S101 -- YAML has no fourth kind
    for key, held in node.value:
        if not isinstance(key, yaml.ScalarNode):
            continue
        if key.value in found:
            raise _twice(name)
        found[key.value] = _plain(held, name)
    return found


def _walk(content: Any) -> Iterator[tuple[int, int]]:
    """Yield how many parts were seen so far, and how deep the one at hand lies."""
    waiting, parts = [(content, 1)], 0
    while waiting:
        each, depth = waiting.pop()
        parts += 1
        yield parts, depth
        inside = each.values() if isinstance(each, dict) else each if isinstance(each, list) else ()
        waiting += [(one, depth + 1) for one in inside]


def _too_much(name: str) -> Refused:
    return Refused(
        "The document is too long or too deeply nested to be read.", file=name, what_to_do=_ASK
    )


def _twice(name: str) -> Refused:
    return Refused("A name stands twice in the document.", file=name, what_to_do=_ASK)
