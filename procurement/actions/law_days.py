"""Read an assessment by the law of a later day, because that day has come."""

from datetime import date

from django.db import transaction

from organisations import audit
from organisations.actors import Actor
from procurement.actions.rescreening import load_for_screening, rescreen
from procurement.actions.turns import wait_for_turn
from procurement.changed_flags import ChangedFlags
from procurement.comparing import compared
from procurement.lifecycle import Status
from procurement.models import Assessment, LawDay
from procurement.queries import library_of
from procurement.wording.answers import day_in_words


def move_law_day(*, assessment: Assessment, on: date, by: Actor) -> ChangedFlags:
    """Read the assessment by the law of `on`, if that changes a flag; return what it changes.

    A closed assessment keeps its day, and so does one whose flags are the same on both days.
    """
    load_for_screening(assessment)
    with transaction.atomic():
        held = wait_for_turn(assessment)
        if held.status == Status.CLOSED or held.law_on >= on:
            return ChangedFlags()
        change = compared(held, library_of(held), on).change
        if not change:
            return change
        before, held.law_on = held.law_on, on
        held.save(update_fields=["law_on"])
        LawDay.objects.of(held.organisation_id).create(
            organisation_id=held.organisation_id,
            assessment=held,
            before=before,
            on=on,
            change=change.model_dump(mode="json"),
        )
        why = " ".join(dict.fromkeys(each.why for each in change.flags))
        audit.record(
            organisation=held.organisation_id,
            by=by,
            verb="assessment.law_day_moved",
            subject=held,
            sentence=(
                f"Read by the law of {day_in_words(on)}, before by that of "
                f"{day_in_words(before)}. {why}"
            ),
            details={"before": before.isoformat(), "on": on.isoformat()},
        )
        rescreen(assessment=held, by=by)
    assessment.refresh_from_db(fields=["law_on"])
    return change
