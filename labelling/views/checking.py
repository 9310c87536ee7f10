"""The second person: begins blind, labels, and then both see where they differ and settle it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from content.refusal import Refused
from labelling.access import labelling_view
from labelling.actions.labels import SECOND_LABELS, begin_second, settle
from labelling.forms.labels import LabelForm
from labelling.kinds import CANNOT_SAY_WORDS
from labelling.lifecycle import Stage, Voice
from labelling.models import Labelling
from labelling.queries import check_of, next_number, progress_of, texts_of, voices_of
from labelling.views.labelling_page import go_on, show_example
from labelling.views.places import first_page, go
from organisations.access import actor_of


@labelling_view
def second(request: HttpRequest, labelling: Labelling) -> HttpResponse:
    """Say what a second person does, begin it, and show how far it is."""
    if labelling.stage not in (Stage.LABELLING, Stage.FINISHED):
        return first_page(labelling)
    check = check_of(labelling)
    if request.method == "POST":
        if check is None:
            try:
                begin_second(labelling=labelling, by=actor_of(request))
            except Refused as refusal:
                messages.info(request, str(refusal))
                return go(labelling, "second")
        return go_on(labelling, Voice.SECOND)
    is_first = Voice.FIRST in voices_of(labelling, actor_of(request).id)
    context = {
        "assessment": labelling.assessment,
        "place": "tools",
        "labelling": labelling,
        "check": check,
        "is_first": is_first,
        "most": min(SECOND_LABELS, progress_of(labelling, Voice.FIRST).total),
        "left": next_number(labelling, Voice.SECOND) is not None,
        "is_finished": labelling.stage is Stage.FINISHED,
    }
    return render(request, "labelling/second.html", context)


@labelling_view
def example(request: HttpRequest, labelling: Labelling, number: int) -> HttpResponse:
    """Show one example to the second person and take their label."""
    if labelling.stage is not Stage.LABELLING:
        return first_page(labelling)
    if Voice.FIRST in voices_of(labelling, actor_of(request).id):
        messages.info(request, "You gave the first labels. A second person has to give these.")
        return go(labelling, "second")
    return show_example(request, labelling, number, Voice.SECOND, may_see=lambda: True)


@labelling_view
def differences(request: HttpRequest, labelling: Labelling) -> HttpResponse:
    """List where two people differ, and settle one at a time."""
    if labelling.stage not in (Stage.LABELLING, Stage.FINISHED):
        return first_page(labelling)
    check = check_of(labelling)
    if check is None or not check.over:
        return go(labelling, "second")
    names = {each.key: each.name for each in labelling.sorts}
    texts = texts_of(labelling).texts
    rows = [
        {
            "number": each.number,
            "text": texts[each.number - 1].text,
            "first": names.get(each.first, CANNOT_SAY_WORDS),
            "second": names.get(each.second, CANNOT_SAY_WORDS),
            "settled": None if each.settled is None else names.get(each.settled, CANNOT_SAY_WORDS),
        }
        for each in check.disagreements
    ]
    wanted = _wanted(request, [each.number for each in check.disagreements if each.settled is None])
    form = None
    if (
        wanted in {each.number for each in check.disagreements}
        and labelling.stage is Stage.LABELLING
    ):
        form = LabelForm(request.POST if request.method == "POST" else None, kinds=labelling.sorts)
        if form.is_bound and form.is_valid() and _settled(request, labelling, wanted, form):
            return go(labelling, "differences")
    context = {
        "assessment": labelling.assessment,
        "place": "tools",
        "labelling": labelling,
        "check": check,
        "rows": rows,
        "now": next((row for row in rows if row["number"] == wanted), None),
        "form": form,
        "is_finished": labelling.stage is Stage.FINISHED,
    }
    return render(request, "labelling/differences.html", context)


def _wanted(request: HttpRequest, open_ones: list[int]) -> int:
    """Return the example in hand: the one named, else the first that is open; 0 for none."""
    named = (request.POST if request.method == "POST" else request.GET).get("number", "")
    if named.isdecimal() and len(named) < 6:
        return int(named)
    return open_ones[0] if open_ones else 0


def _settled(request: HttpRequest, labelling: Labelling, number: int, form: LabelForm) -> bool:
    try:
        settle(labelling=labelling, number=number, kind=form.said, by=actor_of(request))
    except Refused as refusal:
        form.add_refusal("kind", str(refusal))
        return False
    messages.success(request, f"Saved: example {number} is settled.", extra_tags="saved")
    return True
