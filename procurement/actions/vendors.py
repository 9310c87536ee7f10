"""Name a vendor and its product."""

from django.db import transaction

from organisations import audit
from organisations.actors import Actor
from organisations.models import Organisation
from procurement.models import Product, Vendor


@transaction.atomic
def name_product(
    *,
    organisation: Organisation,
    vendor: str,
    vendor_country: str | None,
    product: str,
    version: str,
    by: Actor,
) -> Product:
    """Return the vendor's product in this version, made if it is new to the organisation."""
    supplier, new_vendor = Vendor.objects.of(organisation).get_or_create(
        organisation=organisation, name=vendor, defaults={"country": vendor_country or ""}
    )
    if not new_vendor and vendor_country and supplier.country != vendor_country:
        before = supplier.country
        supplier.country = vendor_country
        supplier.save(update_fields=["country"])
        audit.record(
            organisation=organisation.id,
            by=by,
            verb="vendor.moved",
            subject=supplier,
            sentence=f"Changed the country of {vendor} from {before or 'none'} to {vendor_country}.",
        )
    found, new_product = Product.objects.of(organisation).get_or_create(
        organisation=organisation, vendor=supplier, name=product, version=version
    )
    if new_product:
        audit.record(
            organisation=organisation.id,
            by=by,
            verb="product.named",
            subject=found,
            sentence=f"Named {found} of {vendor}.",
        )
    return found
