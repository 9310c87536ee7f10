"""Ask what newer questions and rules would change, and take them over. Workers do both, one by one."""

import uuid
from collections.abc import Collection

from django.db import transaction

from content.refusal import Refused
from jobs.actions import submit
from jobs.lifecycle import FINAL
from jobs.models import Job
from organisations import audit
from organisations.actors import Actor
from organisations.models import Organisation, User
from procurement.actions.assessments import pin_library
from procurement.law_kinds import COMPARE_RULES, TAKE_OVER_RULES
from procurement.library import load_library
from procurement.models import RulesComparison
from procurement.upgrading import older_assessments


def ask_what_changes(*, organisation: Organisation, by: Actor) -> int:
    """Have every open assessment under older content held against today's; return how many.

    Nothing changes by it. What is being worked out already is not asked for again.

    Raises
    ------
    Refused
        If no assessment is under older content.
    """
    library = load_library()
    older = older_assessments(organisation)
    if not older:
        raise Refused("Every open tool has the newest questions and rules.")
    with transaction.atomic():
        bank, rulebook = pin_library(library)
        asked = 0
        for assessment in older:
            row, _ = RulesComparison.objects.of(organisation).get_or_create(
                assessment=assessment,
                bank=bank,
                rulebook=rulebook,
                defaults={"organisation": organisation},
            )
            row = RulesComparison.objects.of(organisation).select_for_update().get(id=row.id)
            if _goes_on(row.comparing) or _goes_on(row.taking):
                continue
            job = submit(kind_name=COMPARE_RULES, subject=row.id, tenant=organisation.id)
            row.comparing, row.taking, row.compared_at, row.change = job.id, None, None, None
            row.save(update_fields=["comparing", "taking", "compared_at", "change"])
            asked += 1
        if asked:
            audit.record(
                organisation=organisation.id,
                by=by,
                verb="new_rules.asked",
                subject=organisation,
                sentence=f"Asked what rules {library.rulebook.version} would change: tools {asked}.",
                details={"bank": library.bank_sha256, "rulebook": library.rulebook_sha256},
            )
    return asked


def take_over(*, organisation: Organisation, seen: Collection[uuid.UUID], by: Actor) -> int:
    """Have the newer questions and rules taken over where somebody saw what they change.

    Parameters
    ----------
    seen : the comparisons that stood on the page. One that is not worked out, or is being taken over
        already, is left alone.

    Returns
    -------
    How many will be taken over. Each is one job and has its own entry in the trail.

    Raises
    ------
    Refused
        If there is none of them to take over.
    """
    library = load_library()
    assert by.id is not None  # noqa: S101 -- only a person takes rules over
    with transaction.atomic():
        rows = RulesComparison.objects.of(organisation).select_for_update()
        asked = 0
        for row in rows.filter(
            id__in=seen,
            bank=library.bank_sha256,
            rulebook=library.rulebook_sha256,
            compared_at__isnull=False,
            taken_at__isnull=True,
        ).order_by("id"):
            if _goes_on(row.taking):
                continue
            job = submit(kind_name=TAKE_OVER_RULES, subject=row.id, tenant=organisation.id)
            row.taking, row.taken_by = job.id, User.objects.get(id=by.id)
            row.save(update_fields=["taking", "taken_by"])
            asked += 1
        if not asked:
            raise Refused(
                "Nothing is left to take over on that page.", what_to_do="Look at it again."
            )
        audit.record(
            organisation=organisation.id,
            by=by,
            verb="new_rules.taking_over",
            subject=organisation,
            sentence=f"Asked to take over rules {library.rulebook.version}: tools {asked}.",
            details={"bank": library.bank_sha256, "rulebook": library.rulebook_sha256},
        )
    return asked


def _goes_on(job: uuid.UUID | None) -> bool:
    return job is not None and Job.objects.filter(id=job).exclude(state__in=FINAL).exists()
