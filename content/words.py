"""Looks up the words people read. They stand in words.yaml and nowhere else."""

from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("words.yaml")


@cache
def _all() -> dict[str, dict[str, str]]:
    with _FILE.open(encoding="utf-8") as stream:
        found = yaml.load(stream, Loader=yaml.CSafeLoader)
    return {key: words for key, words in found.items() if isinstance(words, dict)}


def word(group: str, key: str) -> str:
    """Return what people read for `key`. Raises KeyError where nobody wrote it yet."""
    return _all()[group][str(key)]


def group(name: str) -> dict[str, str]:
    """Return all words of a group, in the order they stand."""
    return dict(_all()[name])
