"""Fills both halves of the inbox: the same seed gives the same messages, byte for byte."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from demo.enquiries.draws import Draws
from demo.enquiries.grammar import say
from demo.enquiries.nearness import Seen
from demo.enquiries.phrasebook import HALVES, Half, Phrasebook, Situation, hard_ones, phrasebook
from demo.enquiries.voices import CHANNELS, TEXT_MESSAGE, voiced
from demo.kinds import KINDS, SAFETY

SEED: Final = 20_260_901
FIRST_DAY, DAYS_LONG = date(2026, 9, 1), 81
# Ordinary enquiries of each kind. Danger is rare where it is said plainly.
ORDINARY: Final[Mapping[Half, Mapping[str, int]]] = {
    "training": {
        "arrears": 96, SAFETY: 40, "deposit": 100, "keys and access": 96, "neighbours": 94, "notice": 94,
        "paperwork": 98, "repairs": 130, "viewing": 116,
    },
    "test": {
        "arrears": 56, SAFETY: 18, "deposit": 58, "keys and access": 56, "neighbours": 56, "notice": 54,
        "paperwork": 58, "repairs": 80, "viewing": 70,
    },
}  # fmt: skip
ONE_WRONG_IN: Final = 60
# The slip a tired person makes when sorting.
TAKEN_FOR: Final = {
    "arrears": "paperwork", SAFETY: "repairs", "deposit": "notice", "keys and access": "repairs",
    "neighbours": "repairs", "notice": "deposit", "paperwork": "arrears", "repairs": "keys and access",
    "viewing": "keys and access",
}  # fmt: skip
CROSS_ABOUT: Final = ("repairs", SAFETY, "neighbours", "deposit", "keys and access")
SHORT, SHORTER, TWO_MATTERS = 0.22, 0.3, 0.09
WITH_SUBJECT, VAGUE_SUBJECT = 0.75, 0.25
_FILLING, _ORDER, _TRAFFIC = 1, 2, 3
TRIES = 300


@dataclass(frozen=True, slots=True)
class Enquiry:
    """One message.

    Attributes
    ----------
    kind : the label as it stands in the file, sometimes wrong.
    right_kind : the label it should have.
    origin : the situation it was drawn from, or which of those written by hand it is.
    """

    half: Half
    origin: str
    right_kind: str
    channel: str
    text: str
    kind: str
    id: str = ""
    received: date = FIRST_DAY

    @property
    def by_hand(self) -> bool:
        """Return whether it is one of the hard ones."""
        return self.origin.startswith("by hand")


def inbox(seed: int = SEED) -> list[Enquiry]:
    """Return both halves in the order in which they came in."""
    seen = Seen()
    written: list[Enquiry] = []
    by_hand = hard_ones(seed)
    for half, ones in by_hand.items():
        for one in ones:
            seen.keep(one.text)
            written.append(Enquiry(half, one.name, one.kind, one.channel, one.text, one.kind))
    for place, half in enumerate(HALVES):
        draws = Draws(seed, _FILLING, place)
        drawn = list(_ordinary(half, seed, draws, seen))
        written += _some_mislabelled(drawn, len(by_hand[half]), draws)
    draws = Draws(seed, _ORDER)
    mixed = draws.shuffled(written)
    days = sorted(draws.below(DAYS_LONG) for _ in mixed)
    return [
        replace(each, id=f"E{number:04}", received=FIRST_DAY + timedelta(days=day))
        for number, (each, day) in enumerate(zip(mixed, days, strict=True), 1)
    ]


def traffic(count: int, mix: Mapping[str, float], seed: int = SEED) -> list[str]:
    """Return `count` ordinary messages without labels, from the training half's situations only.

    `mix` is each kind's share. None is written by hand, so danger said in passing is not among
    them; messages may be alike, as they are in any inbox.
    """
    draws = Draws(seed, _TRAFFIC)
    book = phrasebook(seed, "training")
    messages = []
    for _ in range(count):
        kind = draws.weighted(mix)
        _, text = _message(draws.one(book.situations[kind]), book, draws)
        messages.append(text)
    return messages


def _ordinary(half: Half, seed: int, draws: Draws, seen: Seen) -> Iterator[Enquiry]:
    book = phrasebook(seed, half)
    for kind in KINDS:
        wanted, turn, tries = ORDINARY[half][kind], 0, 0
        while wanted:
            situation = book.situations[kind][turn % len(book.situations[kind])]
            channel, text = _message(situation, book, draws)
            turn += 1
            if seen.holds_like(text):
                tries += 1
                if tries > TRIES * ORDINARY[half][kind]:
                    raise ValueError(f"The phrases for {kind} do not give {wanted} more messages.")
                continue
            seen.keep(text)
            wanted -= 1
            yield Enquiry(half, situation.name, kind, channel, text, kind)


def _message(situation: Situation, book: Phrasebook, draws: Draws) -> tuple[str, str]:
    parts = [draws.one(part) for part in situation.parts]
    length = draws.share()
    if length < SHORT:
        parts = parts[:1]
    elif length < SHORT + SHORTER:
        parts = parts[:2]
    elif draws.happens(0.5) and len(parts) == 3:
        parts = [parts[0], parts[2]]
    if draws.happens(TWO_MATTERS):
        other = draws.one([kind for kind in sorted(book.asides) if kind != situation.kind])
        parts.append(draws.one(book.asides[other]))
    channel = draws.weighted(CHANNELS)
    sentences = [_capital(say(part, draws)) for part in parts]
    text = voiced(sentences, channel, draws, may_be_cross=situation.kind in CROSS_ABOUT)
    if channel != TEXT_MESSAGE and draws.happens(WITH_SUBJECT):
        kind = "vague" if draws.happens(VAGUE_SUBJECT) else situation.kind
        text = f"{say(draws.one(book.subjects[kind]), draws)} | {text}"
    return channel, text


def _some_mislabelled(drawn: list[Enquiry], by_hand: int, draws: Draws) -> list[Enquiry]:
    """Return what was drawn with one label in 60 of the half wrong; what is by hand stays right."""
    count = round((len(drawn) + by_hand) / ONE_WRONG_IN)
    wrong = set(draws.shuffled(range(len(drawn)))[:count])
    return [
        replace(each, kind=TAKEN_FOR[each.kind]) if place in wrong else each
        for place, each in enumerate(drawn)
    ]


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
