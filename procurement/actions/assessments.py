"""Open an assessment, under the questions and rules of its day."""

from datetime import date

from django.db import transaction

from content.shape import Content
from organisations import audit
from organisations.actors import Actor
from procurement.actions.rescreening import rescreen
from procurement.library import Library, load_library
from procurement.models import Assessment, PinnedContent, Product


def open_assessment(
    *, product: Product, use_case: str, question: str, law_on: date, library: Library, by: Actor
) -> Assessment:
    """Return a new file on the product, pinned to the library's bank and rulebook."""
    load_library()  # read from files before the transaction, not inside it
    with transaction.atomic():
        bank, rulebook = pin_library(library)
        assessment = Assessment.objects.of(product.organisation_id).create(
            product=product,
            use_case=use_case,
            question=question,
            law_on=law_on,
            bank=bank,
            rulebook=rulebook,
        )
        audit.record(
            organisation=product.organisation_id,
            by=by,
            verb="assessment.opened",
            subject=assessment,
            sentence=f"Opened an assessment of {product}: {use_case}.",
            details={
                "law_on": law_on.isoformat(),
                "bank": library.bank_sha256,
                "rulebook": library.rulebook_sha256,
            },
        )
        rescreen(assessment=assessment, by=by)
    return assessment


def pin_library(library: Library) -> tuple[PinnedContent, PinnedContent]:
    """Return the library's bank and rulebook as they are kept for good."""
    bank, rulebook = library.bank, library.rulebook
    return (
        _pin("bank", library.bank_sha256, bank.version, bank),
        _pin("rulebook", library.rulebook_sha256, rulebook.version, rulebook),
    )


def _pin(kind: str, sha256: str, version: str, content: Content) -> PinnedContent:
    pinned, _ = PinnedContent.objects.get_or_create(
        hash=sha256,
        defaults={
            "kind": kind,
            "version": version,
            "content": content.model_dump(mode="json", exclude_defaults=True),
        },
    )
    return pinned
