"""Say on which terms a firm's reports may be relied on: each change is a version of its own."""

from django.db import transaction
from django.db.models import Max

from content.refusal import Refused
from organisations import audit
from organisations.actors import Actor
from organisations.models import Organisation
from reports.advising.limited_text import read
from reports.advising.models import RelianceTerms


@transaction.atomic
def say_terms(*, organisation: Organisation, text: str, by: Actor) -> RelianceTerms:
    """Return the firm's new version of its terms; the present one where the words are the same.

    Raises
    ------
    Refused
        If they are empty, or hold what a text may not hold.
    """
    said = text.replace("\r\n", "\n").strip()
    if not read(said):
        raise Refused("Enter your terms.", column="text")
    # The firm's row is the lock: two new versions at once would take the same number.
    Organisation.objects.select_for_update().get(id=organisation.id)
    rows = RelianceTerms.objects.of(organisation)
    last = rows.aggregate(last=Max("version"))["last"] or 0
    present = rows.filter(version=last).first()
    if present is not None and present.text == said:
        return present
    made = rows.create(version=last + 1, text=said, said_by=by.name[:200])
    audit.record(
        organisation=organisation.id,
        by=by,
        verb="reliance_terms.said",
        subject=made,
        sentence=f"Said the terms of reliance of {organisation.name}, version {made.version}.",
        details={"version": made.version, "text": said},
    )
    return made
