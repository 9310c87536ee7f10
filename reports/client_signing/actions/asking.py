"""Ask somebody to sign a sealed report, ask again, and withdraw it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from content.refusal import Refused
from organisations import audit
from organisations.actors import Actor
from organisations.models import User
from reports.client_signing import mails
from reports.client_signing.posting import give_link, in_mails, mail_to_signer
from reports.client_signing.shown import to_sign
from reports.client_signing.standing import OPEN, RENEWABLE, Standing, standing_of
from reports.issues import signable_seal, superseded_on
from reports.models import Report, SignatureRequest, SigningLink

USUAL_TIME = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Signer:
    """Whom one asks to sign."""

    name: str
    email: str


def ask_to_sign(
    *, report: Report, to: Signer, message: str, until: date, by: Actor
) -> SignatureRequest:
    """Return the request, its link on the way by mail to that person alone.

    Raises
    ------
    Refused
        If no mail can be sent from here, since the code comes by mail. If the decision in it is not
        whole, or a newer report stands: then there is nothing to sign. If this person is asked
        already or has signed, or the day is over.
    """
    if not settings.MAIL_IS_SET_UP:
        raise Refused(
            "No mail can be sent from here, so nobody can be asked to sign by mail.",
            what_to_do="Let them sign a printed client report instead.",
        )
    if until <= timezone.localdate():
        raise Refused("The last day must be after today.")
    seal = signable_seal(report)
    if seal is None:
        raise Refused("This report is not sealed, so there is nothing to sign yet.")
    if superseded_on(report) is not None:
        raise Refused("A newer report stands.", what_to_do="Let them sign that one.")
    if why_not := to_sign(seal).why_not:
        raise Refused(
            why_not,
            what_to_do="Settle the decision, issue the report again, and let them sign that one.",
        )
    asker = User.objects.filter(id=by.id).first() if by.id else None
    with transaction.atomic():
        # Two who ask at once take turns at the report's row.
        Report.objects.of(report.organisation_id).select_for_update().get(id=report.id)
        _refuse_twice(report, to)
        asked = SignatureRequest.objects.of(report.organisation_id).create(
            seal=seal,
            name=to.name,
            email=to.email,
            message=message.strip(),
            asked_by=by.name,
            asked_by_email=asker.email if asker else "",
            closes_at=_end_of(until),
        )
        invitation = mails.invitation(in_mails(asked), message=asked.message, link=give_link(asked))
        mail_to_signer(asked, invitation)
        _record(asked, by, "report.signature_asked", f"Asked {to.name} to sign {report}.")
    return asked


def ask_again(*, asked: SignatureRequest, by: Actor) -> None:
    """Mail a new link, which works two weeks at least. The old one ends.

    Raises
    ------
    Refused
        If it was signed or withdrawn, or a newer report stands.
    """
    with transaction.atomic():
        fresh = _locked(asked)
        _refuse_unless(fresh, RENEWABLE)
        later = _end_of(timezone.localdate() + USUAL_TIME)
        if fresh.closes_at < later:
            rows = SignatureRequest.objects.of(fresh.organisation_id).filter(id=fresh.id)
            rows.update(closes_at=later)
            fresh.refresh_from_db()
        mail_to_signer(fresh, mails.again(in_mails(fresh), link=give_link(fresh)))
        _record(
            fresh, by, "report.signature_asked_again",
            f"Mailed {fresh.name} a new link to sign {fresh.seal.report}.",
        )  # fmt: skip


def withdraw(*, asked: SignatureRequest, by: Actor) -> None:
    """End a request: its link and every page it opened, with the next click.

    Raises
    ------
    Refused
        If it was signed: a signature stays.
    """
    with transaction.atomic():
        fresh = _locked(asked)
        standing = standing_of(fresh)
        if standing is Standing.WITHDRAWN:
            return
        _refuse_unless(fresh, RENEWABLE | {Standing.SUPERSEDED})
        now = timezone.now()
        SignatureRequest.objects.of(fresh.organisation_id).filter(id=fresh.id).update(
            revoked_at=now
        )
        links = SigningLink.objects.of(fresh.organisation_id).filter(request=fresh)
        links.filter(revoked_at__isnull=True).update(revoked_at=now)
        if standing in OPEN:
            mail_to_signer(fresh, mails.withdrawn(in_mails(fresh)))
        _record(
            fresh, by, "report.signature_withdrawn",
            f"No longer asks {fresh.name} to sign {fresh.seal.report}.",
        )  # fmt: skip


def _refuse_twice(report: Report, to: Signer) -> None:
    rows = SignatureRequest.objects.of(report.organisation_id).filter(
        seal__report=report, email__iexact=to.email
    )
    for each in rows.select_related("seal__report__assessment", "signature"):
        standing = standing_of(each)
        if standing is Standing.SIGNED:
            raise Refused(f"{each.name} has signed this report already.")
        if standing in RENEWABLE:
            raise Refused(f"{each.name} is asked already.", what_to_do="Mail a new link instead.")


def _refuse_unless(asked: SignatureRequest, right: frozenset[Standing]) -> None:
    standing = standing_of(asked)
    if standing in right:
        return
    sentences = {
        Standing.SIGNED: f"{asked.name} has signed: a signature stays.",
        Standing.WITHDRAWN: "It was withdrawn.",
        Standing.SUPERSEDED: "A newer report stands: let them sign that one.",
    }
    raise Refused(sentences[standing])


def _locked(asked: SignatureRequest) -> SignatureRequest:
    rows = SignatureRequest.objects.of(asked.organisation_id).select_for_update(of=("self",))
    return rows.select_related("seal__report__assessment__product", "organisation").get(id=asked.id)


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time.max, tzinfo=timezone.get_current_timezone())


def _record(asked: SignatureRequest, by: Actor, verb: str, sentence: str) -> None:
    audit.record(
        organisation=asked.organisation_id,
        by=by,
        verb=verb,
        subject=asked,
        sentence=sentence,
        details={"file": asked.seal.sha256, "until": asked.closes_at.isoformat()},
    )
