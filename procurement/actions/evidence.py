"""Take documents into the library, say what somebody found in them, and erase their bytes."""

from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from django.db import transaction
from django.utils import timezone

from content.refusal import Refused
from organisations import audit
from organisations.actors import Actor, ActorKind
from organisations.models import Organisation
from organisations.queries import role_in_words
from procurement.document_reading import StoredDocument, lay_in_vault, see_document
from procurement.models import Evidence, EvidenceKind, EvidenceReview, ReviewState
from vault import files


@dataclass(frozen=True, slots=True)
class SaidOfEvidence:
    """What a person says of a document they hand in; an empty title becomes the file's name."""

    kind: EvidenceKind
    title: str = ""
    issued_on: date | None = None
    expires_on: date | None = None
    seen_on: date | None = None
    web_address: str = ""
    received_from: str = ""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A document that is in the library now, and what its giver should know, in sentences."""

    evidence: Evidence
    remarks: tuple[str, ...]


def add_evidence(
    *, organisation: Organisation, source: BinaryIO, name: str, said: SaidOfEvidence, by: Actor
) -> TakenIn:
    """Have a document looked at in the jail and take it in.

    Raises
    ------
    Refused
        If it is damaged, no kind of file that is kept, or in the library already. Nothing is kept.
    JailUnavailable
        If there is no jail to look into it.
    """
    seen = see_document(source, name=name)
    _refuse_twice(organisation, seen.read.sha256, seen.name)
    laid = lay_in_vault(organisation.id, seen)
    with transaction.atomic():
        evidence = enter_in_library(
            organisation=organisation, document=laid.remember(), said=said, by=by
        )
    return TakenIn(evidence, seen.remarks)


def enter_in_library(
    *, organisation: Organisation, document: StoredDocument, said: SaidOfEvidence, by: Actor
) -> Evidence:
    """Write down a document that was looked at and stored before, inside the caller's transaction."""
    evidence = Evidence.objects.of(organisation).create(
        kind=said.kind,
        title=(said.title.strip() or document.name)[:200],
        file=document.file,
        text=document.text,
        name=document.name,
        type=document.type,
        bytes=document.file.size,
        sha256=document.file.sha256,
        sent_sha256=document.sent_sha256,
        issued_on=said.issued_on,
        expires_on=said.expires_on,
        seen_on=said.seen_on,
        web_address=said.web_address,
        received_from=said.received_from.strip(),
        added_by=by.name[:200],
    )
    _record(
        evidence, by, "evidence.added", f"Added the document “{evidence.title}”.",
        {"sha256": evidence.sha256, "bytes": evidence.bytes, "kind": evidence.kind},
    )  # fmt: skip
    return evidence


def in_library(organisation: Organisation, sent_sha256: str) -> Evidence | None:
    """Return the document of the library that came as just this file, if there is one."""
    rows = Evidence.objects.of(organisation).filter(sent_sha256=sent_sha256, erased_at__isnull=True)
    return rows.first()


def review_evidence(
    *, evidence: Evidence, state: ReviewState, note: str, by: Actor
) -> EvidenceReview:
    """Write down what somebody found when they read a document. Earlier reviews stay.

    Raises `Refused` if it is erased, or not enough without a word why.
    """
    with transaction.atomic():
        held = _held(evidence)
        if state == ReviewState.NOT_ENOUGH and not note.strip():
            raise Refused("Say what is missing or wrong.", column="note")
        review = EvidenceReview.objects.of(evidence.organisation_id).create(
            evidence=held,
            state=state,
            note=note.strip(),
            by_id=by.id if by.kind is ActorKind.PERSON else None,
            by_name=by.name[:200],
            by_role=role_in_words(by, evidence.organisation_id),
        )
        held.review = state
        held.save(update_fields=["review"])
        _record(
            held, by, "evidence.reviewed",
            f"Marked the document “{held.title}” as {ReviewState(state).label.lower()}.",
            {"state": str(state)},
        )  # fmt: skip
    return review


def erase_evidence(*, evidence: Evidence, why: str, by: Actor) -> None:
    """Remove a document's bytes for good. What it was, its hash and the reason stay.

    Raises `Refused` while an answer rests on it, or without a reason.
    """
    if not why.strip():
        raise Refused("Say why it is deleted.", column="why")
    with transaction.atomic():
        held = _held(evidence)
        if held.uses.exists():
            raise Refused(
                "An answer rests on this document.",
                what_to_do="Take it off the answers first, then delete it.",
            )
        gone = [stored for stored in (held.file, held.text) if stored is not None]
        held.file = held.text = None
        held.erased_at, held.erased_by = timezone.now(), by.name[:200]
        held.erased_why = why.strip()
        held.save(update_fields=["file", "text", "erased_at", "erased_by", "erased_why"])
        for stored in gone:
            stored.delete()
        _record(
            held, by, "evidence.erased", f"Deleted the document “{held.title}”: {held.erased_why}",
            {"sha256": held.sha256},
        )  # fmt: skip
    for stored in gone:
        files.forget(stored)


def _held(evidence: Evidence) -> Evidence:
    """Return the document, locked. Raises `Refused` if its bytes are erased."""
    rows = Evidence.objects.of(evidence.organisation_id).select_for_update(of=("self",))
    held = rows.select_related("file", "text").get(id=evidence.id)
    if held.erased_at is not None:
        raise Refused("This document was deleted.", what_to_do="Upload it again to use it.")
    return held


def _refuse_twice(organisation: Organisation, sha256: str, name: str) -> None:
    known = in_library(organisation, sha256)
    if known is not None:
        raise Refused(
            f"This file is in the library already, as “{known.title}”.",
            file=name,
            what_to_do="Use that one: one document can prove many answers.",
        )


def _record(
    evidence: Evidence, by: Actor, verb: str, sentence: str, details: dict[str, Any]
) -> None:
    audit.record(
        organisation=evidence.organisation_id,
        by=by,
        verb=verb,
        subject=evidence,
        sentence=sentence,
        details=details,
    )
