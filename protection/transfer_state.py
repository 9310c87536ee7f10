"""Reads where data goes for one assessment, and how far the worksheets on it are."""

from dataclasses import dataclass
from typing import Literal

from procurement.answered import Answered
from procurement.facts.fact import State
from procurement.models import Assessment, Door
from protection.models import TransferConclusion, TransferWorksheet
from protection.transfers.law import load_worksheet
from protection.transfers.reading import transfer_sheet
from protection.transfers.sheet import TransferSheet
from protection.transfers.worksheet import (
    Changed,
    Worksheet,
    blank_worksheet,
    changes,
    place_in_words,
    speaks_of,
)

DONE = "tra_done"
Standing = Literal["not_begun", "begun", "signed", "changed", "refused"]


@dataclass(frozen=True, slots=True)
class WorksheetState:
    """How the worksheet of one country stands.

    `now` holds what is on file today with what was written last; `changed` is what is otherwise
    than when it was signed. `new_places` says in words which places there the newest signed version
    does not speak of: all of them, where nobody signed one.
    """

    now: Worksheet
    latest: TransferWorksheet | None
    signed: TransferWorksheet | None
    changed: tuple[Changed, ...]
    new_places: tuple[str, ...]

    @property
    def code(self) -> str:
        """Return the country's code."""
        return self.now.code

    @property
    def version(self) -> int:
        """Return the number of the newest version, 0 for none."""
        return self.latest.version if self.latest else 0

    @property
    def standing(self) -> Standing:
        """Return where it stands: a later version that nobody signed yet counts as begun."""
        if self.latest is None:
            return "not_begun"
        if self.signed is None or self.latest.version > self.signed.version:
            return "begun"
        if self.changed:
            return "changed"
        return "refused" if self.signed.conclusion == TransferConclusion.LOWER else "signed"


@dataclass(frozen=True, slots=True)
class TransferState:
    """Where data goes, with the worksheet of each country that needs one.

    `past` are signed worksheets of countries that need none any more.
    """

    sheet: TransferSheet
    worksheets: tuple[WorksheetState, ...]
    past: tuple[TransferWorksheet, ...]
    answered: Answered

    @property
    def done(self) -> bool:
        """Return whether every journey that needs it is assessed, signed and may go ahead."""
        return all(each.standing == "signed" for each in self.worksheets) and not any(
            stop.worksheet == "cannot_tell" for stop in self.sheet.stops
        )

    @property
    def answer(self) -> str | None:
        """Return what is answered on the risk assessment; None where it is not asked or told."""
        fact = self.answered.facts.find(DONE)
        return str(fact.values[0]) if fact.state is State.KNOWN else None

    @property
    def asked(self) -> bool:
        """Return whether the question on the risk assessment applies."""
        return self.answered.facts.find(DONE).state is not State.CANNOT_APPLY

    @property
    def reopened(self) -> bool:
        """Return whether a new place opened again what was signed for all places before."""
        newest = self.answered.latest(DONE)
        return newest is not None and newest.door == Door.NEW_PLACE

    @property
    def says_too_much(self) -> bool:
        """Return whether the answer says that all is assessed, and it is not on file here."""
        return bool(self.worksheets) and self.answer == "opt_yes" and not self.done

    @property
    def new_places(self) -> tuple[str, ...]:
        """Return the places that no signed worksheet speaks of, in words: those nobody names too."""
        named = (place for each in self.worksheets for place in each.new_places)
        unnamed = (
            place_in_words(stop) for stop in self.sheet.stops if stop.worksheet == "cannot_tell"
        )
        return tuple(dict.fromkeys([*named, *unnamed]))

    @property
    def next_worksheet(self) -> WorksheetState | None:
        """Return the first worksheet that somebody is to work on."""
        waiting = ("not_begun", "begun", "changed")
        return next((each for each in self.worksheets if each.standing in waiting), None)

    def of(self, country: str) -> WorksheetState | None:
        """Return the worksheet of a country, if it needs one."""
        return next((each for each in self.worksheets if each.code == country), None)


def transfer_state(assessment: Assessment) -> TransferState:
    """Return everything on where the assessment's data goes, as it stands now."""
    answered = Answered.of(assessment)
    product = assessment.product
    sheet = transfer_sheet(
        answered.facts,
        answered.library,
        assessment.law_on,
        buyer=assessment.organisation.name,
        seller=product.vendor.name,
        product=product.name,
    )
    versions: dict[str, list[TransferWorksheet]] = {}
    rows = TransferWorksheet.objects.of(assessment.organisation_id).filter(assessment=assessment)
    for row in rows.order_by("version"):
        versions.setdefault(row.country, []).append(row)
    needed = [code for code, _ in sheet.worksheets]
    return TransferState(
        sheet,
        tuple(_state(code, versions.get(code, []), sheet, answered) for code in needed),
        tuple(
            signed[-1]
            for code, each in versions.items()
            if code not in needed and (signed := [row for row in each if row.signed])
        ),
        answered,
    )


def _state(
    code: str, versions: list[TransferWorksheet], sheet: TransferSheet, answered: Answered
) -> WorksheetState:
    blank = blank_worksheet(sheet, code, answered.facts, answered.library, load_worksheet())
    latest = versions[-1] if versions else None
    signed = next((row for row in reversed(versions) if row.signed), None)
    kept = Worksheet.model_validate(latest.content) if latest else None
    written = {part.id: part.written for part in kept.sections} if kept else {}
    before = Worksheet.model_validate(signed.content) if signed else None
    return WorksheetState(
        blank.with_written(written),
        latest,
        signed,
        changes(before, blank) if before else (),
        tuple(
            place_in_words(s) for s in sheet.to(code) if before is None or not speaks_of(before, s)
        ),
    )
