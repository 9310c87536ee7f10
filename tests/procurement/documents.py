"""Documents in a library in one line: kept as the actions keep them, without asking the jail."""

import hashlib
import io
from typing import Any

from procurement.actions.proofs import attach
from procurement.models import AnswerEvidence, Evidence, EvidenceKind
from tests.procurement.opened import LIBRARY
from vault import files


def document_of(firm, title, *, text=None, type_="text", **more):
    """Return a document whose bytes are its title, or the text that the jail would have read."""
    content = (text or title).encode()
    stored = files.deposit(firm.organisation.id, io.BytesIO(content))
    fields: dict[str, Any] = {
        "kind": EvidenceKind.CONTRACT,
        "title": title,
        "file": files.remember(stored, name=f"{title}.txt"),
        "text": files.remember(stored, name=f"text of {title}") if text else None,
        "name": f"{title}.txt",
        "type": type_,
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "sent_sha256": hashlib.sha256(content).hexdigest(),
        "added_by": firm.owner.name,
    }
    everything: Any = fields | more
    return Evidence.objects.of(firm.organisation).create(**everything)


def attached(assessment, person, key, evidence, *, place="page 4", says_so=False):
    """Let the newest answer under a key rest on a document, and return the link."""
    newest = assessment.answers.filter(key=key).order_by("-version").first()
    answer = attach(
        assessment=assessment,
        bank=LIBRARY.bank,
        key=key,
        evidence=evidence,
        place=place,
        says_so=says_so,
        based_on=newest.version if newest else 0,
        by=person.as_actor(),
    )
    return AnswerEvidence.objects.of(assessment.organisation_id).get(
        answer=answer, evidence=evidence
    )
