"""Keep pieces of text that go into one report after another, change them, throw them away."""

from django.db import transaction

from content.refusal import Refused
from organisations import audit
from organisations.actors import Actor
from organisations.models import Organisation
from reports.advising.limited_text import read
from reports.advising.models import KeptText


@transaction.atomic
def keep_text(
    *,
    organisation: Organisation,
    title: str,
    text: str,
    by: Actor,
    instead_of: KeptText | None = None,
) -> KeptText:
    """Return the kept text, new or in place of one that is there.

    Raises
    ------
    Refused
        If the text is empty or holds what a text may not hold, or another one has this title.
    """
    name, said = title.strip(), text.replace("\r\n", "\n").strip()
    if not read(said):
        raise Refused("Enter the text.", column="text")
    rows = KeptText.objects.of(organisation).select_for_update()
    others = rows.exclude(id=instead_of.id) if instead_of else rows
    if others.filter(title__iexact=name).exists():
        raise Refused("Another text has this title.", column="title", what_to_do="Give it another.")
    kept = rows.get(id=instead_of.id) if instead_of else KeptText(organisation=organisation)
    kept.title, kept.text, kept.changed_by = name, said, by.name[:200]
    kept.save()
    audit.record(
        organisation=organisation.id,
        by=by,
        verb="kept_text.changed" if instead_of else "kept_text.kept",
        subject=kept,
        sentence=f"{'Changed' if instead_of else 'Kept'} the text “{kept.title}”.",
        details={"text": said},
    )
    return kept


@transaction.atomic
def throw_text_away(*, kept: KeptText, by: Actor) -> None:
    """Throw a kept text away. What it was put into stays as it is."""
    audit.record(
        organisation=kept.organisation_id,
        by=by,
        verb="kept_text.thrown_away",
        subject=kept,
        sentence=f"Threw the text “{kept.title}” away.",
    )
    KeptText.objects.of(kept.organisation_id).filter(id=kept.id).delete()
