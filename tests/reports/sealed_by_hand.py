"""A report with its content frozen and its files in the register, without a page being set."""

import hashlib
import io

from django.utils import timezone

from reports.actions import request_report
from reports.gathering import gather
from reports.models import Report, Seal
from reports.sealing import canonical
from reports.typesetting.bindings import ALL_FILES
from vault import files


def sealed_by_hand(assessment, by, *, bindings=ALL_FILES):
    """Return a report on the assessment as it stands, its files made up."""
    report = request_report(assessment=assessment, by=by)
    at = timezone.now()
    frozen = canonical(gather(report, at=at, made_by="Weighbridge"))
    sha256 = hashlib.sha256(frozen.encode()).hexdigest()
    for binding in bindings:
        stored = files.deposit(
            assessment.organisation_id, io.BytesIO(f"{report.id} {binding}".encode())
        )
        Seal.objects.of(assessment.organisation_id).create(
            report=report, binding=binding, content_sha256=sha256, sha256=stored.sha256,
            file=files.remember(stored, name=f"report-{binding}.pdf"),
            unsigned_sha256=stored.sha256, signed_by="0" * 64, sealed_at=at,
        )  # fmt: skip
    full = report.seals.get(binding="full")
    Report.objects.of(assessment.organisation_id).filter(id=report.id).update(
        content=frozen, content_sha256=sha256, frozen_at=at, file=full.file, pdf_sha256=full.sha256, pages=1,
    )  # fmt: skip
    report.refresh_from_db()
    return report
