"""What the vendor's people write: drafts, and the answers once they are sent.

Drafts leave no event in the buyer's trail: what is not sent yet is the vendor's own.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone

from content.refusal import Refused
from organisations import audit
from portal.actions.attaching import send_files
from portal.lifecycle import ANSWERABLE, OPEN, State
from portal.models import Draft, RequestItem, Sending, VendorPerson, VendorRequest
from portal.moving import KEPT, keep_open_until, move
from portal.people import acting, company_of, in_mails, signature_of
from portal.posting import mail_to, mail_to_buyer, page_of
from portal.sheet import Line, Sheet
from portal.turns import locked
from portal.wording import mails
from procurement.actions.answers import record_answers
from procurement.actions.rescreening import load_for_screening
from procurement.actions.turns import wait_for_turn
from procurement.facts.sources import Grade
from procurement.lifecycle import Status
from procurement.models import Assessment, Door, WrittenAnswer
from procurement.queries import latest_answers, library_of
from vault import files


class ChangedMeanwhile(Exception):
    """A colleague answered the question after the form was opened; `newer` is what stands now."""

    def __init__(self, newer: Draft) -> None:
        super().__init__(f"{newer.key} has version {newer.version} by now")
        self.newer = newer


def save_draft(*, person: VendorPerson, key: str, value: Any, words: str, based_on: int) -> Draft:
    """Return the answer as it now stands on the vendor's side.

    `value` is in the bank's own form, checked by the form that read it; `based_on` is the version
    that stood in the form, 0 for none.

    Raises
    ------
    Refused
        If the request takes no answers now.
    ChangedMeanwhile
        If a newer version says something else. Nothing is written.
    """
    with transaction.atomic():
        asked = locked(person.request)
        if asked.state not in ANSWERABLE:
            raise Refused("These answers have been sent.", what_to_do="Open them again first.")
        drafts = Draft.objects.of(asked.organisation_id)
        draft = drafts.filter(request=asked, key=key).first()
        if draft is None:
            draft = drafts.create(request=asked, key=key, value=value, words=words, given_by=person)
        else:
            same = (draft.value, draft.words) == (value, words)
            if not same and draft.version > based_on:
                raise ChangedMeanwhile(draft)
            # Said again is said anew: an answer that was sent back may stand as it was.
            draft.value, draft.words = value, words
            if not same:
                draft.given_by = person
                draft.version += 1
            draft.save()
        if asked.state == State.OPENED and move(asked, State.IN_PROGRESS):
            _told(asked, person, "vendor.began", f"{person.name} began to answer.")
    return draft


def send_answers(
    *, person: VendorPerson, signed_by: str, signed_as: str, without_open: bool
) -> Sending:
    """Return the receipt: the answers stand in the assessment, each with who gave it.

    Raises
    ------
    Refused
        If somebody else sends, if nothing is answered, if some are open and that was not agreed to,
        or if the buyer has closed the matter.
    """
    if not person.leads:
        raise Refused("Only the person who was asked sends the answers.")
    sheet = Sheet.of(person)
    said = [line for line in sheet.lines if line.draft is not None]
    if not said:
        raise Refused("There is no answer to send yet.", what_to_do="Answer a question first.")
    if sheet.open and not without_open:
        raise Refused("Some questions are still open.", what_to_do="Answer them, or tick the box.")
    assessment = person.request.assessment
    load_for_screening(assessment)
    library = library_of(assessment)
    fresh, kept = _fresh(assessment, said), [_kept(line) for line in said]
    with transaction.atomic():
        asked = locked(person.request)
        if wait_for_turn(assessment).status == Status.CLOSED:
            raise Refused("The buyer has closed this. You need do nothing more.")
        now = timezone.now()
        if not move(asked, State.RECEIVED, received_at=now, more_time_asked_at=None):
            raise Refused("These answers have been sent.", what_to_do="Open the receipt.")
        sending = Sending.objects.of(asked.organisation_id).create(
            request=asked,
            number=asked.sendings.count() + 1,
            signed_by=signed_by,
            signed_as=signed_as,
            answers=kept,
        )
        RequestItem.objects.of(asked.organisation_id).filter(request=asked).update(
            sent_back_at=None
        )
        if fresh:
            record_answers(
                assessment=assessment,
                bank=library.bank,
                answers=fresh,
                by=acting(person),
                name=f"the vendor’s answers {asked.reference}",
                door=Door.PORTAL,
            )
        drafts = [line.draft for line in said if line.draft is not None]
        gone = send_files(assessment=assessment, drafts=drafts)
        keep_open_until(asked, max(asked.closes_at, now + KEPT))
        named = in_mails(asked)
        mail_to(
            person,
            mails.receipt(named, name=person.name, signed_by=signed_by, questions=len(said)),
        )
        mail_to_buyer(
            asked,
            mails.answers_in(named, by=company_of(asked), questions=len(said), page=page_of(asked)),
        )
        _told(
            asked,
            person,
            "vendor.answered",
            f"{signed_by} ({signed_as}) sent {len(said)} answers, {len(fresh)} of them new.",
        )
    for each in gone:
        files.forget(each)
    return sending


def open_again(*, person: VendorPerson) -> None:
    """Let the vendor change what it sent: what is sent next is a new version."""
    with transaction.atomic():
        asked = locked(person.request)
        if asked.state != State.RECEIVED or not person.leads:
            raise Refused("There is nothing to open again.")
        move(asked, State.IN_PROGRESS, round=asked.round + 1)
        _told(asked, person, "vendor.reopened", f"{person.name} opened the answers again.")


def ask_for_time(*, person: VendorPerson) -> None:
    """Ask the buyer for more time, once."""
    with transaction.atomic():
        asked = locked(person.request)
        if asked.state not in OPEN or asked.more_time_asked_at is not None:
            return
        rows = VendorRequest.objects.of(asked.organisation_id).filter(id=asked.id)
        rows.update(more_time_asked_at=timezone.now())
        mail_to_buyer(
            asked, mails.more_time(in_mails(asked), by=signature_of(person), page=page_of(asked))
        )
        _told(asked, person, "vendor.asked_for_time", f"{person.name} asked for more time.")


def _told(asked: VendorRequest, person: VendorPerson, verb: str, sentence: str) -> None:
    audit.record(
        organisation=asked.organisation_id,
        by=acting(person),
        verb=verb,
        subject=asked,
        sentence=sentence,
    )


def _fresh(assessment: Assessment, said: list[Line]) -> dict[str, Any]:
    """Return the answers that say something else than what the vendor sent before."""
    newest = latest_answers(assessment)
    written: dict[str, Any] = {}
    for line in said:
        assert line.draft is not None  # noqa: S101 -- only such lines are handed in
        key, by = line.question.id, signature_of(line.draft.given_by)
        if not _says(newest.get(key), line.draft, by):
            written[key] = {
                "value": line.draft.value,
                "grade": Grade.VENDOR_SAYS.value,
                "by": by,
                "words": line.draft.words,
            }
    return written


def _says(answer: WrittenAnswer | None, draft: Draft, by: str) -> bool:
    return (
        answer is not None
        and answer.door == Door.PORTAL
        and (answer.value, answer.given_by, answer.words) == (draft.value, by, draft.words)
    )


def _kept(line: Line) -> dict[str, Any]:
    assert line.draft is not None  # noqa: S101 -- only such lines are handed in
    return {
        "question": line.question.id,
        "asked": line.wording.text,
        "answer": line.draft.value,
        "answer_in_words": line.said,
        "words": line.draft.words,
        "given_by": signature_of(line.draft.given_by),
        "files": [each.name for each in line.files],
    }
