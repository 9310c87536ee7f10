"""Keep a way of looking at the queue under a name, or forget it. It is the person's own."""

import uuid
from collections.abc import Mapping

from django.db import transaction

from content.refusal import Refused
from organisations import audit
from organisations.actors import Actor
from organisations.models import Organisation
from procurement.models import QueueView

MOST = 20


def keep_view(
    *, organisation: Organisation, name: str, filters: Mapping[str, str], by: Actor
) -> QueueView:
    """Return the view; one of the same name is replaced.

    Raises
    ------
    Refused
        If it has no name, no filter, or the person has `MOST` already.
    """
    name = name.strip()[:60]
    if not name:
        raise Refused("Give the view a name.")
    if not filters:
        raise Refused("Choose a filter first: this is the whole list.")
    if by.id is None:
        raise Refused("Only a person can keep a view.")
    with transaction.atomic():
        own = QueueView.objects.of(organisation).filter(person_id=by.id)
        if own.exclude(name=name).count() >= MOST:
            raise Refused(f"You keep {MOST} views already.", what_to_do="Forget one first.")
        view, _ = QueueView.objects.of(organisation).update_or_create(
            person_id=by.id, name=name, defaults={"filters": dict(filters)}
        )
        _told(view, by, "queue.view_kept", "Kept a view of the queue.")
    return view


def forget_view(*, organisation: Organisation, view: uuid.UUID, by: Actor) -> None:
    """Forget one of the person's own views. Raises Refused if there is none such."""
    with transaction.atomic():
        own = QueueView.objects.of(organisation).select_for_update().filter(person_id=by.id)
        found = own.filter(id=view).first()
        if found is None:
            raise Refused("This view is gone already.")
        _told(found, by, "queue.view_forgotten", "Forgot a view of the queue.")
        found.delete()


def _told(view: QueueView, by: Actor, verb: str, sentence: str) -> None:
    audit.record(
        organisation=view.organisation_id, by=by, verb=verb, subject=view, sentence=sentence,
        details={"filters": view.filters},
    )  # fmt: skip
