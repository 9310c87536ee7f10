"""Looks for personal data in texts before they leave: what can be told by its shape. Pure.

It finds what is written in the usual ways. It does not know names in running text, addresses
without a postcode, or what a story tells of somebody: none found never means that there is none.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from content.shape import Content

MOST_EXAMPLES: Final = 3
LONGEST_EXAMPLE: Final = 60

EMAIL, PHONE, INSURANCE, CARD, POSTCODE, NAME = (
    "email", "phone", "insurance_number", "card", "postcode", "name",
)  # fmt: skip
KINDS: Final = (NAME, EMAIL, PHONE, INSURANCE, CARD, POSTCODE)

_EMAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_PHONE = re.compile(r"(?<![\w+])(?:\+44|0044|\(?0)[\d ().\-]{7,18}\d(?!\w)")
# Never given out: D, F, I, Q, U, V; O as the second letter; and seven pairs.
_INSURANCE = re.compile(
    r"\b(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D]\b",
    re.IGNORECASE,
)
_CARD = re.compile(r"(?<![\w])\d(?:[ -]?\d){12,18}(?![\w])")
_POSTCODE = re.compile(
    r"\b(?:GIR ?0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d{1,2}|\d[A-HJKPS-UW]|[A-HK-Y]\d[A-Z]) ?"
    r"\d[ABD-HJLNP-UW-Z]{2})\b",
    re.IGNORECASE,
)
_NAME_TITLES: Final = frozenset(
    {
        "name", "names", "surname", "forename", "firstname", "lastname", "fullname", "tenant", "tenants",
        "landlord", "customer", "client", "applicant", "contact", "patient", "sender", "caller",
    }
)  # fmt: skip


class Found(Content):
    """One kind of thing in one column.

    Attributes
    ----------
    kind : one of `KINDS`.
    cells : how many cells have at least one.
    examples : up to `MOST_EXAMPLES` of them as they stand, for the buyer's eyes only.
    """

    kind: str
    column: str
    cells: int
    examples: tuple[str, ...]


class Scan(Content):
    """What was found in a table, and how much of it was looked at."""

    rows: int
    columns: tuple[str, ...]
    found: tuple[Found, ...]


def scan(columns: Mapping[str, Sequence[str]]) -> Scan:
    """Return what is found in the cells of each column, all of the same length."""
    found: list[Found] = []
    for name, cells in columns.items():
        if _is_titled_as_name(name):
            written = [cell.strip() for cell in cells if cell.strip()]
            if written:
                found.append(
                    Found(kind=NAME, column=name, cells=len(written), examples=_few(written))
                )
        for kind, look in _LOOKS.items():
            hits = [seen for seen in (list(look(cell)) for cell in cells) if seen]
            if hits:
                first = _few(match for seen in hits for match in seen)
                found.append(Found(kind=kind, column=name, cells=len(hits), examples=first))
    rows = max((len(cells) for cells in columns.values()), default=0)
    return Scan(rows=rows, columns=tuple(columns), found=tuple(found))


def as_bytes(scanned: Scan) -> bytes:
    """Return it for the vault: the examples in it are personal data."""
    return scanned.model_dump_json().encode()


def from_bytes(written: bytes) -> Scan:
    """Return what `as_bytes` wrote."""
    return Scan.model_validate_json(written)


def is_card_number(digits: str) -> bool:
    """Return whether 13 to 19 digits pass the check of Luhn (ISO/IEC 7812-1, annex B)."""
    if not 13 <= len(digits) <= 19 or len(set(digits)) == 1:
        return False
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * 2 if place % 2 else int(digit)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def _emails(cell: str) -> Iterator[str]:
    yield from (match.group() for match in _EMAIL.finditer(cell))


def _phones(cell: str) -> Iterator[str]:
    for match in _PHONE.finditer(cell):
        digits = re.sub(r"\D", "", match.group())
        abroad = next((prefix for prefix in ("0044", "44") if digits.startswith(prefix)), "")
        national = digits.removeprefix(abroad).removeprefix("0")
        # A few areas have numbers of nine digits: Ofcom, National Telephone Numbering Plan.
        if national[:1] in {"1", "2", "3", "7", "8", "9"} and len(national) in {9, 10}:
            yield match.group()


def _insurance_numbers(cell: str) -> Iterator[str]:
    yield from (match.group() for match in _INSURANCE.finditer(cell))


def _cards(cell: str) -> Iterator[str]:
    for match in _CARD.finditer(cell):
        if is_card_number(re.sub(r"\D", "", match.group())):
            yield match.group()


def _postcodes(cell: str) -> Iterator[str]:
    yield from (match.group() for match in _POSTCODE.finditer(cell))


_LOOKS: Final[Mapping[str, Callable[[str], Iterator[str]]]] = {
    EMAIL: _emails,
    PHONE: _phones,
    INSURANCE: _insurance_numbers,
    CARD: _cards,
    POSTCODE: _postcodes,
}


def _is_titled_as_name(column: str) -> bool:
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|[\W_]+", " ", column).casefold().split()
    return any(word in _NAME_TITLES for word in words)


def _few(seen: Iterator[str] | Sequence[str]) -> tuple[str, ...]:
    kept: dict[str, None] = {}
    for each in seen:
        kept[each if len(each) <= LONGEST_EXAMPLE else f"{each[: LONGEST_EXAMPLE - 1]}…"] = None
        if len(kept) == MOST_EXAMPLES:
            break
    return tuple(kept)
