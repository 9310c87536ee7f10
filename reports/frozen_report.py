"""A sealed report read back: its frozen content, and the questions in whose words it speaks."""

import uuid
from dataclasses import dataclass

from procurement.models import Assessment
from procurement.queries import bank_of
from procurement.questionnaire.schema import Bank
from reports.check_code import check_code
from reports.content.report_content import ReportContent
from reports.models import Report


@dataclass(frozen=True, slots=True)
class FrozenReport:
    """What every form of a report is made of, and nothing else."""

    content: ReportContent
    bank: Bank
    sha256: str

    @property
    def code(self) -> str:
        """Return the check code."""
        return check_code(self.sha256)


def read(report: Report) -> FrozenReport:
    """Return the content as it was frozen, with the bank it was frozen under."""
    content = ReportContent.model_validate_json(report.content)
    return FrozenReport(
        content, bank_of(content.screen.question_bank_sha256), report.content_sha256
    )


def sealed_report(assessment: Assessment, report: uuid.UUID) -> Report | None:
    """Return a report of the assessment whose files were sealed; None where there is none such."""
    rows = Report.objects.of(assessment.organisation_id).filter(assessment=assessment, id=report)
    found: Report | None = rows.exclude(content="").exclude(file=None).first()
    return found
