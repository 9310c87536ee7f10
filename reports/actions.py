"""Ask for a report."""

from django.db import transaction
from django.db.models import Max

from content.refusal import Refused
from jobs.actions import submit
from organisations import audit
from organisations.actors import Actor, ActorKind
from organisations.queries import role_in_words
from procurement.lifecycle import Status
from procurement.models import Assessment
from reports.models import Report
from reports.tasks import BUILD


@transaction.atomic
def request_report(*, assessment: Assessment, by: Actor) -> Report:
    """Return a new report on the assessment, which a worker will build.

    Raises
    ------
    Refused
        If the tool is set aside: its half-page says all there is.
    """
    if assessment.status == Status.SET_ASIDE:
        raise Refused(
            "This tool was set aside as not needed: there is nothing to report.",
            what_to_do="Read its half-page, or open it again.",
        )
    reports = Report.objects.of(assessment.organisation_id).filter(assessment=assessment)
    last = reports.aggregate(last=Max("number"))["last"] or 0
    report = reports.create(
        assessment=assessment,
        number=last + 1,
        asked_by=by.name if by.kind is ActorKind.PERSON else "",
        asked_as=role_in_words(by, assessment.organisation_id),
    )
    job = submit(kind_name=BUILD, subject=report.id, tenant=assessment.organisation_id)
    report.job = job.id
    report.save(update_fields=["job"])
    audit.record(
        organisation=assessment.organisation_id,
        by=by,
        verb="report.requested",
        subject=report,
        sentence=f"Asked for report {report.number} on {assessment}.",
    )
    return report
