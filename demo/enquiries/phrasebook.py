"""Reads the situations, the asides and the hard enquiries, and parts them between the halves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

import yaml

from demo.enquiries.draws import Draws
from demo.kinds import KINDS, SAFETY

Half = Literal["training", "test"]
HALVES: Final[tuple[Half, Half]] = ("training", "test")
HERE: Final = Path(__file__).parent
_PARTING, _HARD = 11, 12  # what the seed is used for besides
HARD_SAFETY_IN_TEST, HARD_OTHERS_IN_TEST = 48, 22


@dataclass(frozen=True, slots=True)
class Situation:
    """A matter people write about: one of several phrases for each of its parts."""

    name: str
    kind: str
    parts: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class HardOne:
    """An enquiry written by hand."""

    name: str
    kind: str
    channel: str
    text: str


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """One half's own phrases, by kind: matters, second matters, and subject lines."""

    situations: Mapping[str, tuple[Situation, ...]]
    asides: Mapping[str, tuple[str, ...]]
    subjects: Mapping[str, tuple[str, ...]]


def phrasebook(seed: int, half: Half) -> Phrasebook:
    """Return what people of one half write about, and how.

    Both halves know the same situations, as any inbox does; no phrase is in both.
    """
    held: dict[str, tuple[Situation, ...]] = {}
    for number, kind in enumerate(KINDS):
        draws = Draws(seed, _PARTING, number)
        held[kind] = tuple(
            Situation(f"{kind}: {name}", kind, tuple(_parted(part, draws)[half] for part in parts))
            for name, parts in _read(f"situations/{kind.replace(' ', '_')}.yaml").items()
        )
    return Phrasebook(held, _halved("asides.yaml", half), _halved("subjects.yaml", half))


def hard_ones(seed: int) -> Mapping[Half, Sequence[HardOne]]:
    """Return for each half the enquiries written by hand; most go to the test half."""
    safety = [
        HardOne(f"by hand: {SAFETY} {number}", SAFETY, channel, text)
        for number, (channel, text) in enumerate(_read("hard_damp_and_safety.yaml"), 1)
    ]
    others = [
        HardOne(f"by hand: {kind} {number}", kind, channel, text)
        for number, (kind, channel, text) in enumerate(_read("hard_other_kinds.yaml"), 1)
    ]
    draws = Draws(seed, _HARD)
    mixed, mixed_others = draws.shuffled(safety), draws.shuffled(others)
    of_safety, of_others = HARD_SAFETY_IN_TEST, HARD_OTHERS_IN_TEST
    return {
        "test": [*mixed[:of_safety], *mixed_others[:of_others]],
        "training": [*mixed[of_safety:], *mixed_others[of_others:]],
    }


def _parted(phrases: Sequence[str], draws: Draws) -> Mapping[Half, tuple[str, ...]]:
    """Part one list of phrases; the training half has the odd one."""
    mixed = draws.shuffled(phrases)
    return {half: tuple(mixed[place::2]) for place, half in enumerate(HALVES)}


def _halved(name: str, half: Half) -> Mapping[str, tuple[str, ...]]:
    held: dict[str, list[str]] = _read(name)
    return {kind: tuple(phrases[HALVES.index(half) :: 2]) for kind, phrases in held.items()}


def _read(name: str) -> Any:
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
