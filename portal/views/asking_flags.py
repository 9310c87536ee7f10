"""Asking the vendor about one flag: the buyer's page, and the vendor's."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from content.refusal import Refused
from organisations.access import actor_of
from organisations.permissions import Permission
from portal.access import Visit, vendor_page
from portal.actions.asking_flags import ask_about_flag, reply_to_point
from portal.flag_points import deciding_questions, points_for, usual_sentence
from portal.forms.answering import ReplyForm
from portal.forms.asking_flags import AskFlagForm
from portal.moving import leader_of
from portal.queries import requests_of
from portal.sheet import Sheet
from portal.views.answering import frame, posted
from portal.views.asking import with_link
from procurement.access import assessment_view
from procurement.forms.answer_field import in_a_summary
from procurement.models import Assessment
from procurement.views.flag import found_flag


@assessment_view(Permission.ASSESSMENT_EDIT)
def ask_flag(request: HttpRequest, assessment: Assessment, flag: uuid.UUID) -> HttpResponse:
    """Write what to ask about a flag, see the questions that go with it, and send it."""
    whole = found_flag(assessment, flag)
    questions = deciding_questions(assessment, [state.finding for state in whole.states])
    last = requests_of(assessment).first()
    person = leader_of(last) if last else None
    form = AskFlagForm(
        request.POST if request.method == "POST" else None,
        initial={
            "sentence": usual_sentence(assessment, questions),
            "name": person.name if person else "",
            "email": person.email if person else "",
        },
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            asked = ask_about_flag(
                assessment=assessment,
                flags=[state.flag for state in whole.states],
                sentence=said["sentence"],
                to=form.recipient,
                due_on=said["due_on"],
                by=actor_of(request),
            )
        except Refused as refusal:
            form.add_refusal(refusal.column, in_a_summary(refusal))
        else:
            return with_link(request, asked)
    context = {
        "assessment": assessment,
        "place": "tools",
        "state": whole,
        "questions": questions,
        "form": form,
    }
    return render(request, "portal/ask_flag.html", context)


@vendor_page
def point(request: HttpRequest, visit: Visit, point: uuid.UUID) -> HttpResponse:
    """Show the sentence and its questions; take the vendor's reply in words."""
    found = next((each for each in points_for(visit.person) if each.asked.id == point), None)
    if found is None:
        raise Http404
    form = ReplyForm(posted(request))
    form.fields["words"].help_text = "It stands beside their question, with your name and the day"
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        try:
            reply_to_point(person=visit.person, point=found.asked, words=words)
        except Refused as refusal:
            form.add_refusal(refusal.column, in_a_summary(refusal))
        else:
            messages.success(request, "Your reply stands on record.")
            return redirect("portal:point", visit.asked.id, point)
    sheet = Sheet.of(visit.person)
    shown = {line.question.id for line in sheet.lines} if frame(visit)["is_answerable"] else set()
    context = frame(visit) | {
        "point": found,
        "questions": [(key, text, key in shown) for key, text in found.questions],
        "form": form,
    }
    return render(request, "portal/point.html", context)
