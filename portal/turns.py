"""Take turns at a request: two people of the vendor, or the vendor and the buyer, act at once."""

from portal.models import VendorRequest


def locked(asked: VendorRequest) -> VendorRequest:
    """Return the request as it is now, held until the caller's transaction ends."""
    VendorRequest.objects.of(asked.organisation_id).select_for_update().get(id=asked.id)
    asked.refresh_from_db()
    return asked
