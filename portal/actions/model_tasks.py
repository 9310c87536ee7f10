"""Ask a vendor for its model, take its word on the terms, and take the model in. It is only ever run."""

from typing import BinaryIO

from django.db import transaction
from django.utils import timezone

from content.refusal import Refused
from evaluations.actions.uploads import keep_artefact
from evaluations.models import ArtefactKind
from jobs.actions import submit
from organisations import audit
from organisations.actors import Actor
from portal.actions.asking import Asked
from portal.actions.sheet_tasks import add_item, refuse_ended
from portal.asked_tasks import model_seen
from portal.lifecycle import State
from portal.model_terms import terms_today
from portal.models import HandedModel, ItemKind, ModelTask, VendorPerson, VendorRequest
from portal.moving import leader_of, move
from portal.people import acting, company_of, in_mails
from portal.posting import give_link, mail_to
from portal.tasks import INSPECT_MODEL
from portal.wording import mails
from vault import files


def ask_for_model(*, asked: VendorRequest, instructions: str, by: Actor) -> Asked:
    """Return the request and the new link that goes with the task."""
    with transaction.atomic():
        refuse_ended(asked)
        if asked.model_tasks.exists():
            raise Refused("They have been asked for the model already.")
        task = ModelTask.objects.of(asked.organisation_id).create(
            request=asked, instructions=instructions.strip()
        )
        add_item(asked, ItemKind.MODEL, str(task.id))
        person = leader_of(asked)
        link = give_link(person)
        mail_to(person, mails.model_asked(in_mails(asked), name=person.name, link=link))
        audit.record(
            organisation=asked.organisation_id,
            by=by,
            verb="vendor.model_asked",
            subject=asked,
            sentence=f"Asked {person.name} to hand in the model for a test.",
        )
    return Asked(asked, link)


def accept_terms(
    *, person: VendorPerson, task: ModelTask, version: str, accepted_by: str, accepted_as: str
) -> None:
    """Write down who accepted which words, and when. `version` is the one that was read."""
    terms = terms_today()
    if version != terms.version:
        raise Refused("The terms have changed since.", what_to_do="Read them again.")
    with transaction.atomic():
        asked = person.request
        refuse_ended(asked)
        rows = ModelTask.objects.of(asked.organisation_id).filter(
            id=task.id, request=asked, accepted_at__isnull=True
        )
        if not rows.update(
            terms=terms.model_dump(mode="json") | {"sha256": terms.sha256},
            accepted_by=accepted_by,
            accepted_as=accepted_as,
            accepted_at=timezone.now(),
        ):
            raise Refused("The terms have been accepted already.")
        task.refresh_from_db()
        if asked.state == State.OPENED:
            move(asked, State.IN_PROGRESS)
        audit.record(
            organisation=asked.organisation_id,
            by=acting(person),
            verb="vendor.terms_accepted",
            subject=asked,
            sentence=f"{accepted_by} ({accepted_as}) accepted the terms for the test, version {version}.",
            details={"sha256": terms.sha256},
        )


def hand_in_model(
    *, person: VendorPerson, task: ModelTask, source: BinaryIO, name: str
) -> HandedModel:
    """Store the model, encrypted, where no page gives it out; a worker looks at it in the jail.

    Raises
    ------
    Refused
        If the terms were not accepted first, a model is here already, or the request has ended.
    """
    asked = person.request
    if task.request_id != asked.id:
        raise Refused("There is no such model to hand in.")
    _refuse_unless_wanted(task)
    stored = files.deposit(asked.organisation_id, source)
    with transaction.atomic():
        refuse_ended(asked)
        _refuse_unless_wanted(task)
        number = task.handed.count() + 1
        artefact = keep_artefact(
            assessment=asked.assessment,
            kind=ArtefactKind.MODEL,
            stored=stored,
            name=f"{name[:150]} from {company_of(asked)} ({asked.reference}-M{number})",
            by=acting(person),
        )
        handed = HandedModel.objects.of(asked.organisation_id).create(
            task=task,
            number=number,
            artefact=artefact,
            name=name[:255],
            sha256=stored.sha256,
            size=stored.size,
            address=stored.address,
            person=person,
        )
        handed.inspection = submit(
            kind_name=INSPECT_MODEL, subject=handed.id, tenant=asked.organisation_id
        ).id
        handed.save(update_fields=["inspection"])
        audit.record(
            organisation=asked.organisation_id,
            by=acting(person),
            verb="vendor.model_received",
            subject=asked,
            sentence=f"{person.name} handed in the model {handed}.",
            details={"file": handed.name, "sha256": stored.sha256, "bytes": stored.size},
        )
    return handed


def _refuse_unless_wanted(task: ModelTask) -> None:
    task.refresh_from_db(fields=["accepted_at"])
    seen = model_seen(task)
    if seen.word == "to_accept":
        raise Refused(
            "Nobody has accepted the terms yet.", what_to_do="Read and accept them first."
        )
    if not seen.may_hand_in:
        raise Refused("A model has been handed in already.")
