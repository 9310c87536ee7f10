"""Issue a report, and issue it again."""

from django.db import transaction
from django.db.models import Max

from content.refusal import Refused
from jobs.actions import submit
from organisations import audit
from organisations.actors import Actor, ActorKind
from organisations.queries import role_in_words
from procurement.lifecycle import Status
from procurement.models import Assessment
from reports.advising.queries import draft_of
from reports.certificates.actions import is_of_firm, refuse_unsigned
from reports.drafting.actions import forget, throw_draft_away
from reports.issues import current_report, report_under_way
from reports.models import Report
from reports.preflight import refuse_what_waits
from reports.tasks import BUILD

LONGEST_REASON = 1_000


def request_report(*, assessment: Assessment, by: Actor, reason: str = "") -> Report:
    """Return a new report on the assessment, which a worker will build and seal.

    Parameters
    ----------
    reason : why it is issued although an earlier one stands. The first issue needs none.

    Raises
    ------
    Refused
        If the tool is set aside: its half-page says all there is. If one is being made now. If a report
        stands already and no reason is given. If an adviser prepares the report and something is missing that it waits for.
        If the certificate that would sign it does not hold today, or is of an adviser's firm whose people
        did not ask for the report.
    """
    if assessment.status == Status.SET_ASIDE:
        raise Refused(
            "This tool was set aside as not needed: there is nothing to report.",
            what_to_do="Read its half-page, or open it again.",
        )
    refuse_what_waits(assessment, by=by)  # before the transaction: it may need files
    refuse_unsigned(assessment, by=by)
    with transaction.atomic():
        # Two people who issue at once take turns at the assessment's row.
        Assessment.objects.of(assessment.organisation_id).select_for_update().get(id=assessment.id)
        # Before we look for one that stands: what is being made may stand a moment later.
        if report_under_way(assessment) is not None:
            raise Refused(
                "A report on this tool is being made already.", what_to_do="Wait until it is there."
            )
        said = reason.strip()
        if current_report(assessment) is None:
            said = ""
        elif not said:
            raise Refused(
                "A report on this tool stands already.", what_to_do="Say why it is issued again."
            )
        gone = throw_draft_away(assessment)
        report = _asked_for(assessment, said, by)
    forget(gone)
    return report


def _asked_for(assessment: Assessment, reason: str, by: Actor) -> Report:
    reports = Report.objects.of(assessment.organisation_id).filter(assessment=assessment)
    last = reports.aggregate(last=Max("number"))["last"] or 0
    draft = draft_of(assessment)
    report = reports.create(
        assessment=assessment,
        number=last + 1,
        asked_by=by.name if by.kind is ActorKind.PERSON else "",
        asked_as=role_in_words(by, assessment.organisation_id),
        prepared_by=draft.adviser if draft else None,
        asked_in_firm=draft is not None and is_of_firm(by, draft.adviser),
        reason=reason,
    )
    job = submit(kind_name=BUILD, subject=report.id, tenant=assessment.organisation_id)
    report.job = job.id
    report.save(update_fields=["job"])
    again = f" again, because: {reason}" if reason else ""
    audit.record(
        organisation=assessment.organisation_id,
        by=by,
        verb="report.requested",
        subject=report,
        sentence=f"Asked for report {report.number} on {assessment}{again}.",
        details={"reason": reason} if reason else None,
    )
    return report
