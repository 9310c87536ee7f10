"""A decoded name in the sentences that page, paper and e-mail share. None of them asserts. Pure."""

from dataclasses import dataclass

from content.words import word
from procurement.decoding.decode import DecodedName
from procurement.decoding.precision import FULL_BITS, Precision
from procurement.rulebook.table_schema import Family

CANNOT_TELL = (
    "Which bigger model it came from, if any, and what it gets wrong on your work. "
    "Only the vendor’s papers and your own examples show that."
)
NOTHING_KNOWN = (
    "We know no word in this name. That is no good sign and no bad one: most names say nothing."
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one piece of the name usually means, and when not: the two are never shown apart."""

    word: str
    usually: str
    not_always: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SignWords:
    """One word of the name: what it usually means, how strong a sign, when not, and what to ask."""

    word: str
    usually: str
    strength: str
    known_cases: tuple[str, ...]
    not_always: tuple[str, ...]
    ask: str


@dataclass(frozen=True, slots=True)
class FamilyWords:
    """What is published about a family, as label and text, with the addresses of the sources."""

    family: str
    lines: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    seen: str


@dataclass(frozen=True, slots=True)
class NameInWords:
    """A decoded name, ready to be read.

    `ask_first` is empty where the name gives no sign.
    """

    meanings: tuple[Meaning, ...]
    how_sure: str
    cannot_tell: str
    ask_first: str
    signs: tuple[SignWords, ...]
    precisions: tuple[tuple[str, str], ...]
    families: tuple[FamilyWords, ...]


def in_words(decoded: DecodedName) -> NameInWords:
    """Return the sentences for a decoded name."""
    signs = tuple(
        SignWords(
            sign.word,
            _sentence(sign.term.usual_meaning),
            word("sign_strength_short", sign.term.signal_strength),
            sign.term.confirmed_examples,
            sign.term.counter_examples,
            sign.term.ask_vendor,
        )
        for sign in decoded.signs
    )
    precisions = tuple((each.tag, _precision(each)) for each in decoded.precisions)
    families = tuple(map(_family, decoded.families))
    named = {sign.word.lower() for sign in signs}
    meanings = [Meaning(sign.word, sign.usually, sign.not_always) for sign in signs]
    meanings += [Meaning(tag, said) for tag, said in precisions if tag.lower() not in named]
    if not meanings and not families:
        meanings = [Meaning("", NOTHING_KNOWN)]
    return NameInWords(
        meanings=tuple(meanings),
        how_sure=_how_sure(decoded),
        cannot_tell=CANNOT_TELL,
        ask_first=signs[0].ask if signs else "",
        signs=signs,
        precisions=precisions,
        families=families,
    )


def _how_sure(decoded: DecodedName) -> str:
    if decoded.signs or not decoded.says_something:
        return word("sign_strength", decoded.strength)
    if decoded.families:
        return "The name reads like a published family. A name can be borrowed, so ask which it is."
    return word("sign_strength", "moderate")


def _precision(each: Precision) -> str:
    if each.bits >= FULL_BITS:
        return f"Usually means that each number keeps {FULL_BITS} bits, as most models are published. Ask whether the service runs that copy."
    about = f"about {each.bits:.1f}".removesuffix(".0") + " bits"
    source = " (measured on one model; others differ)" if each.measured else ""
    advice = f" What usually follows: {each.advice}." if each.advice else ""
    return (
        f"Usually means that each number is stored in {about} instead of {FULL_BITS}{source}."
        f"{advice} Ask what was lost."
    )


def _family(family: Family) -> FamilyWords:
    how = "; ".join(word("made_how", method) for method in family.method)
    rows = [
        ("Made by", family.creator),
        ("Its members", ", ".join(family.students)),
        ("Learned from", "; ".join(family.teachers) or "No larger model is named"),
        ("Started from", "; ".join(family.base_models) or "Not published"),
        ("How", _sentence(how)),
        ("Who says so", _sentence(word("maker_said", family.vendor_confirmed))),
        ("Figures", _sentence(family.published_figures or "")),
        ("Known limits", _sentence(family.known_limits or "")),
        ("Not checked", _sentence(family.verify or "")),
        ("How sure we are", _sentence(word("how_sure", family.confidence))),
    ]
    return FamilyWords(
        family.family,
        tuple((label, text) for label, text in rows if text),
        family.sources,
        word("source_seen", family.source_seen),
    )


def _sentence(text: str) -> str:
    """Return text with a capital in front and a full stop behind, where it has none."""
    whole = text[:1].upper() + text[1:]
    return whole if not whole or whole.endswith((".", "?", "!", "”")) else f"{whole}."
