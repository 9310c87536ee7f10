"""Which files at the answers of a request one person may see."""

import uuid

from django.db.models import QuerySet

from portal.models import AttachedFile, VendorPerson
from procurement.queries import library_of


def files_for(person: VendorPerson) -> QuerySet[AttachedFile]:
    """Return the files of this person's request, of the parts they have; the oldest first."""
    asked = person.request
    rows = AttachedFile.objects.of(person.organisation_id).filter(draft__request=asked)
    if person.sections:
        bank = library_of(asked.assessment).bank
        theirs = [each.id for each in bank.questions if each.section in person.sections]
        rows = rows.filter(draft__key__in=theirs)
    return rows.select_related("draft", "person", "file", "text", "evidence__file").order_by(
        "attached_at", "id"
    )


def file_for(person: VendorPerson, attached: uuid.UUID) -> AttachedFile | None:
    """Return one of them; None for every other id, whosever it is."""
    return files_for(person).filter(id=attached).first()


def files_at(person: VendorPerson, key: str) -> list[AttachedFile]:
    """Return those at the answer to one question."""
    return list(files_for(person).filter(draft__key=key))
