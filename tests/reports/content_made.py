"""A report's content built from answers and answers' counts alone, for tests of the pages."""

from datetime import UTC, date, datetime

from evaluations.statistics.claims import Claim
from evaluations.statistics.predictions import Predictions
from evaluations.statistics.summary import summarise
from procurement.library import load_library
from procurement.questionnaire.answers import parse_answers
from procurement.screening import screen
from reports.content.protection import Dpia, Transfers
from reports.content.report_content import About, Register, ReportContent, RestsOn
from reports.suggestion import suggest

LIBRARY = load_library()
LAW_ON = date(2026, 11, 21)


def evaluation(
    both, teacher_only, student_only, neither, *, claim=None, labels=2, labelled_by="people"
):
    """A published result for two versions with these counts of who was right."""
    names = [f"kind {number}" for number in range(labels)]
    truth, student, teacher = [], [], []
    patterns = (
        (both, True, True),
        (teacher_only, False, True),
        (student_only, True, False),
        (neither, False, False),
    )
    for count, ours, theirs in patterns:
        for number in range(count):
            right, wrong = names[number % labels], names[(number + 1) % labels]
            truth.append(right)
            student.append(right if ours else wrong)
            teacher.append(right if theirs else wrong)
    result = summarise(
        truth, Predictions(student), Predictions(teacher), claim=claim and Claim("accuracy", claim, 2),
        labelled_by=labelled_by, replicates=200,
    ).as_json()  # fmt: skip
    for side in ("student", "teacher"):
        result[side] |= {
            "name": side,
            "format": "onnx",
            "sha256": "a" * 64,
            "isolation": "bubblewrap+seccomp",
            "bytes": 4_096,
            "speed": None,
        }
    result["samples"] |= {
        "name": "samples.csv",
        "sha256": "b" * 64,
        "seen_by_vendor": "no",
        "inputs": ["text"],
    }
    return result | {
        "schema_version": 1,
        "engine_version": "1",
        "versions": {"numpy": "2"},
        "notes": [],
    }


def screening(on=LAW_ON, **answers):
    return screen(LIBRARY, parse_answers(LIBRARY.bank, answers), on)


def content(*evaluations, screened=None, **about):
    screened = screened or screening()
    suggestion = suggest(screened, evaluations)
    told = {
        "id": "x", "organisation": "Harbour Lettings", "vendor": "Larkfield Systems", "vendor_country": "GB",
        "product": "Triage Turbo", "version": "3.2", "use_case": "Sorting enquiries",
        "question": "Is the 1p “Triage Turbo” good enough to sort our enquiries?", "law_on": LAW_ON, **about,
    }  # fmt: skip
    return ReportContent(
        made_by="Weighbridge",
        report=Register(id="r", number=1, frozen_at=datetime(2026, 11, 21, 12, tzinfo=UTC)),
        status="proposed",
        assessment=About(**told),
        suggestion=suggestion.value,
        grounds=suggestion.grounds,
        screen=screened,
        evaluations=evaluations,
        dpia=Dpia(status="not_settled", rules=(), answer=None),
        transfers=Transfers(status="not_settled", countries=(), rules=()),
        rests_on=RestsOn(says=3, document_seen=2, we_tested=1, nobody_knows=4),
        would_not_say=(),
        answers=(),
        observations=(),
        disclaimer=LIBRARY.rulebook.disclaimer,
    )
