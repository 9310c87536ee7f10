"""Give a firm's reports its colour and its logo."""

import io
from typing import BinaryIO, Final

from django.db import transaction

from content.refusal import Refused
from organisations import audit
from organisations.actors import Actor
from organisations.models import Organisation
from procurement.document_reading import see_document
from reports.advising import accent as colours
from reports.advising.models import Brand
from sandbox.documents import DOCUMENT_TYPES
from vault import files

# Printed at most 60 mm wide: that is 300 points to the inch.
EDGE: Final = 720
HEAVIEST: Final = 400_000
PICTURES: Final = ("png", "jpeg", "webp")


@transaction.atomic
def say_accent(*, organisation: Organisation, said: str, by: Actor) -> Brand:
    """Set the firm's colour; empty takes it away. Raises `Refused` as `accent.accent` does."""
    wanted = colours.accent(said) if said.strip() else ""
    brand = _brand(organisation)
    if brand.accent == wanted:
        return brand
    was, brand.accent = brand.accent, wanted
    brand.save(update_fields=["accent", "changed_at"])
    _record(
        brand, by, "brand.accent_said",
        f"The reports of {organisation.name} have the colour {wanted} now."
        if wanted else f"The reports of {organisation.name} have no colour of their own any more.",
        {"was": was, "now": wanted},
    )  # fmt: skip
    return brand


def put_logo(*, organisation: Organisation, source: BinaryIO, name: str, by: Actor) -> Brand:
    """Have a picture drawn anew in the jail and take it as the firm's logo.

    Raises
    ------
    Refused
        If it is no picture, damaged, or too heavy once it is drawn anew. Nothing is kept.
    JailUnavailable
        If there is no jail to open it in.
    """
    seen = see_document(source, name=name, picture_edge=EDGE)
    if seen.read.type not in PICTURES:
        raise Refused(
            f"A logo is a picture, and this is: {seen.read.about.shown}.",
            file=seen.name,
            what_to_do="Give it as PNG, JPEG, WebP or GIF.",
        )
    if len(seen.kept) > HEAVIEST:
        raise Refused(
            "This picture has too many fine details for the head of a page.",
            file=seen.name,
            what_to_do="Give a plainer one, or the same as a JPEG.",
        )
    laid = files.deposit(organisation.id, io.BytesIO(seen.kept))
    with transaction.atomic():
        brand = _brand(organisation)
        before = brand.logo
        brand.logo = files.remember(laid, name=seen.name)
        brand.logo_type = DOCUMENT_TYPES[seen.read.type].media_type
        brand.save(update_fields=["logo", "logo_type", "changed_at"])
        if before is not None:
            before.delete()
        _record(
            brand, by, "brand.logo_put", f"The reports of {organisation.name} have a new logo.",
            {"sha256": laid.sha256, "sent_sha256": seen.read.sha256, "name": seen.name},
        )  # fmt: skip
    return brand


@transaction.atomic
def take_logo_away(*, organisation: Organisation, by: Actor) -> None:
    """Take the logo off the firm's reports to come. Without one nothing is done."""
    brand = _brand(organisation)
    before = brand.logo
    if before is None:
        return
    brand.logo, brand.logo_type = None, ""
    brand.save(update_fields=["logo", "logo_type", "changed_at"])
    before.delete()
    _record(
        brand, by, "brand.logo_taken_away",
        f"The reports of {organisation.name} have no logo any more.", {},
    )  # fmt: skip


def _brand(organisation: Organisation) -> Brand:
    rows = Brand.objects.of(organisation)
    rows.get_or_create(organisation=organisation)
    return rows.select_for_update(of=("self",)).select_related("logo").get()


def _record(brand: Brand, by: Actor, verb: str, sentence: str, details: dict[str, str]) -> None:
    audit.record(
        organisation=brand.organisation_id,
        by=by,
        verb=verb,
        subject=brand,
        sentence=sentence,
        details=details,
    )
