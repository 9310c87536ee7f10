"""The first person's labels: one after the other, and all of them to look through."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from labelling.access import labelling_view
from labelling.kinds import CANNOT_SAY_WORDS
from labelling.lifecycle import Stage, Voice
from labelling.models import Labelling
from labelling.queries import hard_numbers, labels_by_number, may_see_first, texts_of, voices_of
from labelling.views.labelling_page import go_on, show_example
from labelling.views.places import first_page, go
from organisations.access import actor_of

SHOWN_WORDS = 160


@labelling_view
def following(request: HttpRequest, labelling: Labelling) -> HttpResponse:
    """Go on where nobody has labelled yet."""
    if labelling.stage is not Stage.LABELLING:
        return first_page(labelling)
    return go_on(labelling, Voice.FIRST)


@labelling_view
def example(request: HttpRequest, labelling: Labelling, number: int) -> HttpResponse:
    """Show one example and take its label."""
    if labelling.stage is not Stage.LABELLING:
        return first_page(labelling)
    person = actor_of(request).id
    if Voice.SECOND in voices_of(labelling, person):
        messages.info(request, "You are the second person here. These are the first person’s.")
        return go(labelling, "labelling")
    return show_example(
        request, labelling, number, Voice.FIRST, may_see=lambda: may_see_first(labelling, person)
    )


@labelling_view
def given(request: HttpRequest, labelling: Labelling) -> HttpResponse:
    """List the labels, to look through and to change; nothing of them to who may be the second person."""
    if labelling.stage not in (Stage.LABELLING, Stage.FINISHED):
        return first_page(labelling)
    shown = may_see_first(labelling, actor_of(request).id)
    labels = labels_by_number(labelling, Voice.FIRST)
    names = {each.key: each.name for each in labelling.sorts}
    texts = texts_of(labelling).texts if shown else ()
    hard = hard_numbers(labelling) if shown else set()
    rows = [
        {
            "number": number,
            "text": _short(texts[number - 1].text),
            "kind": names.get(label.kind, CANNOT_SAY_WORDS),
            "hard": number in hard,
        }
        for number, label in labels.items()
        if shown
    ]
    context = {
        "assessment": labelling.assessment,
        "place": "tools",
        "labelling": labelling,
        "rows": rows,
        "hidden": bool(labels) and not shown,
        "may_change": labelling.stage is Stage.LABELLING,
    }
    return render(request, "labelling/labels.html", context)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN_WORDS else line[: SHOWN_WORDS - 1] + "…"
