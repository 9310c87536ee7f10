"""The kinds that examples are sorted into: 2 to 12, each with a line that says what it means. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from content.refusal import Refused

FEWEST, MOST = 2, 12
LONGEST_NAME, LONGEST_MEANING = 60, 300
# The keys of the first twelve kinds; letters only where the digits have run out.
KEYS: Final = "1234567890ab"
SKIP_KEY: Final = "s"
CANNOT_SAY: Final = ""
CANNOT_SAY_WORDS: Final = "Cannot say"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind. `key` never changes and is what a label holds; the name may be mended."""

    key: str
    name: str
    meaning: str

    def as_json(self) -> dict[str, str]:
        """Return what the database keeps."""
        return {"key": self.key, "name": self.name, "meaning": self.meaning}


def kinds_from(kept: Iterable[dict[str, Any]]) -> tuple[Kind, ...]:
    """Return the kinds that `Kind.as_json` wrote, in their order."""
    return tuple(Kind(each["key"], each["name"], each["meaning"]) for each in kept)


def checked(kinds: Sequence[Kind], *, used: Iterable[str] = ()) -> tuple[Kind, ...]:
    """Return the kinds, their words trimmed.

    Parameters
    ----------
    kinds
        As they were written; the order is the order of the keys.
    used
        The keys that labels hold already: none of these may go.

    Raises
    ------
    Refused
        If there are too few or too many, one has no name or no meaning, two have one name, words are
        too long, or a kind that is in use is missing. `column` names the kind's key where one is at
        fault.
    """
    trimmed = tuple(
        Kind(each.key, " ".join(each.name.split()), " ".join(each.meaning.split()))
        for each in kinds
    )
    seen: dict[str, str] = {}
    for each in trimmed:
        _check_words(each)
        if each.name.casefold() in seen:
            raise Refused(f"Two kinds are called {each.name}", column=each.key)
        seen[each.name.casefold()] = each.key
    if not FEWEST <= len(trimmed) <= MOST:
        raise Refused(f"Name at least {FEWEST} kinds, and at most {MOST}")
    lost = set(used) - {CANNOT_SAY} - {each.key for each in trimmed}
    if lost:
        raise Refused("This kind is in use, so it cannot be taken out", column=min(lost))
    return trimmed


def _check_words(kind: Kind) -> None:
    if not kind.name:
        raise Refused("Give this kind a name", column=kind.key)
    if kind.name.casefold() == CANNOT_SAY_WORDS.casefold():
        raise Refused(f"{CANNOT_SAY_WORDS} is there already. Choose another name", column=kind.key)
    if len(kind.name) > LONGEST_NAME:
        raise Refused(f"Use {LONGEST_NAME} characters or fewer", column=kind.key)
    if not kind.meaning:
        raise Refused(f"Say in a line what {kind.name} means", column=kind.key)
    if len(kind.meaning) > LONGEST_MEANING:
        raise Refused(f"Use {LONGEST_MEANING} characters or fewer", column=kind.key)
