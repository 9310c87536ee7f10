"""Check the answers, sign and send them; the receipt, and the answers as files to keep."""

import json

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from content.refusal import Refused
from pages.downloads import attachment
from portal.access import Visit, vendor_page
from portal.actions.answering import send_answers
from portal.asked_tasks import tasks_for
from portal.flag_points import points_for
from portal.forms.answering import SendForm
from portal.lifecycle import State
from portal.models import Sending
from portal.shared_result import shared_results
from portal.sheet import Sheet
from portal.views.answering import frame, posted
from portal.wording.answers_file import as_json, as_text
from procurement.forms.answer_field import in_a_summary


@vendor_page
def check(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show every answer with the way to change it; the one who leads signs and sends."""
    if visit.asked.state == State.RECEIVED:
        return redirect("portal:receipt", visit.asked.id)
    sheet = Sheet.of(visit.person)
    leads = visit.person.leads
    form = None
    if leads:
        form = SendForm(
            open_=len(sheet.open), data=posted(request),
            initial={"signed_by": visit.person.name},
        )  # fmt: skip
    if form and request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            send_answers(
                person=visit.person,
                signed_by=said["signed_by"].strip(),
                signed_as=said["signed_as"].strip(),
                without_open=said.get("without_open", False),
            )
        except Refused as refusal:
            form.add_refusal(None, in_a_summary(refusal))
        else:
            return redirect("portal:receipt", visit.asked.id)
    context = frame(visit) | {"sheet": sheet, "form": form}
    return render(request, "portal/check.html", context)


@vendor_page
def receipt(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show what was sent, its reference, and what happens next."""
    sending = _last(visit)
    context = frame(visit) | {
        "sending": sending,
        "answers": _theirs(visit, sending),
        "tasks": tasks_for(visit.person),
        "results": shared_results(visit.asked),
        "points": points_for(visit.person),
        "is_received": visit.asked.state == State.RECEIVED,
    }
    return render(request, "portal/receipt.html", context)


@vendor_page
@require_GET
def answers_file(request: HttpRequest, visit: Visit, ending: str) -> HttpResponseBase:
    """Hand out the answers that were sent, as JSON or as plain text."""
    sending = _last(visit)
    answers = _theirs(visit, sending)
    about = {
        "product": str(visit.asked.assessment.product),
        "asked_by": visit.asked.organisation.name,
        "reference": str(sending),
        "signed_by": f"{sending.signed_by}, {sending.signed_as}",
        "sent_at": sending.at.isoformat(timespec="minutes"),
    }
    if ending == "json":
        content = json.dumps(as_json(about, answers), indent=2, ensure_ascii=False)
    elif ending == "txt":
        content = as_text(about, answers)
    else:
        raise Http404
    kind = {"json": "application/json", "txt": "text/plain; charset=utf-8"}[ending]
    name = f"answers-{sending}.{ending}"
    return attachment([content.encode()], name=name, content_type=kind)


def _last(visit: Visit) -> Sending:
    sending = visit.asked.sendings.order_by("-number").first()
    if sending is None:
        raise Http404
    return sending


def _theirs(visit: Visit, sending: Sending) -> list[dict[str, str]]:
    """Return the answers this person may see: all, or those of the parts they were handed."""
    if not visit.person.sections:
        return list(sending.answers)
    keys = {line.question.id for line in Sheet.of(visit.person).lines}
    return [each for each in sending.answers if each["question"] in keys]
