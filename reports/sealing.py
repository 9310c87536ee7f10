"""What the worker does for a report: freeze the content, set it, sign it, put it into the register.

The content is frozen in a transaction of its own; a worker that dies after that finds it frozen and
renders the very same report. The signature is the last step: the register keeps the hash of the file as
signed and of the pages before that, which anybody can render again.
"""

import hashlib
import io
import json
from collections.abc import Iterable
from typing import Any

import rfc8785
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from jobs.work import Work
from organisations import audit
from organisations.actors import WORKER
from procurement.queries import library_of
from reports.content.report_content import ReportContent
from reports.evidence_index import evidence_index
from reports.gathering import gather
from reports.models import Report, Seal
from reports.signature.signing import sign
from reports.signing_key import signer
from reports.typesetting.pages import FITS, render_html
from reports.typesetting.rendered import Enclosure, Rendered
from reports.typesetting.typesetter import Stopped, typeset
from vault import files

ATTACHED = "assessment.json"
EVIDENCE = "evidence-index.csv"


def build(work: Work) -> None:
    """Build the report this work is about."""
    report = Report.objects.of(_tenant(work)).filter(id=work.subject).first()
    if report is None:
        with work.finishing(sentence="The report was deleted before it was built."):
            return
    work.stage("Gathering", sentence="Gathering everything the report says.")
    content = _frozen(report)
    work.stage("Rendering", sentence="Setting the pages.")
    bank = library_of(report.assessment).bank
    fits = (
        render_html(content, bank, content_sha256=report.content_sha256, fit=fit) for fit in FITS
    )
    try:
        rendered = _render(report, content, fits, work)
    except Stopped:
        work.check()
        raise
    work.stage("Signing", sentence="Signing it.")
    by = signer()
    signed = sign(rendered.content, by, reason=f"Sealed by {content.made_by}")
    work.stage("Storing", sentence="Putting the report into the vault.")
    stored = files.deposit(report.organisation_id, io.BytesIO(signed))
    work.check()
    with work.finishing(sentence="The report is ready."):
        report.file = files.remember(stored, name=f"report-{report.number}.pdf")
        report.pdf_sha256 = stored.sha256
        report.pages = rendered.pages
        report.made_with = dict(rendered.made_with)
        report.save(update_fields=["file", "pdf_sha256", "pages", "made_with"])
        Seal.objects.of(report.organisation_id).create(
            report=report,
            content_sha256=report.content_sha256,
            file=report.file,
            sha256=stored.sha256,
            unsigned_sha256=rendered.sha256,
            signed_by=by.fingerprint,
            sealed_at=timezone.now(),
        )
        audit.record(
            organisation=report.organisation_id,
            by=WORKER,
            verb="report.built",
            subject=report,
            sentence=f"Built report {report.number}, {rendered.pages} pages.",
            details={
                "pdf": stored.sha256,
                "unsigned": rendered.sha256,
                "content": report.content_sha256,
                "key": by.fingerprint,
            },
        )


def _render(report: Report, content: ReportContent, fits: Iterable[str], work: Work) -> Rendered:
    return typeset(
        fits,
        enclosures=[
            Enclosure(ATTACHED, "Everything this report says, as data", report.content.encode()),
            Enclosure(EVIDENCE, "What was handed in, with hashes", evidence_index(content)),
        ],
        made_at=content.report.frozen_at,
        identifier=report.content_sha256,
        should_stop=work.should_stop,
    )


def _frozen(report: Report) -> ReportContent:
    if not report.content:
        at = timezone.now()
        gathered = gather(report, at=at, made_by=settings.PRODUCT_NAME).model_copy(
            update={"check_at": f"{settings.SITE_URL}{reverse('reports:verify')}"}
        )
        content = canonical(gathered)
        with transaction.atomic():
            # Whoever freezes first wins; the other attempt reads what was frozen.
            Report.objects.of(report.organisation_id).filter(id=report.id, content="").update(
                content=content,
                content_sha256=hashlib.sha256(content.encode()).hexdigest(),
                frozen_at=at,
            )
        report.refresh_from_db()
    return ReportContent.model_validate_json(report.content)


def canonical(content: ReportContent) -> str:
    """Return the content as canonical JSON (RFC 8785)."""
    plain: dict[str, Any] = json.loads(content.model_dump_json())
    return rfc8785.dumps(plain).decode()


def _tenant(work: Work) -> Any:
    assert work.tenant is not None  # noqa: S101 -- every report belongs to an organisation
    return work.tenant
