"""The people of a request as actors, and what their mails name."""

from organisations.actors import Actor, ActorKind
from portal.models import VendorPerson, VendorRequest
from portal.wording.mails import Request


def company_of(asked: VendorRequest) -> str:
    """Return the vendor's name."""
    return asked.assessment.product.vendor.name


def signature_of(person: VendorPerson) -> str:
    """Return how the person is named at an answer: name and company."""
    return f"{person.name}, {company_of(person.request)}"


def acting(person: VendorPerson) -> Actor:
    """Return somebody at the vendor as the one who acts. They have no account, so no id."""
    return Actor(ActorKind.PERSON, signature_of(person))


def in_mails(asked: VendorRequest) -> Request:
    """Return what every mail about the request names."""
    return Request(
        client=asked.organisation.name,
        product=str(asked.assessment.product),
        asked_by=asked.asked_by,
        due_on=asked.due_on,
        reference=asked.reference,
    )
