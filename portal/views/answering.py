"""The vendor's list of tasks, its question pages, and handing parts on."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from content.refusal import Refused
from portal.access import Visit, vendor_page
from portal.actions.answering import (
    ChangedMeanwhile,
    ask_for_time,
    open_again,
    save_draft,
)
from portal.actions.handing_on import colleagues_of, hand_on, take_back
from portal.asked_tasks import tasks_for
from portal.attached_files import files_at
from portal.flag_points import points_for
from portal.forms.answering import HandOnForm, VendorAnswerForm
from portal.lifecycle import ANSWERABLE, State
from portal.models import Draft
from portal.people import company_of
from portal.shared_result import shared_results
from portal.sheet import Line, Sheet
from portal.views.attaching import attached
from procurement.forms.answer_field import in_a_summary
from procurement.queries import comments_for_vendor


def frame(visit: Visit) -> dict[str, Any]:
    """Return what every page of the vendor names."""
    asked = visit.asked
    return {
        "asked": asked,
        "person": visit.person,
        "assessment": asked.assessment,
        "company": company_of(asked),
        "is_answerable": asked.state in ANSWERABLE,
        "is_sent_back": asked.state == State.SENT_BACK,
    }


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was posted, be it nothing at all; None where somebody only looks."""
    return request.POST if request.method == "POST" else None


@vendor_page
def tasks(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the parts with how far each is, who else works on them, and what to do next."""
    if visit.asked.state == State.RECEIVED:
        return redirect("portal:receipt", visit.asked.id)
    sheet = Sheet.of(visit.person)
    lines = [
        {
            "part": part,
            "url_key": next((line.question.id for line in part.lines if not line.done), None),
            "with": [
                each
                for each in colleagues_of(visit.asked)
                if part.id in each.sections and each.id != visit.person.id
            ],
        }
        for part in sheet.parts
    ]
    context = frame(visit) | {
        "sheet": sheet,
        "lines": lines,
        "following": sheet.next_open(),
        "done": len(sheet.lines) - len(sheet.open),
        "colleagues": [each for each in colleagues_of(visit.asked) if each.id != visit.person.id],
        "tasks": tasks_for(visit.person),
        "results": shared_results(visit.asked),
        "points": points_for(visit.person),
    }
    return render(request, "portal/tasks.html", context)


@vendor_page
def question(request: HttpRequest, visit: Visit, key: str) -> HttpResponse:
    """Show one question; keep what is posted on the vendor's side and go on."""
    if visit.asked.state == State.RECEIVED:
        return redirect("portal:receipt", visit.asked.id)
    sheet = Sheet.of(visit.person)
    line = sheet.line(key)
    if line is None:
        raise Http404
    newer: Draft | None = None
    mine = ""
    form = VendorAnswerForm(line)
    if request.method == "POST":
        form = VendorAnswerForm(line, request.POST, request.FILES)
        stop = "stop" in request.POST
        if stop and form.is_blank:
            return redirect("portal:tasks", visit.asked.id)
        if form.is_valid():
            try:
                draft = save_draft(
                    person=visit.person,
                    key=key,
                    value=form.cleaned_data["answer"],
                    words=form.cleaned_data["words"].strip(),
                    based_on=form.cleaned_data.get("based_on") or 0,
                )
            except ChangedMeanwhile as meanwhile:
                newer = meanwhile.newer
                mine = _said(line, Draft(key=key, value=form.cleaned_data["answer"]))
                form.add_error(
                    "answer",
                    f"{newer.given_by.name} answered this while you did. Choose which answer holds",
                )
                form.ask_for_file_again()
                form.data = _standing_on(request, newer)
            except Refused as refusal:
                form.add_refusal(None, in_a_summary(refusal))
            else:
                if attached(request, visit, key, form):
                    return _go_on(visit, key, stop=stop)
                messages.info(request, "Your answer is saved. The file is not.")
                form.data = _standing_on(request, draft)
    part = sheet.part_with(key)
    files = files_at(visit.person, key)
    context = frame(visit) | {
        "form": form,
        "line": line,
        "part": part,
        "number": part.lines.index(line) + 1,
        "newer": newer,
        "newer_said": _said(line, newer) if newer else "",
        "mine": mine,
        "comments": comments_for_vendor(visit.asked.assessment).get(key, ()),
        "following": sheet.next_open(key),
        "files": files,
        "some_are_sent": any(each.sent_at for each in files),
    }
    return render(request, "portal/question.html", context)


def _go_on(visit: Visit, key: str, *, stop: bool) -> HttpResponse:
    if stop:
        return redirect("portal:tasks", visit.asked.id)
    following = Sheet.of(visit.person).next_open(key)
    if following is None:
        return redirect("portal:check", visit.asked.id)
    return redirect("portal:question", visit.asked.id, following.question.id)


def _standing_on(request: HttpRequest, draft: Draft) -> QueryDict:
    """Return what was posted as if the page had shown this answer: sending it again is a choice."""
    data = request.POST.copy()
    data["based_on"] = str(draft.version)
    return data


def _said(line: Line, draft: Draft) -> str:
    return Line(line.item, line.question, line.wording, draft, line.bank).said


@vendor_page
def hand_on_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Hand parts on to a colleague."""
    sheet = Sheet.of(visit.person)
    parts = [(part.id, part.title) for part in sheet.parts]
    parts += [(seen.part, seen.title) for seen in tasks_for(visit.person)]
    form = HandOnForm(visit.person, parts, posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            colleague, address = hand_on(
                person=visit.person,
                to=form.recipient,
                sections=form.sections_chosen,
                message=form.cleaned_data["message"],
                and_sending=form.cleaned_data.get("and_sending", False),
            )
        except Refused as refusal:
            form.add_refusal(None, in_a_summary(refusal))
        else:
            context = frame(visit) | {"colleague": colleague, "link": address}
            return render(request, "portal/handed_on.html", context)
    return render(request, "portal/hand_on.html", frame(visit) | {"form": form})


@vendor_page
@require_POST
def take_back_part(request: HttpRequest, visit: Visit, colleague: uuid.UUID) -> HttpResponse:
    """End a colleague's part."""
    found = visit.asked.people.filter(id=colleague, left_at__isnull=True).first()
    if found is None:
        raise Http404
    try:
        take_back(person=visit.person, colleague=found)
    except Refused as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, f"{found.name} no longer has a part. Their answers are kept.")
    return redirect("portal:tasks", visit.asked.id)


@vendor_page
@require_POST
def more_time(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Ask for more time in one click."""
    ask_for_time(person=visit.person)
    messages.success(request, "We have asked for more time. Your answers are kept meanwhile.")
    return redirect("portal:tasks", visit.asked.id)


@vendor_page
@require_POST
def reopen(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Open the answers that were sent, to change some."""
    try:
        open_again(person=visit.person)
    except Refused as refusal:
        messages.info(request, str(refusal))
    return redirect("portal:tasks", visit.asked.id)
