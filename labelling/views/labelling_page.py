"""One example at a time, for the first person and for the second alike: shown, labelled, the next."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from content.refusal import Refused
from labelling.actions.labels import give_label
from labelling.forms.labels import LabelForm
from labelling.kinds import CANNOT_SAY_WORDS
from labelling.lifecycle import Voice
from labelling.models import Example, Labelling
from labelling.pace import seconds_each, time_left
from labelling.queries import (
    examples_for,
    last_number,
    moments_of,
    next_number,
    progress_of,
    texts_of,
)
from labelling.views.places import go
from organisations.access import actor_of

PAGES = {Voice.FIRST: "example", Voice.SECOND: "second_example"}
HOME = {Voice.FIRST: "labelling", Voice.SECOND: "second"}


def show_example(
    request: HttpRequest,
    labelling: Labelling,
    number: int,
    voice: Voice,
    *,
    may_see: Callable[[], bool],
) -> HttpResponse:
    """Show one example and take its label.

    `may_see` says whether this person may see a label that this voice gave already. Nothing but the
    text, the kinds and that label is on the page.
    """
    example = examples_for(labelling, voice).filter(number=number).first()
    if example is None:
        raise Http404
    label = example.labels.filter(voice=voice).first()
    if label is not None and not may_see():
        messages.info(
            request,
            f"Example {number} is labelled. You may be the second person, so its label is not shown.",
        )
        return go(labelling, HOME[voice])
    form = LabelForm(
        request.POST if request.method == "POST" else None,
        kinds=labelling.sorts,
        before=label.kind if label else None,
        hard=example.hard if voice == Voice.FIRST else None,
    )
    if form.is_bound and form.is_valid() and _taken(request, labelling, example, voice, form):
        following = next_number(labelling, voice, after=number)
        if following is None:
            return go(labelling, HOME[voice])
        return go(labelling, PAGES[voice], following)
    return render(
        request, "labelling/example.html", _context(request, labelling, example, voice, form)
    )


def go_on(labelling: Labelling, voice: Voice) -> HttpResponse:
    """Send the reader to the next example that this voice has not labelled."""
    number = next_number(labelling, voice)
    return go(labelling, HOME[voice]) if number is None else go(labelling, PAGES[voice], number)


def _taken(
    request: HttpRequest, labelling: Labelling, example: Example, voice: Voice, form: LabelForm
) -> bool:
    """Write the label; return whether it was taken, and say at the form why not."""
    try:
        give_label(
            labelling=labelling,
            number=example.number,
            voice=voice,
            kind=form.said,
            seen=form.seen_before,
            hard=form.cleaned_data["hard"] if voice == Voice.FIRST else None,
            by=actor_of(request),
        )
    except Refused as refusal:
        form.add_refusal("kind", str(refusal))
        return False
    said = next((each.name for each in labelling.sorts if each.key == form.said), CANNOT_SAY_WORDS)
    messages.success(request, f"Saved: example {example.number} is {said}.", extra_tags="saved")
    return True


def _context(
    request: HttpRequest, labelling: Labelling, example: Example, voice: Voice, form: LabelForm
) -> dict[str, object]:
    person = actor_of(request).id
    progress = progress_of(labelling, voice)
    last = last_number(labelling, voice, person)
    return {
        "assessment": labelling.assessment,
        "place": "tools",
        "labelling": labelling,
        "form": form,
        "number": example.number,
        "text": texts_of(labelling).texts[example.number - 1].text,
        "progress": progress,
        "time_left": time_left(
            progress.left, seconds_each(moments_of(labelling, voice, person))
        ) if progress.left else "",
        "is_second": voice == Voice.SECOND,
        "last": last if last != example.number else None,
        "last_url": _url(labelling, PAGES[voice], last) if last else "",
        "home_url": _url(labelling, HOME[voice]),
    }  # fmt: skip


def _url(labelling: Labelling, page: str, *further: int) -> str:
    return reverse(
        f"labelling:{page}",
        args=[labelling.organisation_id, labelling.assessment_id, labelling.id, *further],
    )
