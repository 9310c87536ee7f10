"""Puts the worksheet together: screening, answers, what people wrote, risks. It writes nothing."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from procurement.facts.fact_base import FactBase
from procurement.library import Library
from procurement.lifecycle import Standing
from procurement.models import Assessment
from procurement.queries import library_of, sources_of
from procurement.rulebook.evaluate import apply_rules
from procurement.screening import gather_facts
from procurement.shown_flags import ShownFlag, shown_flags
from protection.dpia.differences import changed_since
from protection.dpia.filling import changes_of, filled_in
from protection.dpia.loader import load_sheet
from protection.dpia.record import (
    Cell,
    Dpo,
    Line,
    Measure,
    Record,
    Risk,
    Screened,
    SignedDpia,
    Step,
)
from protection.dpia.schema import CellContent, SheetContent
from protection.dpia.screening import screened
from protection.dpia.sources import sources
from protection.dpia.timing import timing
from protection.models import Dpia, DpiaRisk, DpiaText
from protection.queries import dpia_of, first_done_on, versions_of


def screened_of(assessment: Assessment) -> Screened:
    """Return whether the assessment needs a DPIA, with every sign."""
    library = library_of(assessment)
    facts = gather_facts(library, sources_of(assessment), assessment.law_on)
    return _screened(assessment, library, facts)


def worksheet_of(assessment: Assessment, *, signed_on: date | None = None) -> Record:
    """Return the worksheet as it stands now, unsigned.

    `signed_on` is the day on which it is about to be signed, where none was signed before.
    """
    sheet, library = load_sheet(), library_of(assessment)
    facts = gather_facts(library, sources_of(assessment), assessment.law_on)
    dpia = dpia_of(assessment)
    texts = {text.cell: text for text in dpia.texts.all()} if dpia else {}
    today = timezone.localdate()
    return Record(
        product=str(assessment.product),
        vendor=str(assessment.product.vendor),
        use_case=assessment.use_case,
        law_on=assessment.law_on,
        bank_version=library.bank.version,
        rulebook_version=library.rulebook.version,
        sheet_version=sheet.version,
        screened=_screened(assessment, library, facts),
        timing=timing(facts, first_done_on(assessment) or signed_on, today),
        steps=tuple(
            Step(
                id=step.id,
                number=number,
                title=step.title,
                lead=step.lead,
                cells=tuple(
                    _cell(cell, filled_in(cell.filled_from, facts, library), texts.get(cell.id))
                    for cell in step.cells
                ),
                sources=sources(step.cites, library, today),
            )
            for number, step in enumerate(sheet.steps, start=1)
        ),
        risks=tuple(_risks(assessment, dpia, sheet)),
        dpo=_dpo(dpia),
    )


def signed_of(assessment: Assessment) -> SignedDpia | None:
    """Return the newest signed version with what changed since, None while there is none."""
    versions = versions_of(assessment)
    if not versions:
        return None
    last = versions[-1]
    record = Record.model_validate(last.content)
    return SignedDpia(
        number=last.number,
        sha256=last.sha256,
        record=record,
        changed=changed_since(record, worksheet_of(assessment)),
    )


def _screened(assessment: Assessment, library: Library, facts: FactBase) -> Screened:
    on = assessment.law_on
    applied = apply_rules(library.rulebook, facts, on, strata=library.strata)
    return screened(load_sheet(), library, facts, applied, on, timezone.localdate())


def _cell(content: CellContent, lines: tuple[Line, ...], text: DpiaText | None) -> Cell:
    written = text if text and text.text else None
    over = [Line.model_validate(each) for each in written.over] if written else []
    return Cell(
        id=content.id,
        title=content.title,
        hint=content.hint,
        must=content.must,
        lines=lines,
        text=written.text if written else "",
        by=written.by_name if written else "",
        at=timezone.localtime(written.at).date() if written else None,
        changed=changes_of(over, lines) if written else (),
    )


def _dpo(dpia: Dpia | None) -> Dpo:
    if dpia is None:
        return Dpo()
    return Dpo.model_validate(
        {
            "state": dpia.dpo,
            "name": dpia.dpo_name,
            "words": dpia.dpo_words,
            "followed": dpia.followed,
            "followed_why": dpia.followed_why,
        }
    )


def _risks(assessment: Assessment, dpia: Dpia | None, sheet: SheetContent) -> Iterator[Risk]:
    """Yield proposals, the gravest first, then the firm's own, then those whose flag cleared."""
    rows = list(dpia.risks.order_by("number")) if dpia else []
    by_flag = {row.flag_id: row for row in rows if row.flag_id}
    told = set()
    for one in shown_flags(assessment):
        written = next(
            (by_flag[state.flag.id] for state in one.states if state.flag.id in by_flag), None
        )
        if written is not None:
            told.add(written.id)
            yield _risk(written, sheet, one)
        elif _is_proposed(one, sheet):
            yield Risk(
                number=None,
                title=one.title[:300],
                flag=str(one.flag.id),
                flag_severity=one.severity,
            )
    rest = [row for row in rows if row.id not in told]
    yield from (_risk(row, sheet, None) for row in rest if row.flag_id is None)
    yield from (_risk(row, sheet, None) for row in rest if row.flag_id is not None)


def _is_proposed(one: ShownFlag, sheet: SheetContent) -> bool:
    raised = one.flag.standing == Standing.RAISED
    return raised and one.finding.category in sheet.risks_from


def _risk(row: DpiaRisk, sheet: SheetContent, one: ShownFlag | None) -> Risk:
    matrix = sheet.matrix
    return Risk(
        number=row.number,
        title=row.title,
        flag=str(row.flag_id) if row.flag_id else None,
        flag_severity=one.severity if one else None,
        gone=row.flag_id is not None and (one is None or one.flag.standing != Standing.RAISED),
        harm=row.harm,
        likelihood=matrix.likelihood_in_words(row.likelihood),
        severity=matrix.severity_in_words(row.severity),
        level=matrix.rated(row.likelihood, row.severity),
        measures=tuple(Measure.model_validate(each) for each in row.measures),
        likelihood_after=matrix.likelihood_in_words(row.likelihood_after),
        severity_after=matrix.severity_in_words(row.severity_after),
        level_after=matrix.rated(row.likelihood_after, row.severity_after),
        left_out=row.left_out,
        by=row.by_name,
    )
