"""From a typed name to what such a name usually means: words, precision tags, known families."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from procurement.decoding.family_names import load_family_names
from procurement.decoding.name_words import stands_in, tidied, words_of
from procurement.decoding.precision import Precision, gguf_spans, precisions_in
from procurement.rulebook.table_schema import SIGNALS, Family, Lineage, MarketingTerm


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the name, and whether it says something."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Sign:
    """A word that stands in the name, as it stands there, and what it usually means."""

    word: str
    term: MarketingTerm


@dataclass(frozen=True, slots=True)
class DecodedName:
    """What a name usually means. Nothing in it is a statement about the product.

    Attributes
    ----------
    name : what was read, tidied.
    parts : the whole name in pieces, those that say something marked.
    signs : the strongest first.
    strength : strong, moderate or weak as the strongest sign is; none where there is no sign.
    families : published model families whose names read like this one.
    as_at : the day of the table behind all this.
    """

    name: str
    parts: tuple[Part, ...]
    signs: tuple[Sign, ...]
    precisions: tuple[Precision, ...]
    families: tuple[Family, ...]
    strength: str
    as_at: date
    bits_basis: str
    bits_source: str

    @property
    def says_something(self) -> bool:
        """Return whether anything in the name is known to the table."""
        return bool(self.signs or self.precisions or self.families)


def decode(typed: str, lineage: Lineage, *, as_at: date) -> DecodedName:
    """Return what a name of this kind usually means; for any text, and the same for the same text.

    Only the name is read, never a sales page: the patterns are made for names.
    """
    name = tidied(typed)
    spans = gguf_spans(name)
    plain = _without_underscores(name, spans)
    signs: list[Sign] = []
    marks: list[tuple[int, int]] = list(spans)
    for term in lineage.marketing_terms:
        found = [match for match in term.regex.finditer(plain) if match[0]]
        if found:
            start, end = found[0].span()
            signs.append(Sign(name[start:end], term))
            marks += [match.span() for match in found]
    signs.sort(key=lambda sign: SIGNALS.index(sign.term.signal_strength))
    precisions = precisions_in(name, lineage.gguf_bits)
    marks += [(each.start, each.start + len(each.tag)) for each in precisions]
    words = words_of(name)
    phrases = load_family_names()
    return DecodedName(
        name=name,
        parts=_parts(name, marks),
        signs=tuple(signs),
        precisions=precisions,
        families=tuple(
            family
            for family in lineage.families
            if any(stands_in(phrase, words) for phrase in phrases.get(family.id, ()))
        ),
        strength=signs[0].term.signal_strength if signs else "none",
        as_at=as_at,
        bits_basis=lineage.gguf_bits.basis,
        bits_source=lineage.gguf_bits.source,
    )


def _without_underscores(name: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return the name with spaces for underscores, but those inside a precision tag.

    File names join words by underscores, which the patterns count as letters.
    """
    kept = {place for start, end in spans for place in range(start, end)}
    return "".join(
        " " if letter == "_" and place not in kept else letter for place, letter in enumerate(name)
    )


def _parts(name: str, marks: Sequence[tuple[int, int]]) -> tuple[Part, ...]:
    marked = [False] * len(name)
    for start, end in marks:
        marked[start:end] = [True] * (end - start)
    parts: list[Part] = []
    for letter, on in zip(name, marked, strict=True):
        if parts and parts[-1].marked == on:
            parts[-1] = Part(parts[-1].text + letter, on)
        else:
            parts.append(Part(letter, on))
    return tuple(parts)
