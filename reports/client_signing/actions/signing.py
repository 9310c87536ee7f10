"""Sign: the name as typed, the sentence that was ticked, and which file."""

from django.db import transaction
from django.utils import timezone

from content.refusal import Refused
from organisations import audit
from pages.templatetags.wording import moment
from reports.client_signing import mails
from reports.client_signing.actions.entering import acting
from reports.client_signing.posting import in_mails, mail_to_asker, mail_to_signer, page_of
from reports.client_signing.shown import to_sign
from reports.client_signing.standing import OPEN, Standing, standing_of
from reports.models import ClientSignature, SignatureRequest


def sign(*, asked: SignatureRequest, name: str) -> ClientSignature:
    """Return the signature of whoever is asked, on the file they were asked to sign.

    Raises
    ------
    Refused
        If it is signed already or can be signed no longer.
    """
    shown, seal = to_sign(asked.seal), asked.seal
    with transaction.atomic():
        rows = SignatureRequest.objects.of(asked.organisation_id).select_for_update(of=("self",))
        fresh = rows.select_related("seal__report__assessment__product", "organisation").get(
            id=asked.id
        )
        standing = standing_of(fresh)
        if standing is Standing.SIGNED:
            raise Refused("This report is signed already.")
        if standing not in OPEN:
            raise Refused(
                "This report can be signed no longer.", what_to_do="Ask whoever sent you the link."
            )
        signature = ClientSignature.objects.of(asked.organisation_id).create(
            request=fresh,
            name=name.strip(),
            statement=shown.statement,
            mailed_to=fresh.email,
            sha256=seal.sha256,
            content_sha256=seal.content_sha256,
            at=timezone.now(),
        )
        signing = in_mails(fresh)
        receipt = mails.receipt(
            signing,
            typed=signature.name,
            at=moment(signature.at),
            check_code=shown.check_code,
            sha256=seal.sha256,
        )
        mail_to_signer(fresh, receipt)
        mail_to_asker(fresh, mails.signed(signing, typed=signature.name, page=page_of(fresh)))
        audit.record(
            organisation=asked.organisation_id,
            by=acting(fresh),
            verb="report.signed",
            subject=signature,
            sentence=f"{signature.name} signed {seal.report}.",
            details={
                "file": seal.sha256,
                "content": seal.content_sha256,
                "mailed_to": signature.mailed_to,
                "statement": signature.statement,
            },
        )
    return signature
