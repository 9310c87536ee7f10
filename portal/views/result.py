"""The result of a test of the vendor's own model, and the vendor's word on it."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from content.refusal import Refused
from evaluations.models import Run
from portal.access import Visit, vendor_page
from portal.actions.replying import reply
from portal.forms.answering import ReplyForm
from portal.shared_result import shared_results
from portal.views.answering import frame, posted
from procurement.forms.answer_field import in_a_summary


@vendor_page
def result(request: HttpRequest, visit: Visit, run: uuid.UUID) -> HttpResponse:
    """Show the numbers the buyer shares; take the vendor's reply."""
    shared = next((each for each in shared_results(visit.asked) if each.run == run), None)
    if shared is None:
        raise Http404
    form = ReplyForm(posted(request))
    if request.method == "POST" and form.is_valid():
        tested = Run.objects.of(visit.asked.organisation_id).get(id=run)
        try:
            reply(person=visit.person, run=tested, words=form.cleaned_data["words"])
        except Refused as refusal:
            form.add_refusal(None, in_a_summary(refusal))
        else:
            messages.success(request, "Your reply stands on record.")
            return redirect("portal:result", visit.asked.id, run)
    context = frame(visit) | {"shared": shared, "form": form}
    return render(request, "portal/result.html", context)
