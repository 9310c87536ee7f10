"""Gathers what was handed in, for the frozen content: files to test, and documents that prove answers."""

from collections.abc import Iterable, Mapping
from datetime import date

from evaluations.models import Artefact, SampleSet
from procurement.evidence_queries import age_of, evidence_of
from procurement.models import Assessment, EvidenceReview
from procurement.models import Evidence as Document
from procurement.queries import FlagState
from procurement.questionnaire.schema import Bank
from procurement.wording.answers import question_in_words
from reports.content.answers import DocumentHeld, DocumentUse, Evidence, FileHeld
from vault.models import StoredFile

_DELETED = "deleted since"


def evidence_held(
    assessment: Assessment, states: Iterable[FlagState], *, bank: Bank, on: date
) -> Evidence:
    """Return the files of the tests, and each document that an answer or a change rests on.

    What only answers of an earlier day rested on is left out. `on` is the day their age is read on.
    """
    return Evidence(
        files=_files(assessment), documents=_documents(assessment, states, bank=bank, on=on)
    )


def _files(assessment: Assessment) -> tuple[FileHeld, ...]:
    held = [
        FileHeld.model_validate(
            {
                "kind": kind,
                "name": row.name if row.file else f"{row.name}, {_DELETED}",
                "bytes": held_as.size,
                "sha256": held_as.sha256,
                "at": row.uploaded_at,
            }
        )
        for rows, kind_of in (
            (assessment.artefacts.select_related("file"), lambda row: row.kind),
            (assessment.sample_sets.select_related("file"), lambda row: "examples"),
        )
        for row in rows
        for kind in [kind_of(row)]
        for held_as in [_bytes_of(row)]
    ]
    return tuple(sorted(held, key=lambda each: (each.at, each.name)))


def _bytes_of(row: Artefact | SampleSet) -> StoredFile | Artefact | SampleSet:
    """Return what says how long a file is and its hash: the row itself once the file is deleted."""
    return row if row.file is None else row.file


def _documents(
    assessment: Assessment, states: Iterable[FlagState], *, bank: Bank, on: date
) -> tuple[DocumentHeld, ...]:
    found: dict[object, tuple[Document, list[DocumentUse]]] = {}
    for key, uses in evidence_of(assessment, on=on).items():
        for use in uses:
            if use.is_newest:
                _, proved = found.setdefault(use.evidence.id, (use.evidence, []))
                words = question_in_words(key, bank)
                proved.append(
                    DocumentUse(proves="answer", key=key, what=words, place=use.link.place)
                )
    for state in states:
        proof = state.decision.proof if state.decision else None
        if proof is not None:
            _, proved = found.setdefault(proof.id, (proof, []))
            proved.append(
                DocumentUse(proves="change", key=state.flag.rule, what=state.finding.title)
            )
    read = _last_read(assessment, found)
    held = [
        _document(document, sorted(proved, key=_by_key), read.get(id_), on)
        for id_, (document, proved) in found.items()
    ]
    return tuple(sorted(held, key=lambda each: (each.at, each.title, each.sha256)))


def _by_key(use: DocumentUse) -> tuple[str, str, str]:
    return (use.proves, use.key, use.place)


def _last_read(assessment: Assessment, found: Iterable[object]) -> Mapping[object, EvidenceReview]:
    """Return the newest review of each document that has one."""
    rows = EvidenceReview.objects.of(assessment.organisation_id).filter(evidence__in=list(found))
    return {each.evidence_id: each for each in rows.order_by("at", "id")}


def _document(
    document: Document, uses: list[DocumentUse], read: EvidenceReview | None, on: date
) -> DocumentHeld:
    return DocumentHeld.model_validate(
        {
            "kind": document.kind,
            "title": document.title,
            "name": document.name,
            "bytes": document.bytes,
            "sha256": document.sha256,
            "sent_sha256": document.sent_sha256,
            "at": document.added_at,
            "received_from": document.received_from,
            "issued_on": document.issued_on,
            "seen_on": document.seen_on,
            "expires_on": document.expires_on,
            "age": age_of(document, on=on).value,
            "review": document.review,
            "reviewed_by": read.by_name if read else "",
            "erased": document.erased_at is not None,
            "uses": tuple(uses),
        }
    )
