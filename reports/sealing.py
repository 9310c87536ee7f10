"""What the worker does for a report: freeze the content, set it, sign it, put it into the register.

The content is frozen in a transaction of its own; a worker that dies after that finds it frozen and
renders the very same report. The signature is the last step: the register keeps the hash of the file as
signed and of the pages before that, which anybody can render again.
"""

import hashlib
import io
import json
from collections.abc import Iterable, Sequence
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
from reports.as_it_was_asked import refuse_what_changed, signer_as_asked
from reports.content.report_content import ReportContent
from reports.evidence_index import evidence_index
from reports.freezing import at_one_moment
from reports.models import Report, Seal
from reports.signature.signing import sign
from reports.typesetting import pressroom
from reports.typesetting.annexes import annex_enclosures
from reports.typesetting.bindings import ALL_FILES, CLIENT, FULL, Binding, ways_to_set
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
    by = signer_as_asked(report)  # first: without it all the rest were in vain
    pressroom.make_ready()  # it loads while everything is gathered
    work.stage("Gathering", sentence="Gathering everything the report says.")
    content = _frozen(report)
    work.stage("Rendering", total=len(ALL_FILES), sentence="Setting the pages.")
    bank = library_of(report.assessment).bank
    made: dict[Binding, Rendered] = {}
    try:
        for done, binding in enumerate(ALL_FILES):
            work.advance(done)
            ways = ways_to_set(binding, content, bank, content_sha256=report.content_sha256)
            inside = _enclosures(binding, report, content)
            made[binding] = _render(report, content, ways, inside, work)
    except Stopped:
        work.check()
        raise
    work.stage("Signing", sentence="Signing it.")
    signed = {
        binding: sign(rendered.content, by, reason=f"Sealed by {content.made_by}")
        for binding, rendered in made.items()
    }
    work.stage("Storing", sentence="Putting the report into the vault.")
    stored = {
        binding: files.deposit(report.organisation_id, io.BytesIO(whole))
        for binding, whole in signed.items()
    }
    work.check()
    with work.finishing(sentence="The report is ready."):
        for binding in ALL_FILES:
            Seal.objects.of(report.organisation_id).create(
                report=report,
                binding=binding,
                content_sha256=report.content_sha256,
                file=files.remember(stored[binding], name=_name(report, binding)),
                sha256=stored[binding].sha256,
                unsigned_sha256=made[binding].sha256,
                signed_by=by.fingerprint,
                sealed_at=timezone.now(),
            )
        report.file = report.seals.get(binding=FULL).file
        report.pdf_sha256, report.pages = stored[FULL].sha256, made[FULL].pages
        report.made_with = dict(made[FULL].made_with)
        report.save(update_fields=["file", "pdf_sha256", "pages", "made_with"])
        audit.record(
            organisation=report.organisation_id,
            by=WORKER,
            verb="report.built",
            subject=report,
            sentence=(
                f"Built report {report.number}: a client report of {made[CLIENT].pages} pages and a "
                f"full file of {report.pages}."
            ),
            details={
                "pdf": stored[FULL].sha256,
                "unsigned": made[FULL].sha256,
                "client_pdf": stored[CLIENT].sha256,
                "client_unsigned": made[CLIENT].sha256,
                "content": report.content_sha256,
                "key": by.fingerprint,
            },
        )


def _name(report: Report, binding: Binding) -> str:
    return f"report-{report.number}{'' if binding == FULL else f'-{binding}'}.pdf"


def _enclosures(binding: Binding, report: Report, content: ReportContent) -> tuple[Enclosure, ...]:
    """Return what goes into a file. Who is given an annex is not given the whole report inside it."""
    match binding:
        case "client" | "full":
            data = report.content.encode()
            return (
                Enclosure(ATTACHED, "Everything this report says, as data", data),
                Enclosure(EVIDENCE, "What was handed in, with hashes", evidence_index(content)),
            )
        case annex:
            return annex_enclosures(annex, content)


def _render(
    report: Report,
    content: ReportContent,
    fits: Iterable[str],
    enclosures: Sequence[Enclosure],
    work: Work,
) -> Rendered:
    return typeset(
        fits,
        enclosures=enclosures,
        made_at=content.report.frozen_at,
        identifier=report.content_sha256,
        should_stop=work.should_stop,
    )


def _frozen(report: Report) -> ReportContent:
    if not report.content:
        gathered = at_one_moment(lambda: _read_anew(report), check=refuse_what_changed).model_copy(
            update={"check_at": f"{settings.SITE_URL}{reverse('reports:verify')}"}
        )
        content, at = canonical(gathered), gathered.report.frozen_at
        with transaction.atomic():
            # Whoever freezes first wins; the other attempt reads what was frozen.
            Report.objects.of(report.organisation_id).filter(id=report.id, content="").update(
                content=content,
                content_sha256=hashlib.sha256(content.encode()).hexdigest(),
                frozen_at=at,
            )
        report.refresh_from_db()
    return ReportContent.model_validate_json(report.content)


def _read_anew(report: Report) -> Report:
    return Report.objects.of(report.organisation_id).get(id=report.id)


def canonical(content: ReportContent) -> str:
    """Return the content as canonical JSON (RFC 8785)."""
    plain: dict[str, Any] = json.loads(content.model_dump_json())
    return rfc8785.dumps(plain).decode()


def _tenant(work: Work) -> Any:
    assert work.tenant is not None  # noqa: S101 -- every report belongs to an organisation
    return work.tenant
