"""Which questions decide a flag that a vendor may be asked, and what it was asked and said so far."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.models import AskedFlag, VendorPerson, VendorRequest
from portal.queries import askable_questions
from procurement.models import Assessment, FlagReply
from procurement.queries import library_of
from procurement.questionnaire.schema import Question
from procurement.screening_result import Flag as Finding
from procurement.wording.findings import fact_lines
from procurement.wording.vendor import wording_for_vendor


@dataclass(frozen=True, slots=True)
class Point:
    """One thing the vendor is asked about: the sentence, its questions in its words, its replies."""

    asked: AskedFlag
    questions: tuple[tuple[str, str], ...]
    replies: tuple[FlagReply, ...]


def deciding_questions(assessment: Assessment, findings: Iterable[Finding]) -> tuple[Question, ...]:
    """Return the questions behind some flags that a vendor may answer, in the order of the bank."""
    bank = library_of(assessment).bank
    behind = {
        key
        for finding in findings
        for line in fact_lines(finding, bank)
        for key in (line.asked, *(key for key, _ in line.from_questions))
    }
    return tuple(each for each in askable_questions(assessment) if each.id in behind)


def usual_sentence(assessment: Assessment, questions: Sequence[Question]) -> str:
    """Return a sentence to begin with: it names the questions, and nothing that others said."""
    bank, client = library_of(assessment).bank, assessment.organisation.name
    named = [f"“{wording_for_vendor(each, bank, client=client).text}”" for each in questions]
    return (
        f"We would like to understand this better: {' '.join(named)} Please say in your own words "
        "how it is, and what we should know besides."
    )


def points_for(person: VendorPerson) -> tuple[Point, ...]:
    """Return what somebody at the vendor is asked about, the oldest first.

    Who has some parts only sees what belongs to them.
    """
    asked = person.request
    rows = AskedFlag.objects.of(asked.organisation_id).filter(request=asked).order_by("at", "id")
    points = [_point(each, asked) for each in rows.select_related("flag")]
    if not person.sections:
        return tuple(points)
    bank = library_of(asked.assessment).bank
    theirs = {each.id for each in bank.questions if each.section in person.sections}
    return tuple(each for each in points if theirs & set(each.asked.keys))


def _point(row: AskedFlag, asked: VendorRequest) -> Point:
    bank, client = library_of(asked.assessment).bank, asked.organisation.name
    questions = tuple(
        (key, wording_for_vendor(bank.by_id[key], bank, client=client).text)
        for key in row.keys
        if key in bank.by_id
    )
    # Only what came by this request: what somebody of the buyer wrote down is the buyer's.
    said = FlagReply.objects.of(asked.organisation_id).filter(asked_points=row)
    return Point(row, questions, tuple(said.order_by("at", "id")))
