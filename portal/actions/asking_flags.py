"""Ask the vendor about one flag, and take what it says to it."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from content.refusal import Refused
from organisations import audit
from organisations.actors import Actor
from portal.actions.asking import Asked, Recipient, ask_vendor, open_request_to, send_again
from portal.flag_points import deciding_questions
from portal.lifecycle import State
from portal.models import AskedFlag, ItemKind, RequestItem, VendorPerson, VendorRequest
from portal.people import acting, in_mails, signature_of
from portal.posting import mail_to_buyer, page_of
from portal.wording import mails
from procurement.actions.flag_review import note_reply
from procurement.actions.turns import refused_as_closed
from procurement.lifecycle import Status
from procurement.models import Assessment, Flag, FlagReply
from procurement.queries import library_of
from procurement.screening_result import Flag as Finding


def ask_about_flag(
    *,
    assessment: Assessment,
    flags: Sequence[Flag],
    sentence: str,
    to: Recipient,
    due_on: date,
    by: Actor,
) -> Asked:
    """Return the request by which the vendor is asked about a flag, and its link.

    Who has questions already and has not answered yet gets these with them, and a new link.

    Parameters
    ----------
    flags : flags of one assessment that are shown as one, the gravest first. What the vendor says
        is kept beside the gravest.
    sentence : what the vendor reads. Never the flag itself.

    Raises
    ------
    Refused
        If no question behind the flag is one for a vendor, or as `ask_vendor` does.
    """
    sentence = sentence.strip()
    if not sentence:
        raise Refused("Write what you want to know.", column="sentence")
    if assessment.status == Status.CLOSED:
        raise refused_as_closed("Open it again to ask the vendor.")
    bank = library_of(assessment).bank
    findings = [Finding.model_validate(flag.finding) for flag in flags]
    keys = [question.id for question in deciding_questions(assessment, findings)]
    if not keys:
        raise Refused("This flag rests on nothing that the vendor could answer.")
    if due_on <= timezone.localdate():
        raise Refused("The last day must be after today.")
    with transaction.atomic():
        waiting = open_request_to(assessment, to.email)
        if waiting is None:
            asked = ask_vendor(
                assessment=assessment, keys=keys, to=to, message="", due_on=due_on,
                shares_result=False, by=by,
            )  # fmt: skip
        else:
            _add(waiting, keys, sentence, bank.position)
            asked = send_again(asked=waiting, mailed=True, by=by)
        AskedFlag.objects.of(assessment.organisation_id).create(
            request=asked.request, flag=flags[0], keys=keys, sentence=sentence, asked_by=by.name
        )
        audit.record(
            organisation=assessment.organisation_id,
            by=by,
            verb="flag.vendor_asked",
            subject=flags[0],
            sentence=f"Asked {to.name} about the flag “{flags[0].title}”.",
            details={"keys": keys, "sentence": sentence},
        )
    return asked


def reply_to_point(*, person: VendorPerson, point: AskedFlag, words: str) -> FlagReply:
    """Return the vendor's reply: it stands beside the flag, with name and day, and decides nothing.

    Raises
    ------
    Refused
        If it says nothing, or the point is of another request.
    """
    asked = person.request
    if point.request_id != asked.id:
        raise Refused("You were not asked about this.")
    with transaction.atomic():
        said = note_reply(
            flag=point.flag, words=words, said_by=signature_of(person), by=acting(person)
        )
        point.replies.add(said)
        mail = mails.replied_to_point(in_mails(asked), by=signature_of(person), page=page_of(asked))
        mail_to_buyer(asked, mail)
    return said


def _add(
    asked: VendorRequest, keys: Sequence[str], sentence: str, position: Mapping[str, int]
) -> None:
    """Add questions to a request that waits. One that was sent back shows only what is asked anew."""
    items = RequestItem.objects.of(asked.organisation_id).filter(
        request=asked, kind=ItemKind.QUESTION
    )
    known = set(items.values_list("key", flat=True))
    for key in keys:
        if key not in known:
            RequestItem.objects.of(asked.organisation_id).create(
                request=asked, key=key, position=position[key]
            )
    if asked.state == State.SENT_BACK:
        items.filter(key__in=keys).update(comment=sentence, sent_back_at=timezone.now())
