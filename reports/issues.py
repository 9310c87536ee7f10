"""The issues of a report: every sealed one on the same assessment, which is current, who signed."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from jobs.lifecycle import FINAL
from jobs.models import Job
from procurement.models import Assessment
from reports.check_code import check_code
from reports.content.history import Issued, SignedByClient
from reports.models import ClientSignature, Report, Seal
from reports.typesetting.bindings import CLIENT


@dataclass(frozen=True, slots=True)
class Issue:
    """One report of an assessment; `is_current` where it is made and no newer one is."""

    report: Report
    is_current: bool
    signatures: tuple[ClientSignature, ...]

    @property
    def check_code(self) -> str:
        """Return the code on its page one, empty while it is not made."""
        return check_code(self.report.content_sha256) if self.report.content_sha256 else ""


def issues_of(assessment: Assessment) -> tuple[Issue, ...]:
    """Return every report that was asked for, the newest first."""
    rows = list(_of(assessment).select_related("file").order_by("-number"))
    current = next((each.id for each in rows if each.file is not None), None)
    signed = _signatures(assessment)
    return tuple(
        Issue(
            each,
            each.id == current,
            tuple(one for one in signed if one.request.seal.report_id == each.id),
        )
        for each in rows
    )


def current_report(assessment: Assessment) -> Report | None:
    """Return the newest report that was made, if there is one."""
    return _of(assessment).filter(file__isnull=False).order_by("-number").first()


def report_under_way(assessment: Assessment) -> Report | None:
    """Return the newest report that is being made now, if there is one: its job has not ended."""
    waiting = list(_of(assessment).filter(file__isnull=True).order_by("-number"))
    jobs = Job.objects.filter(id__in=[each.job for each in waiting if each.job])
    going = set(jobs.exclude(state__in=FINAL).values_list("id", flat=True))
    return next((each for each in waiting if each.job in going), None)


def superseded_on(report: Report) -> date | None:
    """Return the day from which a newer report stands, None while this one does."""
    newer = (
        _of(report.assessment)
        .filter(file__isnull=False, number__gt=report.number)
        .order_by("number")
        .first()
    )
    if newer is None:
        return None
    sealed = newer.seals.order_by("sealed_at").first()
    return timezone.localtime(sealed.sealed_at if sealed else newer.frozen_at).date()


def signable_seal(report: Report) -> Seal | None:
    """Return the file of a report that a client reads and signs: the client report."""
    return report.seals.filter(binding=CLIENT).first() or report.seals.first()


def signatures_of(report: Report) -> tuple[ClientSignature, ...]:
    """Return who signed a report, the first signature first."""
    return tuple(
        each for each in _signatures(report.assessment) if each.request.seal.report_id == report.id
    )


def history_of(report: Report, *, at: datetime) -> tuple[Issued, ...]:
    """Return what came before a report that is frozen at a moment, and the report itself last."""
    earlier = [each for each in issues_of(report.assessment) if each.report.file is not None]
    told = [_issued(each) for each in earlier if each.report.number < report.number]
    present = Issued(
        number=report.number,
        at=at,
        by=report.asked_by,
        role=report.asked_as,
        reason=report.reason,
        check_code=None,
    )
    return (*sorted(told, key=lambda each: each.number), present)


def _issued(issue: Issue) -> Issued:
    report = issue.report
    assert report.frozen_at is not None  # noqa: S101 -- what has a file was frozen before
    return Issued(
        number=report.number,
        at=report.frozen_at,
        by=report.asked_by,
        role=report.asked_as,
        reason=report.reason,
        check_code=issue.check_code,
        signatures=tuple(
            SignedByClient(name=each.name, at=each.at, sha256=each.sha256)
            for each in issue.signatures
        ),
    )


def _of(assessment: Assessment) -> QuerySet[Report]:
    # Without the whole content of each: none of these reads needs it.
    rows = Report.objects.of(assessment.organisation_id).filter(assessment=assessment)
    return rows.defer("content")


def _signatures(assessment: Assessment) -> list[ClientSignature]:
    rows = ClientSignature.objects.of(assessment.organisation_id).filter(
        request__seal__report__assessment=assessment
    )
    return list(rows.select_related("request__seal").order_by("at"))
