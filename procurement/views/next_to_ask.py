"""Ask these next: the open questions that settle most, as an e-mail, for a call, or by a link."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch

from organisations.permissions import Permission
from procurement.access import assessment_view
from procurement.answered import Answered
from procurement.asking_next import ask_next
from procurement.models import Assessment
from procurement.questionnaire.worries import Turn
from procurement.views.course import course_of
from procurement.views.place import Place
from procurement.wording.vendor_letter import together, vendor_letter


@assessment_view(Permission.ASSESSMENT_VIEW)
def next_to_ask(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Show which questions to ask next; with `?of=vendor` only those that the vendor can answer."""
    answered = Answered.of(assessment)
    course, place = course_of(request, answered), Place(assessment)
    vendor_only = request.GET.get("of") == "vendor"
    found = ask_next(answered, vendor_only=vendor_only)
    bank, product = answered.library.bank, str(assessment.product)
    to_vendor = found.of(Turn.VENDOR)
    parts = together(to_vendor, bank)
    own = [
        (course.who(turn), turn is course.looking, found.of(turn))
        for turn in (Turn.OWNER, Turn.SPECIALIST)
        if found.of(turn)
    ]
    context = {
        "assessment": assessment,
        "place": "tools",
        "found": found,
        "vendor_only": vendor_only,
        "to_vendor": to_vendor,
        "parts": parts,
        "others": own,
        "letter": vendor_letter(parts, product=product, firm=assessment.organisation.name),
        "sent_page": _page_if_any(place, "portal:requests"),
        "vendor_page": _vendor_page(place, [each.id for each in to_vendor]),
        "more_for_vendor": not vendor_only and len(to_vendor) < len(found.questions),
        "may_edit": course.may_edit,
    }
    return render(request, "procurement/asking.html", context)


def _vendor_page(place: Place, keys: list[str]) -> str:
    """Return where these questions are sent as a link, where this installation has such a page."""
    page = _page_if_any(place, "portal:ask")
    return f"{page}?{urlencode({'q': keys}, doseq=True)}" if keys and page else ""


def _page_if_any(place: Place, page: str) -> str:
    """Return the address of a page of a room above, or nothing where there is no such room."""
    try:
        return place.to(page)
    except NoReverseMatch:
        return ""
