"""Let a sheet of examples leave for the vendor, once a person has confirmed what was shown."""

from django.db import transaction
from django.utils import timezone

from content.refusal import Refused
from evaluations.actions.uploads import mark_seen_by_vendor
from evaluations.leaving import Shown
from evaluations.models import SampleSet
from organisations import audit
from organisations.actors import Actor


def hand_out(
    *,
    samples: SampleSet,
    shown: Shown,
    masked: bool,
    seal: str,
    found_confirmed: bool,
    found_why: str,
    transfer_confirmed: bool,
    transfer_why: str,
    by: Actor,
) -> None:
    """Write down who let which sheet leave, so that it can be downloaded.

    `shown` is what there is to see now, and `seal` that of what the person was shown.

    Raises
    ------
    Refused
        If something was not confirmed, a reason is missing, or what was shown holds no longer.
    """
    shown.refuse_unless(
        seal=seal,
        found=found_confirmed,
        found_why=found_why,
        transfer=transfer_confirmed,
        transfer_why=transfer_why,
    )
    record = shown.confirmed(found_why=found_why, transfer_why=transfer_why, by=by.name)
    with transaction.atomic():
        rows = SampleSet.objects.of(samples.organisation_id).filter(
            id=samples.id, file__isnull=False
        )
        told = record | {"as_it_stands": not masked, "at": timezone.now().isoformat()}
        if not rows.update(handed_out=told):
            raise Refused("These examples have been deleted.", file=samples.name)
        mark_seen_by_vendor(samples=samples, by=by)
        audit.record(
            organisation=samples.organisation_id,
            by=by,
            verb="sample_set.handed_out",
            subject=samples,
            sentence=f"Let a sheet of {samples.name} leave for the vendor, {'masked' if masked else 'as it stands'}.",
            details=record,
        )
