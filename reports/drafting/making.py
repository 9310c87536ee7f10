"""What the worker does for a draft: gather, set the pages, and keep them. It signs nothing."""

import io

from django.db.models import Max

from jobs.work import Work
from procurement.models import Assessment
from procurement.queries import library_of
from reports.drafting.models import DraftCopy
from reports.freezing import at_one_moment
from reports.models import Report
from reports.typesetting import pressroom
from reports.typesetting.bindings import BINDINGS, CLIENT, FULL, ways_to_set
from reports.typesetting.typesetter import Stopped, identifier_of, typeset
from vault import files

NO_REASON = "This is a draft: the reason is said when it is issued."


def make_draft(work: Work) -> None:
    """Make the draft this work is about."""
    assert work.tenant is not None  # noqa: S101 -- every draft belongs to an organisation
    rows = DraftCopy.objects.of(work.tenant).filter(id=work.subject)
    draft = rows.first()
    if draft is None:
        with work.finishing(sentence="The draft was thrown away before it was made."):
            return
    pressroom.make_ready()  # it loads while everything is gathered
    work.stage("Gathering", sentence="Gathering everything the report would say.")
    content = at_one_moment(lambda: _would_be(draft))
    bank = library_of(draft.assessment).bank
    work.stage("Rendering", total=len(BINDINGS), sentence="Setting the pages.")
    stored = {}
    try:
        for done, binding in enumerate(BINDINGS):
            work.advance(done)
            rendered = typeset(
                ways_to_set(binding, content, bank, content_sha256=""),
                enclosures=[],
                made_at=content.report.frozen_at,
                identifier=identifier_of(f"draft {draft.id} of {content.report.frozen_at}"),
                should_stop=work.should_stop,
            )
            stored[binding] = files.deposit(work.tenant, io.BytesIO(rendered.content))
    except Stopped:
        work.check()
        raise
    work.check()
    with work.finishing(sentence="The draft is ready."):
        now = rows.select_for_update().first()
        if now is not None:
            now.client = files.remember(stored[CLIENT], name="draft of the client report.pdf")
            now.full = files.remember(stored[FULL], name="draft of the full file.pdf")
            now.made_at = content.report.frozen_at
            now.save(update_fields=["client", "full", "made_at"])


def _would_be(draft: DraftCopy) -> Report:
    """Return the report as it would be issued now, in no table."""
    assessment = Assessment.objects.of(draft.organisation_id).get(id=draft.assessment_id)
    rows = Report.objects.of(draft.organisation_id).filter(assessment=assessment)
    last = rows.aggregate(last=Max("number"))["last"] or 0
    return Report(
        organisation_id=draft.organisation_id,
        assessment=assessment,
        number=last + 1,
        asked_by=draft.asked_by,
        asked_as=draft.asked_as,
        reason=NO_REASON if rows.filter(file__isnull=False).exists() else "",
    )
