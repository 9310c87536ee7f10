"""The whole main job from one folder, through the same actions, queue and jail as the web."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from desk.assessment_folder import AssessmentFolder, PlannedTest
from desk.model_folder import opened
from desk.terminal import TerminalProgress
from desk.waiting import wait_for
from evaluations.actions.runs import SIDES, request_run
from evaluations.actions.uploads import add_artefact, add_sample_set
from evaluations.models import Artefact, ArtefactKind, Run, SampleSet
from organisations.actions.organisations import found
from organisations.actors import COMMAND_LINE
from organisations.models import Organisation
from procurement.actions.answers import record_answers
from procurement.actions.assessments import open_assessment
from procurement.actions.vendors import name_product
from procurement.library import load_library
from procurement.models import Assessment
from procurement.questionnaire.answers import claims_of
from reports.actions import request_report
from reports.content.report_content import ReportContent
from reports.models import Report
from vault import files


@dataclass(frozen=True, slots=True)
class Assessed:
    """What came of a folder: the report's PDF, and the result as JSON-ready data."""

    pdf: bytes
    content: ReportContent
    result: dict[str, Any]


def open_file(folder: AssessmentFolder, on: date) -> Assessment:
    """Open the assessment and record its answers. Raises `Refused` before anything is written."""
    library = load_library()
    claims_of(library.bank, folder.answers)  # refuses, with its line, before anything is written
    organisation = (
        Organisation.objects.filter(name=folder.organisation).order_by("created_at").first()
    )
    if organisation is None:
        organisation = found(name=folder.organisation, by=COMMAND_LINE)
    product = name_product(
        organisation=organisation,
        vendor=folder.vendor,
        vendor_country=folder.vendor_country,
        product=folder.product,
        version=folder.version,
        by=COMMAND_LINE,
    )
    assessment = open_assessment(
        product=product,
        use_case=folder.use_case,
        question=folder.question or "",
        law_on=on,
        library=library,
        by=COMMAND_LINE,
    )
    record_answers(
        assessment=assessment,
        bank=library.bank,
        answers=folder.answers.data if isinstance(folder.answers.data, dict) else {},
        by=COMMAND_LINE,
        name=folder.answers.name,
    )
    return assessment


def run_tests(
    assessment: Assessment,
    tests: tuple[PlannedTest, ...],
    *,
    progress: TerminalProgress,
    still_served: Callable[[], None],
) -> None:
    """Run every test of the folder, one after the other, each as a job."""
    for test in tests:
        samples = _samples(assessment, test)
        # What the examples show counts in the report, as it does where a page was asked.
        assert samples.job is not None  # noqa: S101 -- add_sample_set has just set it
        wait_for(samples.job, progress=progress, still_served=still_served)
        run = _ask_for(assessment, test, samples)
        assert run.job is not None  # noqa: S101 -- request_run has just set it
        wait_for(run.job, progress=progress, still_served=still_served)


def make_report(
    assessment: Assessment, *, progress: TerminalProgress, still_served: Callable[[], None]
) -> Assessed:
    """Have the report built and return it."""
    report = request_report(assessment=assessment, by=COMMAND_LINE)
    assert report.job is not None  # noqa: S101 -- request_report has just set it
    wait_for(report.job, progress=progress, still_served=still_served)
    done = Report.objects.of(assessment.organisation_id).get(id=report.id)
    assert done.file is not None  # noqa: S101 -- the job is done
    content = ReportContent.model_validate_json(done.content)
    result = content.model_dump(mode="json")
    result["report"] = {**result["report"], "sha256": done.pdf_sha256, "pages": done.pages}
    return Assessed(b"".join(files.read(done.file)), content, result)


def _samples(assessment: Assessment, test: PlannedTest) -> SampleSet:
    with test.samples.open("rb") as source:
        return add_sample_set(
            assessment=assessment,
            source=source,
            name=test.samples.name,
            columns=test.part.columns,
            labelled_by=test.part.labelled_by,
            seen_by_vendor=test.part.seen_by_vendor,
            by=COMMAND_LINE,
        )


def _ask_for(assessment: Assessment, test: PlannedTest, samples: SampleSet) -> Run:
    return request_run(
        student=_artefact(assessment, test.student, is_sheet=test.student_is_sheet),
        teacher=(
            _artefact(assessment, test.teacher, is_sheet=test.teacher_is_sheet)
            if test.teacher
            else None
        ),
        sample_set=samples,
        margin=test.part.margin,
        claim=test.claim,
        said_labels=test.part.labels,
        task=test.part.task,
        margin_in_units=test.part.margin_in_units,
        zeros_left_out=SIDES if test.part.zeros == "missing" else (),
        by=COMMAND_LINE,
    )


def _artefact(assessment: Assessment, path: Path, *, is_sheet: bool) -> Artefact:
    with opened(path) as (source, packed):
        return add_artefact(
            assessment=assessment,
            kind=ArtefactKind.ANSWER_SHEET if is_sheet else ArtefactKind.MODEL,
            source=source,
            name=path.name,
            packed=packed,
            by=COMMAND_LINE,
        )
