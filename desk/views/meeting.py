"""The meeting sheet: a decoded name and six questions, for anybody. Nothing is stored."""

from threading import BoundedSemaphore, Lock
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from content.refusal import OutOfOrder
from desk.forms.product_name import ProductNameForm
from pages.downloads import attachment
from procurement.decoding.decode import DecodedName, decode
from procurement.decoding.plain_words import in_words
from procurement.library import load_library
from procurement.meeting.letter import letter
from procurement.meeting.loader import load_sheet
from reports.typesetting.meeting_sheet import meeting_pdf

EXAMPLE = "Triage Turbo"
OTHER_EXAMPLES = (
    "Gemini 2.5 Flash-Lite",
    "gpt-4o-mini",
    "Mistral 7B Q4_K_M",
    "Whisper large-v3-turbo",
)
# Anybody may ask for a PDF, and setting one takes a processor's whole second: one is set at a time,
# one waits, and the threads that are left go on serving pages.
_PRESS = Lock()
_PLACES = BoundedSemaphore(2)
BUSY = "Many people want a sheet just now. Try again in a moment, or print this page."
NO_PRESS = "This installation cannot make PDFs. Print this page from your browser instead."


@login_not_required
@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """Show the sheet; with `?product=` the name is decoded."""
    return sheet_page(request)


def sheet_page(request: HttpRequest, *, problem: str = "", status: int = 200) -> HttpResponse:
    """Return the sheet as a page, with one sentence where something could not be done."""
    form = _form(request)
    asked = form.is_bound and form.is_valid()
    decoded = _decoded(form.cleaned_data["product"] if asked else EXAMPLE)
    context = {
        "form": form,
        "asked": asked,
        "decoded": decoded,
        "words": in_words(decoded),
        "sheet": load_sheet(),
        "others": [(name, f"?{urlencode({'product': name})}") for name in OTHER_EXAMPLES],
        "query": _query(decoded) if asked else "",
        "problem": problem,
        "place": "meeting",
    }
    return render(request, "desk/meeting.html", context, status=status)


@login_not_required
@require_safe
def pdf(request: HttpRequest) -> HttpResponseBase:
    """Return the sheet as a PDF of two pages at most. It is made for this answer and not kept."""
    form = _form(request)
    if form.is_bound and not form.is_valid():
        return _back(request)
    decoded = _decoded(form.cleaned_data["product"] if form.is_bound else "")
    if not _PLACES.acquire(blocking=False):
        return sheet_page(request, problem=BUSY, status=503)
    try:
        with _PRESS:
            made = meeting_pdf(
                decoded,
                in_words(decoded),
                load_sheet(),
                made_by=settings.PRODUCT_NAME,
                at=timezone.localtime(),
            )
    except OutOfOrder:
        return sheet_page(request, problem=NO_PRESS, status=503)
    finally:
        _PLACES.release()
    name = "-".join(filter(None, ["six-questions", slugify(decoded.name)]))
    return attachment([made.content], name=f"{name}.pdf", content_type="application/pdf")


@login_not_required
@require_safe
def email(request: HttpRequest) -> HttpResponse:
    """Show the six questions as an e-mail that is ready to be copied or sent."""
    form = _form(request)
    if form.is_bound and not form.is_valid():
        return _back(request)
    decoded = _decoded(form.cleaned_data["product"] if form.is_bound else "")
    context = {
        "letter": letter(load_sheet(), decoded, in_words(decoded)),
        "back": reverse("desk:meeting") + _query(decoded),
        "place": "meeting",
    }
    return render(request, "desk/meeting_email.html", context)


def _form(request: HttpRequest) -> ProductNameForm:
    return ProductNameForm(request.GET if "product" in request.GET else None)


def _decoded(name: str) -> DecodedName:
    rulebook = load_library().rulebook
    return decode(name, rulebook.lineage, as_at=rulebook.as_at)


def _query(decoded: DecodedName) -> str:
    return f"?{urlencode({'product': decoded.name})}" if decoded.name else ""


def _back(request: HttpRequest) -> HttpResponse:
    """Lead to the page that says what is wrong with the name."""
    asked: dict[str, Any] = {"product": request.GET["product"]}
    return redirect(f"{reverse('desk:meeting')}?{urlencode(asked)}")
