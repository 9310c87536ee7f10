"""The mails around a signature: subject and text. Pure. No subject holds a link or a code."""

from dataclasses import dataclass
from datetime import date

from portal.wording.mails import Mail
from procurement.wording.answers import day_in_words


@dataclass(frozen=True, slots=True)
class Signing:
    """What every mail to a signer names."""

    name: str
    client: str
    product: str
    number: int
    asked_by: str
    until: date


def invitation(signing: Signing, *, message: str, link: str) -> Mail:
    """Return the first mail: what is to be signed, by which link, until when."""
    return _to_signer(
        signing,
        f"{signing.client} asks you to sign the report on {signing.product}",
        f"Report {signing.number} on {signing.product} is ready, and {signing.asked_by} asks you to "
        "read it and sign it. You need no account: we mail you a code, you read the report, and "
        "type your name.",
        message and f"{signing.asked_by} writes:\n{message}",
        f"Please sign by {day_in_words(signing.until)}:\n{link}",
        "Forwarding this mail does not show anybody the report.",
    )


def again(signing: Signing, *, link: str, is_signed: bool = False) -> Mail:
    """Return a mail with a new link, to sign or, once it is signed, to read the report again."""
    until = day_in_words(signing.until)
    report = f"report {signing.number} on {signing.product}"
    return _to_signer(
        signing,
        f"Your new link to the report on {signing.product}",
        f"You can read {report}, which you signed, until {until}."
        if is_signed
        else f"{signing.client} hopes that you sign {report} by {until}.",
        f"Here is a new link. Earlier ones no longer work:\n{link}",
        "If you did not expect this, reply to this mail before you open it.",
    )


def code(signing: Signing, *, digits: str) -> Mail:
    """Return a mail with the code. The subject does not hold it: phones show subjects locked."""
    return _to_signer(
        signing,
        f"Your code for the report on {signing.product}",
        f"The code is {digits}. It works for 10 minutes.",
        "Somebody opened your link and asked for it. If it was not you, do not give the code to "
        "anybody.",
    )


def receipt(signing: Signing, *, typed: str, at: str, check_code: str, sha256: str) -> Mail:
    """Return the signer's receipt."""
    return _to_signer(
        signing,
        f"You signed the report on {signing.product}",
        f"{typed} signed report {signing.number} on {signing.product} on {at}, for {signing.client}.",
        f"Check code {check_code}\nSHA-256 of the file {sha256}",
        "By the link you had you can read the report again until "
        f"{day_in_words(signing.until)}. If you did not sign, reply to this mail at once.",
    )


def withdrawn(signing: Signing) -> Mail:
    """Return the mail that says that no signature is asked for any more."""
    return _to_signer(
        signing,
        f"{signing.client} no longer asks you to sign the report on {signing.product}",
        f"{signing.client} no longer asks you to sign report {signing.number} on {signing.product}. "
        "You need do nothing more, and your link no longer works.",
    )


def signed(signing: Signing, *, typed: str, page: str) -> Mail:
    """Return the mail to whoever asked: the signature is there."""
    return Mail(
        f"{typed} signed the report on {signing.product}",
        _paragraphs(
            f"{typed} signed report {signing.number} on {signing.product}. The mails went to "
            f"{signing.name}.",
            f"See it here:\n{page}",
        ),
    )


def _to_signer(signing: Signing, subject: str, *parts: str) -> Mail:
    signed_off = f"{signing.asked_by}, {signing.client}"
    return Mail(subject, _paragraphs(f"Dear {signing.name},", *parts, signed_off))


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"
