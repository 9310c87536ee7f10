"""The mails to a vendor and back: subject and text. Pure. No subject holds a link or a code."""

from dataclasses import dataclass
from datetime import date
from typing import TypedDict, Unpack

from procurement.wording.answers import day_in_words


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail's words."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Request:
    """What every mail about a request names."""

    client: str
    product: str
    asked_by: str
    due_on: date
    reference: str


class Length(TypedDict):
    """How much is asked: questions now, further ones that depend on answers, and minutes."""

    questions: int
    further: int
    minutes: int


_CLOSING = "You need no account. Forwarding this mail does not show anybody what you have answered."
_NEWER = "This link takes the place of the earlier one"


def invitation(
    request: Request, *, name: str, message: str, link: str, **length: Unpack[Length]
) -> Mail:
    """Return the first mail: who asks, how long it takes, until when."""
    return _to_vendor(
        request,
        name,
        f"{request.client} has questions about {request.product}",
        f"{request.client} is thinking about {request.product} and asks you "
        f"{_count(length['questions'])}{_further(length['further'])}. It takes about "
        f"{_minutes(length['minutes'])}. You can stop at any time, "
        "come back by the same link, and hand parts on to colleagues.",
        message and f"{request.asked_by} writes:\n{message}",
        _until(request, "answer", link),
        _CLOSING,
    )


def reminder(request: Request, *, name: str, open_: int, days: int, link: str) -> Mail:
    """Return a reminder, some days before the last one."""
    left = "tomorrow" if days == 1 else f"in {days} days"
    return _to_vendor(
        request,
        name,
        f"{request.client} hopes for your answers about {request.product} {left}",
        f"{request.client} hopes for your answers about {request.product} by "
        f"{day_in_words(request.due_on)}. {_count(open_).capitalize()} "
        f"{'is' if open_ == 1 else 'are'} still open.",
        f"{_NEWER}:\n{link}",
        "If you need more time, you can ask for it there in one click.",
    )


def new_link(request: Request, *, name: str, link: str) -> Mail:
    """Return a mail with a new link, because somebody asked for one."""
    return _to_vendor(
        request,
        name,
        f"Your new link to the questions about {request.product}",
        f"Here is a new link to the questions of {request.client}. Earlier links no longer work.",
        link,
        "If you did not ask for it, you need do nothing.",
    )


def code(request: Request, *, name: str, digits: str) -> Mail:
    """Return a mail with the code. The subject does not hold it: phones show subjects locked."""
    return _to_vendor(
        request,
        name,
        f"Your code for the questions about {request.product}",
        f"The code is {digits}. It works for 10 minutes.",
        "Somebody opened your link on another device. If it was not you, do not give the code "
        "to anybody.",
    )


def handed_on(request: Request, *, name: str, by: str, parts: str, message: str, link: str) -> Mail:
    """Return the mail to a colleague who was handed a part."""
    return _to_vendor(
        request,
        name,
        f"{by} asks you to answer questions about {request.product}",
        f"{request.client} asks your firm about {request.product}. {by} handed you {parts}.",
        message and f"{by} writes:\n{message}",
        _until(request, "answer", link),
        "Your name will stand at each answer you give.",
        _CLOSING,
    )


def sent_back(request: Request, *, name: str, questions: int, link: str) -> Mail:
    """Return the mail that asks again about some answers."""
    return _to_vendor(
        request,
        name,
        f"{request.client} asks again about {request.product}",
        f"Thank you for your answers. {request.client} asks again about {_answers(questions)}, "
        "and says why at each. You see only these; what you sent before is kept.",
        _until(request, "answer", link),
    )


def receipt(request: Request, *, name: str, signed_by: str, questions: int) -> Mail:
    """Return the vendor's receipt."""
    return _to_vendor(
        request,
        name,
        f"{request.client} has your answers about {request.product}",
        f"{signed_by} sent {_answers(questions)} to {request.client}. Your reference is "
        f"{request.reference}.",
        "What happens next: they read your answers and may come back to single ones. By the "
        "link you had you can read what you sent and keep it as a file to use again.",
    )


def withdrawn(request: Request, *, name: str) -> Mail:
    """Return the mail that says that nothing is asked any more."""
    return _to_vendor(
        request,
        name,
        f"{request.client} withdrew its questions about {request.product}",
        f"{request.client} withdrew its questions about {request.product}. You need do nothing "
        "more, and your link no longer works.",
    )


def more_time(request: Request, *, by: str, page: str) -> Mail:
    """Return the mail to the buyer: the vendor asks for more time."""
    return _to_buyer(
        f"{by} asks for more time for {request.product}",
        f"{by} cannot answer by {day_in_words(request.due_on)} and asks for more time.",
        _here("Give a later day", page),
    )


def answers_in(request: Request, *, by: str, questions: int, page: str) -> Mail:
    """Return the mail to the buyer: the answers are there."""
    return _to_buyer(
        f"{by} has answered about {request.product}",
        f"{by} sent {_answers(questions)}.",
        _here("Read them", page),
    )


def replied(request: Request, *, by: str, page: str) -> Mail:
    """Return the mail to the buyer: the vendor replied to the result."""
    return _to_buyer(
        f"{by} replied to the result of {request.product}",
        f"{by} replied to the result you shared.",
        _here("Read it", page),
    )


def replied_to_point(request: Request, *, by: str, page: str) -> Mail:
    """Return the mail to the buyer: the vendor replied to what it was asked about."""
    return _to_buyer(
        f"{by} replied about {request.product}",
        f"{by} replied to what you asked about. It stands beside the flag.",
        _here("See the request", page),
    )


def sheet_asked(request: Request, *, name: str, rows: int, link: str) -> Mail:
    """Return the mail that asks to run a sheet of examples."""
    return _to_vendor(
        request,
        name,
        f"{request.client} asks you to run a sheet with {request.product}",
        f"{request.client} asks you to have {request.product} answer {rows:,} examples. You "
        "download a sheet, fill in one column, and upload it again.",
        _until(request, "do it", link, newer=True),
        _CLOSING,
    )


def model_asked(request: Request, *, name: str, link: str) -> Mail:
    """Return the mail that asks to hand in the model."""
    return _to_vendor(
        request,
        name,
        f"{request.client} asks to test the model of {request.product}",
        f"{request.client} would like to test the model of {request.product} itself. It runs in a "
        "closed room, nobody can download it, and it is deleted after the run. You read the terms "
        "first.",
        _until(request, "do it", link, newer=True),
        _CLOSING,
    )


def sheet_in(request: Request, *, by: str, answered: int, rows: int, page: str) -> Mail:
    """Return the mail to the buyer: a sheet came back."""
    whole = "every example" if answered == rows else f"{answered:,} of {rows:,} examples"
    return _to_buyer(
        f"{by} sent a sheet back for {request.product}",
        f"{by} answered {whole} of your sheet.",
        _here("See it", page),
    )


def model_in(request: Request, *, by: str, page: str) -> Mail:
    """Return the mail to the buyer: the model is there and can be run."""
    return _to_buyer(
        f"{by} handed in the model of {request.product}",
        f"{by} handed in its model, and it can be run. It is deleted after your test.",
        _here("See it", page),
    )


def model_deleted(request: Request, *, name: str, file: str, sha256: str, why: str) -> Mail:
    """Return the mail to the vendor: its model is deleted."""
    return _to_vendor(
        request,
        name,
        f"Your model of {request.product} is deleted",
        f"We deleted the file {file}, which you handed in for {request.client}. {why}.",
        f"SHA-256 {sha256}",
    )


def _to_vendor(request: Request, name: str, subject: str, *parts: str) -> Mail:
    """Return a letter: who is written to, what is said, who asks. Empty parts are left out."""
    signed = f"{request.asked_by}, {request.client}\nReference {request.reference}"
    return Mail(subject, _paragraphs(f"Dear {name},", *parts, signed))


def _to_buyer(subject: str, *parts: str) -> Mail:
    """Return a note to the colleague who asked."""
    return Mail(subject, _paragraphs(*parts))


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"


def _until(request: Request, do: str, link: str, *, newer: bool = False) -> str:
    by = f"Please {do} by {day_in_words(request.due_on)}"
    return f"{by}. {_NEWER}:\n{link}" if newer else f"{by}:\n{link}"


def _here(do: str, page: str) -> str:
    return f"{do} here:\n{page}"


def _count(number: int) -> str:
    return "1 question" if number == 1 else f"{number} questions"


def _further(number: int) -> str:
    return f", and up to {number} more that depend on your answers" if number else ""


def _answers(number: int) -> str:
    return "1 answer" if number == 1 else f"{number} answers"


def _minutes(number: int) -> str:
    return "1 minute" if number == 1 else f"{number} minutes"
