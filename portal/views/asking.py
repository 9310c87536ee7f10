"""The buyer's pages: the requests of an assessment, a new one with its preview, and one of them."""

import uuid
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from content.refusal import Refused
from organisations.access import actor_of, role_of
from organisations.actors import Actor
from organisations.models import MailState
from organisations.permissions import Permission
from organisations.roles import may
from portal.actions import asking
from portal.actions.handing_on import colleagues_of
from portal.actions.sending_back import send_back
from portal.asked_tasks import tasks_of
from portal.forms.asking import AskForm, ExtendForm, RecipientForm, SendBackForm
from portal.lifecycle import OPEN, State
from portal.models import ItemKind, RequestItem, VendorPerson, VendorReply, VendorRequest
from portal.moving import leader_of
from portal.queries import asked_state, newest_mail_to, requests_of
from portal.sheet import asked_now
from procurement.access import assessment_view
from procurement.answered import Answered
from procurement.evidence_queries import EvidenceUse, evidence_of
from procurement.forms.answer_field import in_a_summary
from procurement.models import AnswerNote, Assessment, WrittenAnswer
from procurement.queries import comments_for_vendor, latest_answers, library_of
from procurement.questionnaire.reading_time import minutes
from procurement.questionnaire.schema import Question
from procurement.wording.answers import said_in_words
from procurement.wording.vendor import VendorWording, wording_for_vendor


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One question of a request as the buyer sees it: with what came back, never a draft."""

    item: RequestItem
    question: Question
    answer: WrittenAnswer | None
    words: str
    documents: tuple[EvidenceUse, ...]


@assessment_view(Permission.ASSESSMENT_VIEW)
def requests(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """List what the vendor was asked, and what came of it."""
    context = {
        "assessment": assessment,
        "place": "tools",
        "lines": [(each, leader_of(each)) for each in requests_of(assessment)],
        "state": asked_state(assessment),
        "may_edit": may(role_of(request), Permission.ASSESSMENT_EDIT),
    }
    return render(request, "portal/requests.html", context)


@assessment_view(Permission.ASSESSMENT_EDIT)
def ask(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Choose questions and a person; see exactly what they will see; send it.

    `?q=` names questions to tick instead of the open ones, as often as needed.
    """
    answered = Answered.of(assessment)
    form = AskForm(
        request.POST if request.method == "POST" else None,
        answered=answered,
        ticked=request.GET.getlist("q"),
    )
    context: dict[str, Any] = {
        "assessment": assessment,
        "place": "tools",
        "form": form,
        "parts": [(form[name], chosen) for _, name, chosen in form.parts],
        "open": [(each, leader_of(each)) for each in requests_of(assessment) if each.state in OPEN],
        "can_mail": settings.MAIL_IS_SET_UP,
    }
    if request.method != "POST" or request.POST.get("do") == "change" or not form.is_valid():
        if request.POST.get("do") == "change":
            context["form"] = form = AskForm(request.POST, answered=answered)
            context["parts"] = [(form[name], chosen) for _, name, chosen in form.parts]
        return render(request, "portal/ask.html", context)
    if request.POST.get("do") != "send":
        return render(
            request, "portal/preview.html", context | _preview(assessment, form, actor_of(request))
        )
    said = form.cleaned_data
    try:
        asked = asking.ask_vendor(
            assessment=assessment,
            keys=form.keys,
            to=form.recipient,
            message=said["message"],
            due_on=said["due_on"],
            shares_result=said["shares_result"],
            by=actor_of(request),
        )
    except Refused as refusal:
        form.add_refusal(None, in_a_summary(refusal))
        return render(request, "portal/ask.html", context)
    return with_link(request, asked)


def _preview(assessment: Assessment, form: AskForm, by: Actor) -> dict[str, Any]:
    """Return what the vendor will see, question by question, in its own words."""
    bank, client = library_of(assessment).bank, assessment.organisation.name
    questions = sorted((bank.by_id[key] for key in form.keys), key=lambda q: bank.position[q.id])
    comments = comments_for_vendor(assessment)
    shown: list[tuple[str, list[tuple[Question, VendorWording, tuple[AnswerNote, ...]]]]] = []
    for section in bank.sections:
        here = [each for each in questions if each.section == section.id]
        if here:
            worded = [
                (each, wording_for_vendor(each, bank, client=client), comments.get(each.id, ()))
                for each in here
            ]
            shown.append((section.title, worded))
    first = asked_now(assessment, {question.id for question in questions}, {})
    return {
        "shown": shown,
        "said": form.cleaned_data,
        "all_questions": len(questions),
        "questions": len(first),
        "further": len(questions) - len(first),
        "minutes": minutes(bank.by_id[key] for key in first),
        # As they will stand on the first page; nothing of it is written.
        "person": VendorPerson(name=form.recipient.name, email=form.recipient.email),
        "asked": VendorRequest(
            organisation=assessment.organisation,
            message=form.cleaned_data["message"],
            due_on=form.cleaned_data["due_on"],
            shares_result=form.cleaned_data["shares_result"],
            asked_by=by.name,
        ),
    }


def with_link(request: HttpRequest, asked: asking.Asked) -> HttpResponse:
    """Show the link, this once: nobody can read it anywhere again."""
    person = leader_of(asked.request)
    context = {
        "assessment": asked.request.assessment,
        "place": "tools",
        "asked": asked.request,
        "person": person,
        "link": asked.link,
        "mail": newest_mail_to(person),
    }
    response = render(request, "portal/link_once.html", context)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@assessment_view(Permission.ASSESSMENT_VIEW)
def vendor_request(
    request: HttpRequest, assessment: Assessment, vendor_request: uuid.UUID
) -> HttpResponse:
    """Show how far one request is and what came back; do what is asked with it."""
    asked = found_request(assessment, vendor_request)
    if request.method != "POST":
        return _page(request, asked)
    if not may(role_of(request), Permission.ASSESSMENT_EDIT):
        raise PermissionDenied
    try:
        return _done(request, asked)
    except Refused as refusal:
        messages.info(request, str(refusal))
        return redirect(_here(asked))


def _done(request: HttpRequest, asked: VendorRequest) -> HttpResponse:
    by = actor_of(request)
    match request.POST.get("do"):
        case "link":
            return with_link(request, asking.send_again(asked=asked, mailed=False, by=by))
        case "mail":
            return with_link(request, asking.send_again(asked=asked, mailed=True, by=by))
        case "revoke":
            asking.revoke(asked=asked, by=by)
            messages.success(request, "The questions are withdrawn. No link of it works any more.")
        case "share" | "unshare" as do:
            asking.share_result(asked=asked, shares=do == "share", by=by)
        case "extend":
            form = ExtendForm(request.POST)
            if not form.is_valid():
                return _page(request, asked, extend=form)
            asking.extend(asked=asked, due_on=form.cleaned_data["due_on"], by=by)
            messages.success(request, "They have more time now, by the link they have.")
        case "address":
            to = RecipientForm(request.POST)
            if not to.is_valid():
                return _page(request, asked, address=to)
            changed = asking.change_address(asked=asked, to=to.recipient, by=by)
            return with_link(request, changed)
    return redirect(_here(asked))


def _page(
    request: HttpRequest,
    asked: VendorRequest,
    *,
    extend: ExtendForm | None = None,
    address: RecipientForm | None = None,
) -> HttpResponse:
    person = leader_of(asked)
    mail = newest_mail_to(person)
    edits = may(role_of(request), Permission.ASSESSMENT_EDIT)
    context = {
        "assessment": asked.assessment,
        "place": "tools",
        "asked": asked,
        "person": person,
        "colleagues": [each for each in colleagues_of(asked) if not each.leads],
        "lines": _lines(asked),
        "tasks": tasks_of(asked),
        "mail": mail,
        "mail_state": MailState(mail.state).label if mail else "",
        "mail_failed": mail is not None and mail.state in _NOT_THERE,
        # Nobody reads the sender's mailbox here, so a refusal that comes later is not seen.
        "refusals_go_to": (
            parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
            if mail is not None and mail.state == MailState.SENT and not settings.MAIL_IS_KEPT
            else ""
        ),
        "sendings": asked.sendings.order_by("number"),
        "replies": VendorReply.objects.of(asked.organisation_id).filter(request=asked),
        "is_open": asked.state in OPEN,
        "is_received": asked.state == State.RECEIVED,
        "may_ask_for_more": edits and asked.state in OPEN | {State.RECEIVED},
        "may_extend": edits and asked.state in OPEN | {State.EXPIRED},
        "may_edit": edits,
        "can_mail": settings.MAIL_IS_SET_UP,
        "extend": extend or ExtendForm(),
        "address": address or RecipientForm(),
        "form": extend or address,
    }
    return render(request, "portal/request.html", context)


_NOT_THERE = (MailState.BOUNCED, MailState.FAILED, MailState.NOT_SET_UP)


@assessment_view(Permission.ASSESSMENT_EDIT)
def ask_again(
    request: HttpRequest, assessment: Assessment, vendor_request: uuid.UUID
) -> HttpResponse:
    """Send single answers back, each with what is still missing."""
    asked = found_request(assessment, vendor_request)
    lines = _lines(asked)
    form = SendBackForm(
        request.POST if request.method == "POST" else None, items=[line.item for line in lines]
    )
    if request.method == "POST" and form.is_valid():
        try:
            link = send_back(
                asked=asked,
                comments=form.comments,
                due_on=form.cleaned_data["due_on"],
                by=actor_of(request),
            )
        except Refused as refusal:
            form.add_refusal(None, in_a_summary(refusal))
        else:
            return with_link(request, asking.Asked(asked, link))
    context = {
        "assessment": assessment,
        "place": "tools",
        "asked": asked,
        "form": form,
        "lines": [(line, form[f"about_{line.item.key}"]) for line in lines],
        "is_received": asked.state == State.RECEIVED,
    }
    return render(request, "portal/ask_again.html", context)


def found_request(assessment: Assessment, vendor_request: uuid.UUID) -> VendorRequest:
    """Return one request of an assessment. Raises Http404 where there is no such one."""
    found = requests_of(assessment).filter(id=vendor_request).first()
    if found is None:
        raise Http404
    found.assessment = assessment
    return found


def _lines(asked: VendorRequest) -> list[ItemLine]:
    bank = library_of(asked.assessment).bank
    newest = latest_answers(asked.assessment) if asked.received_at else {}
    proofs = evidence_of(asked.assessment) if asked.received_at else {}
    lines = []
    for item in asked.items.filter(kind=ItemKind.QUESTION).order_by("position"):
        answer = newest.get(item.key)
        words = said_in_words(answer.value, item.key, bank) if answer else ""
        rests_on = tuple(use for use in proofs.get(item.key, ()) if use.is_newest)
        lines.append(ItemLine(item, bank.by_id[item.key], answer, words, rests_on))
    return lines


def _here(asked: VendorRequest) -> str:
    return reverse(
        "portal:vendor_request", args=[asked.organisation_id, asked.assessment_id, asked.id]
    )
