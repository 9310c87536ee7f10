"""Write into the worksheet of a DPIA: own words, the DPO, a risk."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from content.refusal import Refused
from organisations import audit
from organisations.actors import Actor
from procurement.actions.rescreening import load_for_screening
from procurement.actions.turns import take_turn
from procurement.models import Assessment, Flag
from protection.dpia.loader import load_sheet
from protection.dpia.record import Measure
from protection.gathering import worksheet_of
from protection.models import AdviceFollowed, Dpia, DpiaRisk, DpiaText, DpoState

OPEN_AGAIN = "Open it again to change the DPIA."
LONGEST = 5_000


@dataclass(frozen=True, slots=True)
class RiskTold:
    """A risk as somebody writes it. Likelihood and severity are keys of the matrix, or empty."""

    title: str
    harm: str = ""
    likelihood: str = ""
    severity: str = ""
    measures: Sequence[Measure] = ()
    likelihood_after: str = ""
    severity_after: str = ""
    left_out: str = ""


def load_for_worksheet(assessment: Assessment) -> None:
    """Read from files or rows what the worksheet needs, before a transaction and not inside it."""
    load_for_screening(assessment)
    load_sheet()


def write_cells(
    *,
    assessment: Assessment,
    texts: Mapping[str, str],
    based_on: Mapping[str, int],
    by: Actor,
    confirmed: Collection[str] = (),
) -> int:
    """Keep what a person wrote into cells, and return how many say something new.

    `based_on` is the version of each cell's words as the page showed them, 0 for none. `confirmed`
    names cells whose words still hold, though the answers beside them changed.

    Raises
    ------
    Refused
        If the assessment is closed, or somebody else changed a cell meanwhile; `column` names it.
    """
    load_for_worksheet(assessment)
    with transaction.atomic():
        take_turn(assessment, what_to_do=OPEN_AGAIN)
        dpia = _dpia(assessment)
        rows = {row.cell: row for row in dpia.texts.select_for_update()}
        cells = {cell.id: cell for step in worksheet_of(assessment).steps for cell in step.cells}
        written = []
        for key, text in texts.items():
            row, text = rows.get(key), text.strip()
            still_holds = key in confirmed and row is not None and bool(cells[key].changed)
            if text == (row.text if row else "") and not still_holds:
                continue
            _refuse_if_stale(row, based_on.get(key, 0), text, cells[key].title)
            over = [
                line.model_dump(mode="json", exclude_defaults=True) for line in cells[key].lines
            ]
            if row is None:
                row = DpiaText(organisation_id=dpia.organisation_id, dpia=dpia, cell=key, version=0)
            row.text, row.over, row.by_name = text[:LONGEST], over, by.name
            row.version += 1
            row.save()
            written.append(key)
        if written:
            _record(
                assessment,
                dpia,
                by,
                "dpia.written",
                f"Wrote in the DPIA: {', '.join(cells[key].title.lower() for key in written)}.",
                {"cells": written},
            )
    return len(written)


def _refuse_if_stale(row: DpiaText | None, based_on: int, text: str, title: str) -> None:
    if row is not None and row.version > based_on and row.text != text:
        raise Refused(
            f"{row.by_name} changed “{title}” while you wrote. It says now: {row.text or 'nothing'}",
            column=row.cell,
            what_to_do="Put the two together, then save.",
        )


def say_officer(
    *,
    assessment: Assessment,
    state: DpoState,
    name: str,
    words: str,
    followed: AdviceFollowed | None,
    followed_why: str,
    based_on: int,
    by: Actor,
) -> Dpia:
    """Keep whether there is a DPO, what they advised, and what became of it.

    Raises
    ------
    Refused
        With `column` naming what is missing: name, words or followed_why; or if somebody else
        changed it meanwhile, or the assessment is closed.
    """
    name, words, followed_why = name.strip(), words.strip(), followed_why.strip()
    named = state == DpoState.NAMED
    if named and not name:
        raise Refused("Say who the data protection officer is.", column="name")
    if state == DpoState.NONE_NEEDED and not words:
        raise Refused("Say why you need no data protection officer.", column="words")
    if named and followed == AdviceFollowed.NO and not followed_why:
        raise Refused("Say why you do not follow the advice.", column="followed_why")
    with transaction.atomic():
        take_turn(assessment, what_to_do=OPEN_AGAIN)
        dpia = _dpia(assessment)
        if dpia.version > based_on:
            raise Refused(
                "Somebody else changed this while you wrote.",
                what_to_do="Open the page again, then save.",
            )
        dpia.dpo, dpia.dpo_words = state, words
        dpia.dpo_name = name if named else ""
        dpia.followed = followed or "" if named else ""
        dpia.followed_why = followed_why if named else ""
        dpia.version += 1
        dpia.save()
        _record(
            assessment,
            dpia,
            by,
            "dpia.officer_said",
            f"Said of the data protection officer: {DpoState(state).label.lower()}.",
            {"dpo": state.value, "followed": dpia.followed},
        )
    return dpia


def write_risk(
    *,
    assessment: Assessment,
    told: RiskTold,
    by: Actor,
    flag: Flag | None = None,
    number: int | None = None,
    based_on: int = 0,
) -> DpiaRisk:
    """Return the risk as it is kept now: the one of a flag, the one with a number, or a new own one.

    Raises
    ------
    Refused
        With `column` naming the part that cannot be used: title, left_out or a grading; or if
        somebody else changed it meanwhile, or the assessment is closed.
    """
    _refuse_half(told)
    with transaction.atomic():
        take_turn(assessment, what_to_do=OPEN_AGAIN)
        dpia = _dpia(assessment)
        rows = dpia.risks.select_for_update()
        row = None
        if flag is not None:
            row = rows.filter(flag=flag).first()
        elif number is not None:
            row = rows.get(number=number)
        if row is not None and row.version > based_on:
            raise Refused(
                f"{row.by_name} changed this risk while you wrote.",
                what_to_do="Open the page again, then save.",
            )
        if row is None:
            last = rows.order_by("number").last()
            row = DpiaRisk(
                organisation_id=dpia.organisation_id,
                dpia=dpia,
                flag=flag,
                number=last.number + 1 if last else 1,
                version=0,
            )
        row.title, row.harm = told.title.strip()[:300], told.harm.strip()
        row.likelihood, row.severity = told.likelihood, told.severity
        row.measures = [each.model_dump(mode="json") for each in told.measures]
        row.likelihood_after, row.severity_after = told.likelihood_after, told.severity_after
        row.left_out, row.by_name = told.left_out.strip(), by.name
        row.version += 1
        row.save()
        did = "Left out" if row.left_out else "Wrote"
        _record(
            assessment,
            dpia,
            by,
            "dpia.risk_written",
            f"{did} a risk of the DPIA: {row.title}.",
            {"number": row.number, "flag": str(row.flag_id) if row.flag_id else None},
        )
    return row


def _refuse_half(told: RiskTold) -> None:
    if not told.title.strip():
        raise Refused("Say in a few words what could go wrong.", column="title")
    for first, second in (
        ("likelihood", "severity"),
        ("severity", "likelihood"),
        ("likelihood_after", "severity_after"),
        ("severity_after", "likelihood_after"),
    ):
        if getattr(told, first) and not getattr(told, second):
            asked = "likely it is" if second.startswith("likelihood") else "bad it would be"
            when = " after the measures" if second.endswith("after") else ""
            raise Refused(f"Choose how {asked}{when}.", column=second)
    if told.likelihood_after and not told.likelihood:
        raise Refused("Rate the risk before the measures too.", column="likelihood")
    if told.left_out.strip() and told.measures:
        raise Refused(
            "You left the risk out and wrote measures for it.",
            column="left_out",
            what_to_do="Empty one of the two.",
        )


def _dpia(assessment: Assessment) -> Dpia:
    dpia, _ = Dpia.objects.of(assessment.organisation_id).get_or_create(
        assessment=assessment, defaults={"organisation_id": assessment.organisation_id}
    )
    return dpia


def _record(
    assessment: Assessment,
    dpia: Dpia,
    by: Actor,
    verb: str,
    sentence: str,
    details: dict[str, object],
) -> None:
    audit.record(
        organisation=assessment.organisation_id,
        by=by,
        verb=verb,
        subject=dpia,
        sentence=sentence,
        details=details,
    )
