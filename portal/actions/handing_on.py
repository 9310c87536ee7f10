"""Hand questions on to a colleague, any number of times, and take them back."""

from collections.abc import Sequence

from django.db import transaction

from content.refusal import Refused
from organisations import audit
from portal.actions.asking import Recipient, let_go
from portal.asked_tasks import tasks_of
from portal.lifecycle import OPEN
from portal.models import VendorPerson, VendorRequest
from portal.people import acting, in_mails, signature_of
from portal.posting import give_link, mail_to
from portal.wording import mails
from procurement.queries import library_of


def hand_on(
    *,
    person: VendorPerson,
    to: Recipient,
    sections: Sequence[str],
    message: str,
    and_sending: bool,
) -> tuple[VendorPerson, str]:
    """Return the colleague and their own link, which is also mailed where mail is set up.

    `sections` names the parts, none means all that the giver has. With `and_sending` they also send
    the answers in the giver's place. Who has a part already gets the further one with a new link.
    """
    asked = person.request
    bank = library_of(asked.assessment).bank
    titles = {section.id: section.title for section in bank.sections}
    titles |= {seen.part: seen.title for seen in tasks_of(asked)}
    theirs = list(sections) or list(person.sections)
    if asked.state not in OPEN:
        raise Refused("These answers have been sent.", what_to_do="Open them again first.")
    if person.sections and not set(theirs) <= set(person.sections):
        raise Refused("You can hand on only what you were handed yourself.")
    if and_sending and not person.leads:
        raise Refused("Only the person who was asked can hand on the sending.")
    if to.email.lower() == person.email.lower():
        raise Refused("This is your own address.", what_to_do="Enter a colleague’s address.")
    with transaction.atomic():
        people = VendorPerson.objects.of(asked.organisation_id).filter(
            request=asked, left_at__isnull=True
        )
        if and_sending:
            people.filter(id=person.id).update(leads=False)
        colleague = people.filter(email__iexact=to.email).first()
        if colleague is None:
            colleague = people.create(
                request=asked,
                name=to.name,
                email=to.email,
                sections=[] if and_sending else theirs,
                leads=and_sending,
                handed_on_by=person,
            )
        else:
            both = set(colleague.sections) | set(theirs)
            everything = not colleague.sections or not theirs or and_sending
            colleague.sections = [] if everything else sorted(both)
            colleague.leads = colleague.leads or and_sending
            colleague.save(update_fields=["sections", "leads"])
        parts = ", ".join(f"“{titles[each]}”" for each in theirs) or "all of them"
        link = give_link(colleague)
        mail = mails.handed_on(
            in_mails(asked),
            name=colleague.name,
            by=signature_of(person),
            parts=parts,
            message=message.strip(),
            link=link,
        )
        mail_to(colleague, mail)
        audit.record(
            organisation=asked.organisation_id,
            by=acting(person),
            verb="vendor.handed_on",
            subject=asked,
            sentence=f"{person.name} handed {colleague.name} {parts}.",
        )
    person.refresh_from_db()
    return colleague, link


def take_back(*, person: VendorPerson, colleague: VendorPerson) -> None:
    """End a colleague's part. What they answered stays, under their name."""
    with transaction.atomic():
        if colleague.leads or not (person.leads or colleague.handed_on_by_id == person.id):
            raise Refused("Only whoever handed a part on can take it back.")
        let_go(colleague)
        audit.record(
            organisation=person.organisation_id,
            by=acting(person),
            verb="vendor.taken_back",
            subject=person.request,
            sentence=f"{person.name} took back what {colleague.name} was handed.",
        )


def colleagues_of(asked: VendorRequest) -> list[VendorPerson]:
    """Return everybody who has a part, who sends first."""
    present = asked.people.filter(left_at__isnull=True).select_related("handed_on_by")
    return list(present.order_by("-leads", "created_at"))
