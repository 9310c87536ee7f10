"""A firm that has a certificate, without a file that is opened."""

from reports.certificates.actions import keep_certificate
from reports.signature.signer import signer_from_der
from tests.reports.certificates.authority import KEY, der, issued, key_as_der


def own(organisation, by, *, key=KEY, **more):
    """Let a firm have a certificate; what is checked when one is put is passed over."""
    made = signer_from_der(key_as_der(key), der(issued(key=key, **more)))
    return keep_certificate(organisation=organisation, signer=made, by=by.as_actor())
