"""What to ask the vendor to sign: clauses for the open flags, as a page, PDF, Word file and text."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from content.refusal import OutOfOrder
from desk.forms.contract_words import ContractWordsForm
from organisations.permissions import Permission
from pages.downloads import attachment
from procurement.access import assessment_view
from procurement.contract_words.choosing import Form, Offered, Parties
from procurement.contract_words.plain_text import (
    STARTING_POINT,
    as_text,
    heading,
    opening,
)
from procurement.models import Assessment
from procurement.words_to_sign import offered_for, parties_of
from reports.typesetting.contract_words import contract_words_pdf
from reports.typesetting.contract_words_in_word import contract_words_docx

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NO_PRESS = "This installation cannot make PDFs. Take the Word file instead."


@dataclass(frozen=True, slots=True)
class Choice:
    """What was asked for: the form as it stands, every clause on offer, and the chosen ones."""

    form: ContractWordsForm
    offered: tuple[Offered, ...]
    chosen: tuple[Offered, ...]
    parties: Parties
    kind: Form

    @property
    def query(self) -> str:
        """Return the choice as the end of an address."""
        return urlencode({"form": self.kind, "clause": [one.id for one in self.chosen]}, doseq=True)


@assessment_view(Permission.ASSESSMENT_VIEW)
@require_safe
def contract_words(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Show the clauses to choose from and the page they make."""
    return _page(request, assessment, _choice(request, assessment))


@assessment_view(Permission.ASSESSMENT_VIEW)
@require_safe
def contract_words_file(
    request: HttpRequest, assessment: Assessment, ending: str
) -> HttpResponseBase:
    """Return the chosen clauses as a file. It is made for this answer and not kept."""
    if ending not in ("pdf", "docx", "txt"):
        raise Http404
    choice = _choice(request, assessment)
    if not choice.chosen:
        here = reverse("desk:contract_words", args=[assessment.organisation_id, assessment.id])
        return redirect(f"{here}?{request.GET.urlencode()}")
    now = timezone.localtime()
    name = f"to-sign-{slugify(choice.parties.product) or 'product'}.{ending}"
    if ending == "txt":
        text = as_text(choice.chosen, choice.parties, choice.kind, now.date())
        return attachment([text.encode()], name=name, content_type="text/plain; charset=utf-8")
    if ending == "docx":
        made = contract_words_docx(choice.chosen, choice.parties, choice.kind, at=now)
        return attachment([made], name=name, content_type=WORD)
    try:
        pdf = contract_words_pdf(choice.chosen, choice.parties, choice.kind, at=now)
    except OutOfOrder:
        return _page(request, assessment, choice, problem=NO_PRESS, status=503)
    return attachment([pdf.content], name=name, content_type="application/pdf")


def _choice(request: HttpRequest, assessment: Assessment) -> Choice:
    kind: Form = "letter" if request.GET.get("form") == "letter" else "contract"
    offered = offered_for(assessment, kind)
    sent = request.GET if request.GET else None
    form = ContractWordsForm(sent, offered=offered)
    asks = not form.is_bound or form.is_valid()
    chosen = tuple(one for one in offered if asks and one.id in form.ticked)
    return Choice(form, offered, chosen, parties_of(assessment), kind)


def _page(
    request: HttpRequest,
    assessment: Assessment,
    choice: Choice,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "assessment": assessment,
        "place": "tools",
        "form": choice.form,
        "called_for": [one for one in choice.offered if one.flags],
        "others": [one for one in choice.offered if not one.flags],
        "ticked": choice.form.ticked,
        "opened": any(one.id in choice.form.ticked for one in choice.offered if not one.flags),
        "chosen": choice.chosen,
        "heading": heading(choice.parties, choice.kind),
        "opening": opening(choice.parties, choice.kind),
        "starting_point": STARTING_POINT,
        "query": choice.query,
        "problem": problem,
    }
    return render(request, "desk/contract_words.html", context, status=status)
