"""What personal data looks like in a text: where each piece begins and ends.

A piece is told by its shape and, where it has one, by its check digit. Where a shape alone would
take every order number for a patient's, a word beside it or the column's title must speak for it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from evaluations.personal_data.check_digits import (
    IBAN_LENGTHS,
    is_card_number,
    is_iban,
    is_nhs_number,
)

NAME, EMAIL, PHONE, INSURANCE, NHS, CARD, IBAN, ACCOUNT, POSTCODE = (
    "name", "email", "phone", "insurance_number", "nhs_number", "card", "iban", "account", "postcode",
)  # fmt: skip
KINDS: Final = (NAME, EMAIL, PHONE, INSURANCE, NHS, CARD, IBAN, ACCOUNT, POSTCODE)
# Their shape or check digit is hardly met by chance; the others may be a firm's line, a place, a thing.
SURE: Final = frozenset({EMAIL, INSURANCE, NHS, CARD, IBAN})

# It stands for no letter, digit or blank, so that nothing is read across it.
_GONE: Final = "¶"
_SHORTEST: Final = 5  # a postcode without its blank
# What comes again and again in a column is short, and is looked through once.
LONGEST_KEPT: Final = 100
MOST_KEPT: Final = 1 << 16
_ANYTHING = re.compile(r"[@0-9]|GIR", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_PHONE = re.compile(r"(?<![\w+])(?:\+44|0044|\(?0)[\d ().\-]{7,18}\d(?!\w)")
_ABROAD = re.compile(r"(?<![\w+])(?:\+|00)(?!44)[1-9]\d{0,2}[ ().\-][\d ().\-]{4,18}\d(?!\w)")
_ABROAD_CLOSED = re.compile(r"(?<![\w+])\+(?!44)[1-9]\d{7,14}(?!\w)")
# Never given out: D, F, I, Q, U, V; O as the second letter; and seven pairs.
_INSURANCE = re.compile(
    r"\b(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D]\b",
    re.IGNORECASE,
)
_NHS = re.compile(r"(?<![\w.,-])(?:\d{3}([ -])\d{3}\1\d{4}|\d{10})(?![\w-])")
_ABOUT_NHS = re.compile(r"\b(?:nhs|patients?)\b", re.IGNORECASE)
_DIGITS = re.compile(r"(?<![\w])\d(?:[ -]?\d){12,}(?![\w])")
_IBAN = re.compile(r"\b[A-Z]{2}\d\d(?=[ A-Z0-9])")
_ACCOUNT = re.compile(
    r"(?<![\d-])\d\d([ -])\d\d\1\d\d(?![\d-]).{0,30}?(?<!\d)\d{8}(?!\d)"
    r"|(?<!\d)\d{8}(?!\d).{0,30}?(?<![\d-])\d\d([ -])\d\d\2\d\d(?![\d-])"
)
_ABOUT_ACCOUNT = re.compile(r"\b(?:sort|account|acct?|a/c|bank)\b", re.IGNORECASE)
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
_NAMES_OF_THINGS: Final = frozenset(
    {
        "product", "file", "column", "field", "model", "event", "project", "domain", "host", "street",
        "branch", "brand", "id", "ref", "number", "no", "type", "category", "count", "since",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of personal data in a text, from `start` up to `end`."""

    kind: str
    start: int
    end: int


def pieces_in(cell: str, title: str = "") -> tuple[Piece, ...]:
    """Return the pieces in a cell of the column `title`, in order; no two overlap."""
    if _holds_nothing(cell):
        return ()
    found: list[Piece] = []
    rest, before = cell, -1
    # Two numbers in a row look like one that is none, until the first of them is out of the way.
    while len(found) > before:
        before = len(found)
        for kind, look in _LOOKS:
            for start, end in look(rest, title):
                if _GONE in rest[start:end]:
                    continue
                found.append(Piece(kind, start, end))
                rest = f"{rest[:start]}{_GONE * (end - start)}{rest[end:]}"
    return tuple(sorted(found, key=lambda piece: piece.start))


def _holds_nothing(cell: str) -> bool:
    """Return whether a glance at a cell tells that it holds no piece."""
    return len(cell) < _SHORTEST or _ANYTHING.search(cell) is None


class PiecesFound:
    """`pieces_in`, remembering what short cells hold for as long as this is kept."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._kept: dict[tuple[str, str], tuple[Piece, ...]] = {}

    def of(self, cell: str, title: str) -> tuple[Piece, ...]:
        """Return the pieces in a cell of the column `title`, as `pieces_in` does."""
        if _holds_nothing(cell):
            return ()
        if len(cell) > LONGEST_KEPT:
            return pieces_in(cell, title)
        found = self._kept.get((cell, title))
        if found is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            found = self._kept[cell, title] = pieces_in(cell, title)
        return found


def is_titled_as_name(column: str) -> bool:
    """Return whether a column holds people's names, to judge by its title."""
    words = set(_words(column).split())
    return bool(words & _NAME_TITLES) and not words & _NAMES_OF_THINGS


Places = Iterator[tuple[int, int]]


def _emails(cell: str, _: str) -> Places:
    if "@" in cell:
        yield from (match.span() for match in _EMAIL.finditer(cell))


def _ibans(cell: str, _: str) -> Places:
    for match in _IBAN.finditer(cell):
        wanted, signs, end = IBAN_LENGTHS.get(cell[match.start() : match.start() + 2], 0), "", 0
        for at in range(match.start(), len(cell)):
            if len(signs) == wanted or not (cell[at].isalnum() or cell[at] == " "):
                break
            if cell[at] != " ":
                signs, end = signs + cell[at], at + 1
        closed = end == len(cell) or not cell[end].isalnum()
        if wanted and closed and signs.isascii() and is_iban(signs):
            yield match.start(), end


def _cards(cell: str, _: str) -> Places:
    for run in _DIGITS.finditer(cell):
        groups = [match.span() for match in re.finditer(r"\d+", run.group())]
        first = 0
        while first < len(groups):
            last = _end_of_card(run.group(), groups, first)
            if last is not None:
                yield run.start() + groups[first][0], run.start() + groups[last][1]
                first = last
            first += 1


def _end_of_card(run: str, groups: list[tuple[int, int]], first: int) -> int | None:
    """Return the last of the groups that together are a card number, the longest such."""
    for last in range(min(len(groups), first + 19) - 1, first - 1, -1):
        if is_card_number(_digits(run[groups[first][0] : groups[last][1]])):
            return last
    return None


def _insurance_numbers(cell: str, _: str) -> Places:
    yield from (match.span() for match in _INSURANCE.finditer(cell))


def _nhs_numbers(cell: str, title: str) -> Places:
    about = _ABOUT_NHS.search(cell) or _ABOUT_NHS.search(_words(title))
    for match in _NHS.finditer(cell):
        # One bare number in eleven passes by chance, and what begins with 0 is mostly a phone's.
        told = about or (match.group(1) and not match.group().startswith("0"))
        if told and is_nhs_number(_digits(match.group())):
            yield match.span()


def _accounts(cell: str, title: str) -> Places:
    if _ABOUT_ACCOUNT.search(cell) or _ABOUT_ACCOUNT.search(_words(title)):
        yield from (match.span() for match in _ACCOUNT.finditer(cell))


def _phones(cell: str, _: str) -> Places:
    for match in _PHONE.finditer(cell):
        digits = _digits(match.group())
        abroad = next((prefix for prefix in ("0044", "44") if digits.startswith(prefix)), "")
        national = digits.removeprefix(abroad).removeprefix("0")
        # A few areas have numbers of nine digits: Ofcom, National Telephone Numbering Plan.
        if national[:1] in {"1", "2", "3", "7", "8", "9"} and len(national) in {9, 10}:
            yield match.span()
    for shape in (_ABROAD, _ABROAD_CLOSED):
        for match in shape.finditer(cell):
            # ITU-T E.164: at most fifteen digits with the country's; under eight no country has.
            if 8 <= len(_digits(match.group()).lstrip("0")) <= 15:
                yield match.span()


def _postcodes(cell: str, _: str) -> Places:
    yield from (match.span() for match in _POSTCODE.finditer(cell))


# The more a shape proves, the earlier it is looked for: what is one is not looked at as another.
_LOOKS: Final[tuple[tuple[str, Callable[[str, str], Places]], ...]] = (
    (EMAIL, _emails), (IBAN, _ibans), (CARD, _cards), (INSURANCE, _insurance_numbers),
    (NHS, _nhs_numbers), (ACCOUNT, _accounts), (PHONE, _phones), (POSTCODE, _postcodes),
)  # fmt: skip


def _digits(written: str) -> str:
    return re.sub(r"\D", "", written)


def _words(title: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])|[\W_]+", " ", title).casefold()
