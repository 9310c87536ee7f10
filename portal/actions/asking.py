"""Ask a vendor, and everything the buyer does with the request until answers are there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from content.refusal import Refused
from organisations import audit
from organisations.actors import Actor
from organisations.models import User
from pages.templatetags.wording import day
from portal.actions.attaching import drop_unsent
from portal.lifecycle import OPEN, State
from portal.models import RequestItem, VendorLink, VendorPerson, VendorRequest
from portal.moving import closing_of, keep_open_until, leader_of, move
from portal.people import in_mails
from portal.posting import INVITATION, give_link, mail_to
from portal.queries import askable_questions, questions_asked
from portal.secrets_of_links import new_reference
from portal.sheet import Sheet
from portal.wording import mails
from procurement.actions.turns import refused_as_closed
from procurement.lifecycle import Status
from procurement.models import Assessment
from procurement.queries import library_of
from vault import files

_ADDRESS = "The link works no longer."


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that was just made or sent again, and its link: known here and never again."""

    request: VendorRequest
    link: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom at the vendor one asks."""

    name: str
    email: str


def ask_vendor(
    *,
    assessment: Assessment,
    keys: Sequence[str],
    to: Recipient,
    message: str,
    due_on: date,
    shares_result: bool,
    by: Actor,
) -> Asked:
    """Return the new request and its link, which is also mailed where mail is set up.

    Raises
    ------
    Refused
        If nothing is asked, if a question is none for a vendor, if the day is over, or if this
        person has been asked already and has not answered yet.
    """
    bank = library_of(assessment).bank
    allowed = askable_questions(assessment)
    wanted = [question for question in allowed if question.id in set(keys)]
    if not wanted or len(wanted) != len(set(keys)):
        raise Refused("Choose at least one question for the vendor.")
    if due_on <= timezone.localdate():
        raise Refused("The last day must be after today.")
    if assessment.status == Status.CLOSED:
        raise refused_as_closed("Open it again to ask the vendor.")
    asker = User.objects.filter(id=by.id).first() if by.id else None
    with transaction.atomic():
        open_ = open_request_to(assessment, to.email)
        if open_ is not None:
            raise Refused(
                f"{to.name} has been asked already, on {day(open_.created_at)}.",
                what_to_do="Send that request again, or give it more time.",
            )
        asked = VendorRequest.objects.of(assessment.organisation_id).create(
            assessment=assessment,
            reference=new_reference(),
            message=message.strip(),
            due_on=due_on,
            closes_at=closing_of(due_on),
            shares_result=shares_result,
            asked_by=by.name,
            asked_by_email=asker.email if asker else "",
        )
        for question in wanted:
            RequestItem.objects.of(asked.organisation_id).create(
                request=asked, key=question.id, position=bank.position[question.id]
            )
        person = VendorPerson.objects.of(asked.organisation_id).create(
            request=asked, name=to.name, email=to.email, leads=True
        )
        link = give_link(person)
        mail = mails.invitation(
            in_mails(asked),
            name=person.name,
            message=asked.message,
            **_length(person),
            link=link,
        )
        mail_to(person, mail, purpose=INVITATION)
        audit.record(
            organisation=asked.organisation_id,
            by=by,
            verb="vendor.asked",
            subject=asked,
            sentence=f"Asked {to.name} of {assessment.product.vendor} {len(wanted)} questions.",
            details={"keys": [question.id for question in wanted], "due_on": due_on.isoformat()},
        )
    return Asked(asked, link)


def send_again(*, asked: VendorRequest, mailed: bool, by: Actor) -> Asked:
    """Return the request with a new link, mailed or to be copied by hand. The old link ends."""
    library_of(asked.assessment)  # read from files before the transaction, not inside it
    with transaction.atomic():
        _refuse_ended(asked)
        person = leader_of(asked)
        link = give_link(person)
        if mailed:
            mail = mails.invitation(
                in_mails(asked),
                name=person.name,
                message=asked.message,
                **_length(person),
                link=link,
            )
            mail_to(person, mail, purpose=INVITATION)
        if asked.state == State.BOUNCED:
            move(asked, State.SENT)
        audit.record(
            organisation=asked.organisation_id,
            by=by,
            verb="vendor.link_renewed",
            subject=asked,
            sentence=f"Made a new link for {person.name}. {_ADDRESS.replace('The', 'The old')}",
        )
    return Asked(asked, link)


def change_address(*, asked: VendorRequest, to: Recipient, by: Actor) -> Asked:
    """Return the request as it is sent to another person. The first one's link ends at once."""
    library_of(asked.assessment)  # read from files before the transaction, not inside it
    with transaction.atomic():
        _refuse_ended(asked)
        before = leader_of(asked)
        let_go(before)
        VendorPerson.objects.of(asked.organisation_id).create(
            request=asked, name=to.name, email=to.email, leads=True
        )
        if asked.state in (State.BOUNCED, State.OPENED):
            move(asked, State.SENT)
        audit.record(
            organisation=asked.organisation_id,
            by=by,
            verb="vendor.address_changed",
            subject=asked,
            sentence=f"Sent the questions to {to.name} instead of {before.name}.",
        )
        return send_again(asked=asked, mailed=True, by=by)


def extend(*, asked: VendorRequest, due_on: date, by: Actor) -> None:
    """Give the vendor until a later day. A request that had ended opens where it stood."""
    if due_on <= timezone.localdate():
        raise Refused("The new day must be after today.")
    with transaction.atomic():
        if asked.state in (State.REVOKED, State.RECEIVED):
            raise Refused("There is nothing to wait for any more.")
        keep_open_until(asked, closing_of(due_on))
        further = {"due_on": due_on, "reminded": None, "more_time_asked_at": None}
        if asked.state == State.EXPIRED:
            move(asked, _where_it_stood(asked), closed_at=None, **further)
        else:
            VendorRequest.objects.of(asked.organisation_id).filter(id=asked.id).update(**further)
            asked.refresh_from_db()
        audit.record(
            organisation=asked.organisation_id,
            by=by,
            verb="vendor.extended",
            subject=asked,
            sentence=f"Gave the vendor until {day(due_on)}.",
        )


def revoke(*, asked: VendorRequest, by: Actor) -> None:
    """Withdraw the request: every link and every open page of it ends with the next click."""
    with transaction.atomic():
        now = timezone.now()
        was_open = asked.state in OPEN
        if not move(asked, State.REVOKED, closed_at=now):
            return
        if was_open:
            person = leader_of(asked)
            mail_to(person, mails.withdrawn(in_mails(asked), name=person.name))
        links = VendorLink.objects.of(asked.organisation_id).filter(person__request=asked)
        links.filter(revoked_at__isnull=True).update(revoked_at=now)
        gone = drop_unsent(asked)
        audit.record(
            organisation=asked.organisation_id,
            by=by,
            verb="vendor.revoked",
            subject=asked,
            sentence="Withdrew the questions to the vendor.",
        )
    for each in gone:
        files.forget(each)


@transaction.atomic
def share_result(*, asked: VendorRequest, shares: bool, by: Actor) -> None:
    """Let the vendor see the result of its own model, or no longer."""
    VendorRequest.objects.of(asked.organisation_id).filter(id=asked.id).update(shares_result=shares)
    asked.refresh_from_db()
    audit.record(
        organisation=asked.organisation_id,
        by=by,
        verb="vendor.result_shared" if shares else "vendor.result_unshared",
        subject=asked,
        sentence="Shares the result of its model with the vendor."
        if shares
        else "No longer shares the result with the vendor.",
    )


def let_go(person: VendorPerson) -> None:
    """End somebody's part in a request: their links and open pages with it."""
    now = timezone.now()
    people = VendorPerson.objects.of(person.organisation_id).filter(id=person.id)
    people.update(leads=False, left_at=now)
    links = VendorLink.objects.of(person.organisation_id).filter(person=person)
    links.filter(revoked_at__isnull=True).update(revoked_at=now)


def open_request_to(assessment: Assessment, email: str) -> VendorRequest | None:
    """Return a request this person has and has not answered yet."""
    return (
        VendorRequest.objects.of(assessment.organisation_id)
        .filter(
            assessment=assessment,
            state__in=OPEN,
            people__email__iexact=email,
            people__leads=True,
            people__left_at__isnull=True,
        )
        .first()
    )


def _length(person: VendorPerson) -> mails.Length:
    sheet = Sheet.of(person)
    shown = len(sheet.lines)
    return {
        "questions": shown,
        "further": questions_asked(person.request) - shown,
        "minutes": sheet.minutes,
    }


def _refuse_ended(asked: VendorRequest) -> None:
    if asked.state not in OPEN and asked.state != State.RECEIVED:
        raise Refused("This request has ended.", what_to_do="Give it more time, or ask anew.")


def _where_it_stood(asked: VendorRequest) -> State:
    if asked.items.filter(sent_back_at__isnull=False).exists():
        return State.SENT_BACK
    if asked.drafts.exists():
        return State.IN_PROGRESS
    return State.OPENED if asked.opened_at else State.SENT
