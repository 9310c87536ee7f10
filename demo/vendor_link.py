"""The vendors of the story: asked by a link, and one of them answers by it."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from demo.story.tale import VendorWrote
from organisations.actors import Actor
from portal.actions.answering import save_draft, send_answers
from portal.actions.asking import Asked, Recipient, ask_vendor
from portal.actions.entering import start
from portal.models import VendorLink
from portal.moving import leader_of
from portal.queries import askable_questions
from portal.sheet import Sheet
from procurement.models import Assessment


def ask_by_link(
    assessment: Assessment, vendor: VendorWrote, keys: Collection[str], *, by: Actor
) -> Asked:
    """Ask the vendor those of the questions that are open to it."""
    to = vendor.link
    return ask_vendor(
        assessment=assessment,
        keys=[each.id for each in askable_questions(assessment) if each.id in keys],
        to=Recipient(to.name, to.email),
        message=to.message,
        due_on=timezone.localdate() + timedelta(days=to.days),
        shares_result=True,
        by=by,
    )


def answer_by_link(assessment: Assessment, vendor: VendorWrote, *, by: Actor) -> Mapping[str, Any]:
    """Have the vendor open its link, answer and send; return what it said by it."""
    asked = ask_by_link(assessment, vendor, vendor.answers.keys(), by=by).request
    person = leader_of(asked)
    start(link=VendorLink.objects.of(asked.organisation_id).get(person=person))
    said: dict[str, Any] = {}
    # An answer may bring a further question to the page, so one looks again after each.
    while line := next(
        (each for each in Sheet.of(person).open if each.question.id not in said), None
    ):
        key = line.question.id
        said[key] = vendor.answers[key]
        save_draft(person=person, key=key, value=said[key], words="", based_on=0)
    send_answers(
        person=person, signed_by=person.name, signed_as="Head of product", without_open=False
    )
    return said
