"""Write down what the product found for itself. A later look at the same origin replaces it."""

import uuid
from collections.abc import Sequence

from django.db import transaction

from organisations import audit
from organisations.actors import Actor
from procurement.actions.rescreening import load_for_screening, rescreen
from procurement.facts.sources import Observation as Observed
from procurement.models import Assessment, Observation
from procurement.observed_values import to_json


def record_observations(
    *, assessment: Assessment, origin: uuid.UUID, observed: Sequence[Observed], by: Actor
) -> None:
    """Replace what `origin` (an artefact or a run) showed before by what it shows now."""
    load_for_screening(assessment)
    with transaction.atomic():
        rows = Observation.objects.of(assessment.organisation_id)
        replaced, _ = rows.filter(assessment=assessment, origin=origin).delete()
        for each in observed:
            rows.create(
                assessment=assessment,
                subject_kind=each.subject.kind.value,
                subject_number=each.subject.number,
                key=each.key,
                value=to_json(each.value),
                certainty=each.certainty.value,
                how=each.how[:500],
                origin=origin,
            )
        if observed:
            audit.record(
                organisation=assessment.organisation_id,
                by=by,
                verb="observations.recorded",
                subject=assessment,
                sentence=f"Found {len(observed)} things by looking.",
                details={"origin": str(origin), "keys": sorted({each.key for each in observed})},
            )
        if observed or replaced:
            rescreen(assessment=assessment, by=by)
