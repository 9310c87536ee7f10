"""Earlier answers about the same product or vendor, confirmed on one page."""

from dataclasses import dataclass

from django.contrib import messages
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from content.refusal import Refused
from organisations.access import actor_of
from organisations.permissions import Permission
from pages.templatetags.wording import counted
from procurement.access import assessment_view
from procurement.actions.answers import AnsweredMeanwhile
from procurement.actions.earlier_answers import take_over
from procurement.answered import Answered
from procurement.earlier import offered
from procurement.earlier_answers.offering import Earlier, Offer
from procurement.forms.answer_field import in_a_summary
from procurement.forms.earlier_answers import CHANGED, EarlierAnswersForm, box_name
from procurement.models import Assessment, WrittenAnswer
from procurement.views.place import Place, may_answer, say_if_closed
from procurement.wording.answers import said_in_words


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One earlier answer as the page shows it, and in words what stands here now."""

    question: str
    field: BoundField
    words: str
    earlier: Earlier
    old: bool
    now: WrittenAnswer | None
    now_words: str


@dataclass(frozen=True, slots=True)
class OfferGroup:
    """Earlier answers that are alike: a heading, what to know of them, and they."""

    title: str
    lead: str
    lines: tuple[OfferLine, ...]


@assessment_view(Permission.ASSESSMENT_EDIT)
def earlier_answers(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Show what was said before; take over what is ticked."""
    answered = Answered.of(assessment)
    found = offered(answered)
    form = EarlierAnswersForm(found)
    if request.method == "POST" and found:
        form = EarlierAnswersForm(found, data=request.POST)
        say_if_closed(form, assessment)
        if form.is_valid() and _taken(request, assessment, form):
            return redirect(Place(assessment).questions)
    context = {
        "assessment": assessment,
        "place": "tools",
        "form": form,
        "count": len(found),
        "groups": [group for group in _groups(answered, found, form) if group.lines],
        "may_edit": may_answer(request, assessment),
    }
    return render(request, "procurement/earlier_answers.html", context)


def _taken(request: HttpRequest, assessment: Assessment, form: EarlierAnswersForm) -> bool:
    try:
        written = take_over(assessment=assessment, taken=form.taken, by=actor_of(request))
    except AnsweredMeanwhile:
        form.add_error(None, CHANGED)
        return False
    except Refused as refusal:
        form.add_refusal(None, in_a_summary(refusal))
        return False
    messages.success(request, f"Confirmed {counted(written, 'earlier answer,earlier answers')}.")
    return True


def _groups(
    answered: Answered, found: tuple[Offer, ...], form: EarlierAnswersForm
) -> list[OfferGroup]:
    new = [offer for offer in found if offer.now is None and not offer.old]
    old = [offer for offer in found if offer.now is None and offer.old]
    differs = [offer for offer in found if offer.now is not None]
    groups = (
        ("Not answered here yet", "Take away the tick where something has changed.", new),
        (
            "More than a year old",
            "Much may have changed since. Tick what you know to be right still.",
            old,
        ),
        (
            "Something else stands here",
            "What stands here stays, unless you tick the earlier answer.",
            differs,
        ),
    )
    return [
        OfferGroup(title, lead, tuple(_line(answered, offer, form) for offer in offers))
        for title, lead, offers in groups
    ]


def _line(answered: Answered, offer: Offer, form: EarlierAnswersForm) -> OfferLine:
    bank, key = answered.library.bank, offer.key
    now = answered.latest(key)
    return OfferLine(
        bank.by_id[key].text,
        form[box_name(offer)],
        said_in_words(offer.earlier.value, key, bank),
        offer.earlier,
        offer.old,
        now,
        said_in_words(now.value, key, bank) if now else "",
    )
