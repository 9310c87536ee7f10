"""Let an answer rest on documents of the library, and take them off again."""

from collections.abc import Sequence

from django.db import transaction

from content.refusal import Refused
from organisations import audit
from organisations.actors import Actor
from procurement.actions.answers import AnsweredMeanwhile, record_answers
from procurement.actions.rescreening import load_for_screening
from procurement.actions.turns import take_turn
from procurement.facts.sources import Grade
from procurement.models import Answer, AnswerEvidence, Assessment, Door, Evidence
from procurement.questionnaire.schema import Bank
from procurement.wording.answers import question_in_words

_CHANGE_ITS_PROOF = "Open it again to change its proof."


def attach(
    *,
    assessment: Assessment,
    bank: Bank,
    key: str,
    evidence: Evidence,
    place: str,
    says_so: bool,
    based_on: int,
    by: Actor,
) -> Answer:
    """Let the newest answer under `key` rest on a document, and return that answer.

    Parameters
    ----------
    place
        Where in the document: a page, a clause; may be empty.
    says_so
        Somebody read it there. The answer is then repeated with the grade *document seen*, unless
        it is proven as well or better. A question that asks for a document is answered with it.
    based_on
        The version of the answer that the person saw, 0 for none.

    Raises
    ------
    Refused
        If there is no answer to prove, the assessment is closed, or the document is erased.
    AnsweredMeanwhile
        If somebody answered since.
    """
    load_for_screening(assessment)
    asks_for_a_document = key in bank.by_id and bank.by_id[key].type == "file"
    with transaction.atomic():
        answer = newest_answer(assessment, key, based_on=based_on)
        refuse_erased(evidence)
        if asks_for_a_document and (answer is None or answer.value != evidence.title):
            answer = _answered_again(
                answer, assessment, bank, key, evidence.title, by, given_by=by.name
            )
        if answer is None:
            raise Refused(
                "There is no answer to prove yet.", what_to_do="Answer the question first."
            )
        if says_so and answer.grade in (Grade.BUYER_SAYS, Grade.VENDOR_SAYS):
            answer = _answered_again(
                answer, assessment, bank, key, answer.value, by, given_by=answer.given_by
            )
        _link(answer, evidence, place, by)
        _record(
            assessment, bank, key, evidence, by, "evidence.attached",
            "Let the answer to “{question}” rest on “{title}”.",
        )  # fmt: skip
    return answer


def detach(*, link: AnswerEvidence, bank: Bank, by: Actor) -> None:
    """Take a document off an answer. Both stay. Raises `Refused` if the assessment is closed."""
    with transaction.atomic():
        assessment, key = link.answer.assessment, link.answer.key
        take_turn(assessment, what_to_do=_CHANGE_ITS_PROOF)
        evidence = link.evidence
        AnswerEvidence.objects.of(link.organisation_id).filter(id=link.id).delete()
        _record(
            assessment, bank, key, evidence, by, "evidence.detached",
            "Took “{title}” off the answer to “{question}”.",
        )  # fmt: skip


def attach_to_newest(
    *, assessment: Assessment, keys: Sequence[str], evidence: Evidence, by: Actor
) -> None:
    """Let the newest answers under `keys` rest on a document, inside the caller's transaction.

    The caller records the event.
    """
    newest: dict[str, Answer] = {}
    for answer in assessment.answers.filter(key__in=keys).order_by("version"):
        newest[answer.key] = answer
    for key in keys:
        _link(newest[key], evidence, "", by)


def carry_over(*, assessment: Assessment, earlier: Sequence[Answer], by: Actor) -> None:
    """Let the newest answers rest on what the same answers in other assessments rest on.

    Called inside the transaction that wrote them; the caller records the event. What was erased
    meanwhile stays behind.
    """
    for before in earlier:
        for link in before.evidence.select_related("evidence"):
            if link.evidence.erased_at is None:
                newest = assessment.answers.filter(key=before.key).order_by("-version")[0]
                _link(newest, link.evidence, link.place, by)


def newest_answer(assessment: Assessment, key: str, *, based_on: int) -> Answer | None:
    """Return the newest answer under `key`, inside the caller's transaction.

    Raises `Refused` if the assessment is closed, AnsweredMeanwhile if it is newer than `based_on`.
    """
    take_turn(assessment, what_to_do=_CHANGE_ITS_PROOF)
    newest: Answer | None = assessment.answers.filter(key=key).order_by("-version").first()
    if newest is not None and newest.version > based_on:
        raise AnsweredMeanwhile(newest)
    return newest


def refuse_erased(evidence: Evidence) -> None:
    """Raise `Refused` if the bytes are gone; hold the document, inside the caller's transaction."""
    rows = Evidence.objects.of(evidence.organisation_id).select_for_update()
    if rows.get(id=evidence.id).erased_at is not None:
        raise Refused(
            "This document was deleted.", what_to_do="Choose another, or upload it again."
        )


def _answered_again(
    before: Answer | None,
    assessment: Assessment,
    bank: Bank,
    key: str,
    value: object,
    by: Actor,
    *,
    given_by: str,
) -> Answer:
    """Write the next version with the grade *document seen*; what proved it before stays with it."""
    said = {"value": value, "grade": Grade.DOCUMENT_SEEN.value, "by": given_by}
    if before is not None:
        said |= {"when": before.as_of.isoformat()} if before.as_of else {}
        said |= {"words": before.words} if before.words else {}
    door = Door(before.door) if before is not None else Door.PAGE
    record_answers(assessment=assessment, bank=bank, answers={key: said}, by=by, door=door)
    answer = assessment.answers.filter(key=key).order_by("-version")[0]
    if before is not None and before.value == value:
        for link in before.evidence.select_related("evidence"):
            _link(answer, link.evidence, link.place, by)
    return answer


def _link(answer: Answer, evidence: Evidence, place: str, by: Actor) -> None:
    AnswerEvidence.objects.of(answer.organisation_id).update_or_create(
        answer=answer,
        evidence=evidence,
        defaults={
            "organisation_id": answer.organisation_id,
            "place": place.strip()[:200],
            "attached_by": by.name[:200],
        },
    )


def _record(
    assessment: Assessment,
    bank: Bank,
    key: str,
    evidence: Evidence,
    by: Actor,
    verb: str,
    sentence: str,
) -> None:
    audit.record(
        organisation=assessment.organisation_id,
        by=by,
        verb=verb,
        subject=evidence,
        sentence=sentence.format(question=question_in_words(key, bank), title=evidence.title),
        details={"assessment": str(assessment.id), "key": key},
    )
