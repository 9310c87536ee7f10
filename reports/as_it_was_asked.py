"""Whether a report may still be made as it was asked for: whose it is, what it waits for, who signs it.

All three were looked at when it was asked for. They are looked at again when it is made, for it may
have waited meanwhile.
"""

from content.refusal import Refused
from reports.advising.queries import draft_of
from reports.certificates.actions import only_its_people
from reports.models import Report, SigningCertificate
from reports.preflight import refuse_what_waits
from reports.signature.signer import Signer
from reports.signing_key import signer


def refuse_what_changed(report: Report) -> None:
    """Raise `Refused` where another firm prepares the report by now, or something it waits for is gone."""
    draft = draft_of(report.assessment)
    then, now = report.prepared_by, draft.adviser if draft else None
    if then != now:
        told = (
            f"{now} prepares this report now, and did not when it was asked for."
            if now
            else f"{then} prepared this report when it was asked for, and does so no longer."
        )
        raise Refused(told, what_to_do="Ask for it again.")
    refuse_what_waits(report.assessment)


def signer_as_asked(report: Report) -> Signer:
    """Return what signs the report: the firm's whose it was when it was asked for.

    Raises
    ------
    Refused
        If an adviser's firm would sign with its own certificate what none of its people asked for.
    """
    firm = report.firm
    signs = signer(firm.id)
    if report.prepared_by is not None and not report.asked_in_firm:
        its_own = SigningCertificate.objects.of(firm).filter(fingerprint=signs.fingerprint)
        if its_own.exists():
            raise only_its_people(firm)
    return signs
