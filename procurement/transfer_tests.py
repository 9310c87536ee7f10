"""May personal data go to the vendor's country? As the rulebook's list says on the day. Pure."""

from collections.abc import Collection
from datetime import date
from typing import Final

from content.countries import countries
from content.shape import Content
from procurement.rulebook.schema import Citation, Rulebook

NOT_KNOWN: Final = "not_known"
# What the law says of a transfer abroad as such, and where the ICO explains it.
_ALWAYS: Final = ("ukgdpr_44a", "ico_transfer")
_AT_HOME: Final = ("ico_transfer",)


class Cited(Content):
    """One source: what it is, where it stands, and when we last looked."""

    instrument: str
    url: str | None
    checked_on: date


class TransferTest(Content):
    """One country on one day.

    `status` is home, full, partial, none, or not_known where nobody has said which country it is.
    """

    country: str
    name: str
    status: str
    on: date
    scope: str
    check: str
    basis: str
    citations: tuple[Cited, ...]

    @property
    def asks_why(self) -> bool:
        """Return whether a person must say why the data may go there all the same."""
        return self.status not in {"home", "full"}


def transfer_tests(
    codes: Collection[str], rulebook: Rulebook, on: date
) -> tuple[TransferTest, ...]:
    """Return the test of each country; of no country, one that cannot tell."""
    known = sorted({code for code in codes if code})
    return tuple(_test(code, rulebook, on) for code in known or [""])


def _test(code: str, rulebook: Rulebook, on: date) -> TransferTest:
    entry = rulebook.adequacy.entry(code, on)
    status = rulebook.adequacy.status(code, on) if code else NOT_KNOWN
    refs = entry.citations if entry else _AT_HOME if status == "home" else _ALWAYS
    by_ref = rulebook.citation
    return TransferTest(
        country=code,
        name=countries().get(code, code) or "A country we were not told",
        status=status,
        on=on,
        scope=entry.scope if entry else "",
        check=(entry.buyer_check or "") if entry else "",
        basis=entry.legal_basis if entry else "",
        citations=tuple(_cited(by_ref[ref]) for ref in refs if ref in by_ref),
    )


def _cited(source: Citation) -> Cited:
    return Cited(instrument=source.instrument, url=source.url, checked_on=source.checked_on)
