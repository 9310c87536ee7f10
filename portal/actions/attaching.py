"""Put files at an answer, take them off, and let them go with it when it is sent.

As drafts do, files leave no event in the buyer's trail until they are sent.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone

from content.refusal import Refused
from portal.lifecycle import ANSWERABLE
from portal.models import AttachedFile, Draft, VendorPerson, VendorRequest
from portal.people import acting, signature_of
from portal.turns import locked
from procurement.actions.evidence import SaidOfEvidence, enter_in_library, in_library
from procurement.actions.proofs import attach_to_newest
from procurement.document_reading import StoredDocument, lay_in_vault, see_document
from procurement.models import Assessment, Evidence, EvidenceKind
from vault import files
from vault.models import StoredFile

MOST_AT_AN_ANSWER = 5
MOST_IN_A_REQUEST = 60


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that is at an answer now, and what its giver should know, in sentences."""

    file: AttachedFile
    remarks: tuple[str, ...]


def attach_file(
    *, person: VendorPerson, key: str, source: BinaryIO, name: str, kind: EvidenceKind
) -> Attached:
    """Have a file looked at in the jail and put it at the answer to a question.

    Raises
    ------
    Refused
        If the request takes no answers now, the question has none yet, it has files enough or this
        one, or the file is damaged or no kind of file that is kept. Nothing is kept.
    JailUnavailable
        If there is no jail to look into it.
    """
    asked = person.request
    _draft(asked, key)  # before the file is looked at, which takes seconds
    seen = see_document(source, name=name)
    _refuse_twice(_draft(asked, key), seen.read.sha256, seen.name)
    laid = lay_in_vault(asked.organisation_id, seen)
    with transaction.atomic():
        draft = _draft(locked(asked), key)
        _refuse_twice(draft, seen.read.sha256, seen.name)
        document = laid.remember()
        attached = AttachedFile.objects.of(asked.organisation_id).create(
            draft=draft,
            kind=kind,
            name=document.name,
            type=document.type,
            size=document.file.size,
            sent_sha256=document.sent_sha256,
            file=document.file,
            text=document.text,
            person=person,
        )
    return Attached(attached, seen.remarks)


def take_off(*, attached: AttachedFile) -> None:
    """Take a file off its answer; what the buyer does not have yet is deleted.

    Raises `Refused` if the request takes no answers now.
    """
    with transaction.atomic():
        asked = locked(attached.draft.request)
        _refuse_unless_answerable(asked)
        gone = _drop(asked, [attached])
    _forget(gone)


def drop_unsent(asked: VendorRequest) -> list[StoredFile]:
    """Delete the rows of what was never sent, inside the caller's transaction.

    Returns the files, which the caller hands to `vault.files.forget` once it has committed.
    """
    rows = AttachedFile.objects.of(asked.organisation_id)
    unsent = rows.filter(draft__request=asked, sent_at__isnull=True)
    return _drop(asked, unsent.select_related("file", "text"))


def send_files(*, assessment: Assessment, drafts: Sequence[Draft]) -> list[StoredFile]:
    """Let the newest answers rest on the files that were put at them, inside the caller's transaction.

    Each becomes a document of the buyer's library, whoever of the firm had it there before keeps
    theirs. How well an answer is proven stays as it is until the buyer has read the document.
    Returns the files that are needed no more, for `vault.files.forget` after the commit.
    """
    gone: list[StoredFile] = []
    rows = AttachedFile.objects.of(assessment.organisation_id)
    waiting = rows.filter(draft__in=drafts).order_by("attached_at", "id")
    for each in waiting.select_related("draft", "file", "text", "evidence", "person__request"):
        if each.evidence is None:
            evidence, spare = _entered(assessment, each)
            each.evidence, each.file, each.text = evidence, None, None
            each.sent_at = timezone.now()
            each.save(update_fields=["evidence", "file", "text", "sent_at"])
            gone += _deleted(spare)
        if each.evidence.erased_at is None:
            attach_to_newest(
                assessment=assessment,
                keys=[each.draft.key],
                evidence=each.evidence,
                by=acting(each.person),
            )
    return gone


def _entered(assessment: Assessment, each: AttachedFile) -> tuple[Evidence, list[StoredFile]]:
    """Return the document of the library that a file becomes, and the files it does not need."""
    assert each.file is not None  # noqa: S101 -- what is not sent yet has its bytes
    stored = [file for file in (each.file, each.text) if file is not None]
    known = in_library(assessment.organisation, each.sent_sha256)
    if known is not None:
        return known, stored
    document = StoredDocument(each.file, each.text, each.name, each.type, each.sent_sha256)
    said = SaidOfEvidence(EvidenceKind(each.kind), received_from=signature_of(each.person)[:200])
    return (
        enter_in_library(
            organisation=assessment.organisation, document=document, said=said,
            by=acting(each.person),
        ),
        [],
    )  # fmt: skip


def _draft(asked: VendorRequest, key: str) -> Draft:
    """Return the answer that a file may be put at. Raises `Refused` if there is none."""
    _refuse_unless_answerable(asked)
    draft = Draft.objects.of(asked.organisation_id).filter(request=asked, key=key).first()
    if draft is None:
        raise Refused("There is no answer here yet.", what_to_do="Answer the question first.")
    all_files = AttachedFile.objects.of(asked.organisation_id).filter(draft__request=asked)
    if draft.files.count() >= MOST_AT_AN_ANSWER:
        raise Refused(
            f"There are {MOST_AT_AN_ANSWER} files at this answer already.",
            what_to_do="Take one off first.",
        )
    if all_files.count() >= MOST_IN_A_REQUEST:
        raise Refused(
            f"There are {MOST_IN_A_REQUEST} files at your answers already, the most we take.",
            what_to_do="Take one off first.",
        )
    return draft


def _refuse_unless_answerable(asked: VendorRequest) -> None:
    if asked.state not in ANSWERABLE:
        raise Refused("These answers have been sent.", what_to_do="Open them again first.")


def _refuse_twice(draft: Draft, sha256: str, name: str) -> None:
    if draft.files.filter(sent_sha256=sha256).exists():
        raise Refused("This file is at this answer already.", file=name)


def _drop(asked: VendorRequest, attached: Iterable[AttachedFile]) -> list[StoredFile]:
    gone: list[StoredFile] = []
    for each in attached:
        stored = [file for file in (each.file, each.text) if file is not None]
        AttachedFile.objects.of(asked.organisation_id).filter(id=each.id).delete()
        gone += _deleted(stored)
    return gone


def _deleted(stored: Iterable[StoredFile]) -> list[StoredFile]:
    gone = list(stored)
    for each in gone:
        each.delete()
    return gone


def _forget(gone: Iterable[StoredFile]) -> None:
    for each in gone:
        files.forget(each)
