"""Reports as though a worker had made them: really frozen and signed, with one blank page each."""

import hashlib
import io
from datetime import timedelta

from django.utils import timezone

from procurement.actions.assessment_decisions import decide_assessment
from procurement.agreed_condition import AgreedCondition
from procurement.models import Verdict
from reports.actions import request_report
from reports.client_signing.actions.asking import Signer, ask_to_sign
from reports.gathering import gather
from reports.models import Report, Seal, SignatureRequest
from reports.queries import suggestion_for
from reports.sealing import canonical
from reports.sharing.actions import share_report
from reports.signature.signing import sign
from reports.signing_key import signer
from reports.typesetting.bindings import ALL_FILES
from tests.reports.signature.test_signature import blank
from vault import files

HARBOUR = Signer("Jo Harbour", "jo@harbour.example")
CHECK_EVERY_FLAG = "A person reads every answer on damp."


def decided(assessment, firm):
    """Let the owner decide on what is suggested now, with one condition."""
    suggestion = suggestion_for(assessment)
    condition = AgreedCondition(
        what=CHECK_EVERY_FLAG,
        who="Sam",
        due=timezone.localdate() + timedelta(days=30),
        how="A list",
    )
    return decide_assessment(
        assessment=assessment, value=Verdict.PROCEED_WITH_CONDITIONS, reason="It saves us a day a week.",
        conditions=[condition], suggested=Verdict(suggestion.value), grounds=[each.model_dump(mode="json") for each in suggestion.grounds],
        by=firm.owner.as_actor(),
    )  # fmt: skip


def issue(assessment, firm, *, reason=""):
    """Issue a report, and make it."""
    return finish(request_report(assessment=assessment, by=firm.adviser.as_actor(), reason=reason))


def finish(report, *, bindings=ALL_FILES):
    """Freeze a report and put its files into the register."""
    at, organisation = timezone.now(), report.organisation_id
    content = canonical(gather(report, at=at, made_by="Weighbridge"))
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    stored = {}
    for binding in bindings:
        signed = sign(blank(), signer(), reason=f"{binding} of {report.id}")
        deposit = files.deposit(organisation, io.BytesIO(signed))
        stored[binding] = files.remember(deposit, name=f"{binding}.pdf")
        Seal.objects.of(organisation).create(
            report=report, binding=binding, content_sha256=sha256, file=stored[binding],
            sha256=stored[binding].sha256, unsigned_sha256="0" * 64,
            signed_by=signer().fingerprint, sealed_at=at,
        )  # fmt: skip
    Report.objects.of(organisation).filter(id=report.id).update(
        content=content, content_sha256=sha256, frozen_at=at, file=stored["full"],
        pdf_sha256=stored["full"].sha256, pages=1,
    )  # fmt: skip
    report.refresh_from_db()
    return report


def finish_draft(draft):
    """Give a draft two files."""
    draft.client, draft.full = (
        files.remember(files.deposit(draft.organisation_id, io.BytesIO(blank(pages))), name="draft.pdf")
        for pages in (1, 2)
    )  # fmt: skip
    draft.made_at = timezone.now()
    draft.save()
    return draft


def asked_to_sign(report, *, to=HARBOUR):
    """A request without a mail, for tests of what is around it."""
    return SignatureRequest.objects.of(report.organisation_id).create(
        seal=report.seals.get(binding="client"), name=to.name, email=to.email, asked_by="Anwen",
        closes_at=timezone.now() + timedelta(days=14),
    )  # fmt: skip


def ask(report, firm, *, to=HARBOUR, days=14, message=""):
    """Ask somebody to sign, by mail."""
    return ask_to_sign(
        report=report, to=to, message=message, until=timezone.localdate() + timedelta(days=days),
        by=firm.adviser.as_actor(),
    )  # fmt: skip


def a_share_of(report, *, by, for_whom="The landlord", binding="client", days=30):
    return share(report, by=by, for_whom=for_whom, binding=binding, days=days).link


def share(report, *, by, for_whom="The landlord", binding="client", days=30):
    """Share one file of a report; the link's address is known here alone."""
    return share_report(
        seal=report.seals.get(binding=binding), for_whom=for_whom,
        until=timezone.localdate() + timedelta(days=days), by=by,
    )  # fmt: skip
