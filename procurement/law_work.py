"""What workers and the clock do when the law changes: by a newer rulebook, or by a day that comes.

Each job is about one assessment, so that many of them share the workers with everything else.
"""

from django.db import transaction
from django.utils import timezone

from content.refusal import Refused
from jobs.actions import submit
from jobs.regular import regularly
from jobs.work import Work
from organisations.actors import Actor, ActorKind
from organisations.models import Membership
from organisations.permissions import Permission
from organisations.roles import Role, may
from procurement.actions.law_days import move_law_day
from procurement.actions.rescreening import load_for_screening
from procurement.actions.upgrades import upgrade_assessment
from procurement.comparing import compared
from procurement.law_kinds import LOOK_AT_DAY
from procurement.library import load_library
from procurement.lifecycle import Status
from procurement.models import Assessment, RulesComparison

CALENDAR = Actor(ActorKind.WORKER, "the calendar")


def compare_rules(work: Work) -> None:
    """Work out what today's questions and rules would change in one assessment."""
    row = _comparison(work)
    if row is None:
        return
    library = load_library()
    if (row.bank_id, row.rulebook_id) != (library.bank_sha256, library.rulebook_sha256):
        raise Refused("There are newer rules again.", what_to_do="Work it out once more.")
    work.stage("Comparing", sentence="Reading the answers by both rules.")
    found = compared(row.assessment, library, row.assessment.law_on)
    with work.finishing(sentence="Worked out."):
        row.change, row.sha256 = found.change.model_dump(mode="json"), found.sha256
        row.compared_at = timezone.now()
        row.save(update_fields=["change", "sha256", "compared_at"])


def take_over_rules(work: Work) -> None:
    """Upgrade one assessment, if that changes what the person who asked for it was shown."""
    row = _comparison(work)
    if row is None:
        return
    by, library, assessment = _asked_by(row), load_library(), row.assessment
    load_for_screening(assessment)
    if compared(assessment, library, assessment.law_on).sha256 != row.sha256:
        raise Refused(
            "What is known of this tool changed after this was worked out.",
            what_to_do="Work it out once more, then take the rules over.",
        )
    work.stage("Taking over", sentence="Putting the tool under the newer rules.")
    with work.finishing(sentence="Taken over."):
        upgrade_assessment(assessment=assessment, seen=f"{row.bank_id} {row.rulebook_id}", by=by)
        row.taken_at = timezone.now()
        row.save(update_fields=["taken_at"])


@regularly("procurement.law_days", every=1800)
def look_at_the_day() -> None:
    """Once a day, have every open assessment read by the law of today."""
    today = timezone.localdate()
    behind = (
        Assessment.objects.everywhere()
        .exclude(status=Status.CLOSED)
        .filter(law_on__lt=today)
        .exclude(law_looked_on__gte=today)
    )
    for assessment, organisation in behind.values_list("id", "organisation_id"):
        with transaction.atomic():
            # Of two clocks one wins: the other finds the day written down.
            mine = Assessment.objects.of(organisation).filter(id=assessment)
            if mine.exclude(law_looked_on__gte=today).update(law_looked_on=today):
                submit(kind_name=LOOK_AT_DAY, subject=assessment, tenant=organisation)


def look_at_day(work: Work) -> None:
    """Read one assessment by the law of today, if that changes a flag."""
    assert work.tenant is not None  # noqa: S101 -- every assessment belongs to an organisation
    assessment = Assessment.objects.of(work.tenant).filter(id=work.subject).first()
    if assessment is None:
        with work.finishing(sentence="The assessment was deleted."):
            return
    load_for_screening(assessment)
    with work.finishing(sentence="Read by the law of today."):
        move_law_day(assessment=assessment, on=timezone.localdate(), by=CALENDAR)


def _comparison(work: Work) -> RulesComparison | None:
    """Return the row this work is about, or finish without one."""
    assert work.tenant is not None  # noqa: S101 -- every comparison belongs to an organisation
    found = (
        RulesComparison.objects.of(work.tenant)
        .select_related("assessment__product__vendor", "taken_by")
        .filter(id=work.subject)
        .first()
    )
    if found is None:
        with work.finishing(sentence="The assessment was deleted."):
            return None
    return found


def _asked_by(row: RulesComparison) -> Actor:
    """Return who asked to take the rules over, if they still may."""
    person = row.taken_by
    member = (
        Membership.objects.of(row.organisation_id)
        .filter(user=person, left_at__isnull=True, user__is_active=True)
        .first()
    )
    if person is None or member is None or not may(Role(member.role), Permission.ASSESSMENT_EDIT):
        raise Refused(
            "Whoever asked for this may not change assessments any more.",
            what_to_do="Somebody who may can ask again.",
        )
    return person.as_actor()
