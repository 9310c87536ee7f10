"""Comments and notes beside a question, and holding what was found for right."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from content.refusal import Refused
from organisations.access import actor_of
from organisations.permissions import Permission
from procurement.access import assessment_view
from procurement.actions.notes import add_note, confirm_finding
from procurement.answered import Answered
from procurement.forms.answer_field import in_a_summary
from procurement.forms.note import NoteForm
from procurement.models import Assessment
from procurement.queries import notes_on
from procurement.questionnaire.schema import Question, Setting
from procurement.views.asking import measured_in_words
from procurement.views.course import course_of
from procurement.views.place import Place, say_saved


@assessment_view(Permission.ASSESSMENT_EDIT)
def notes(request: HttpRequest, assessment: Assessment, key: str) -> HttpResponse:
    """Show what was written beside a question, and write more."""
    answered = Answered.of(assessment)
    asked = _asked(answered, key)
    form = NoteForm(data=request.POST if request.method == "POST" else None)
    back = Place(assessment).question(key)
    if form.is_bound and form.is_valid():
        try:
            add_note(
                assessment=assessment,
                key=key,
                text=form.cleaned_data["text"],
                internal=form.internal,
                by=actor_of(request),
            )
        except Refused as refusal:
            form.add_refusal(refusal.column, in_a_summary(refusal))
        else:
            say_saved(request, written=True)
            return redirect(back)
    context = {
        "assessment": assessment,
        "place": "tools",
        "asked": asked,
        "form": form,
        "notes": [note for note in notes_on(assessment, [key]) if not note.confirms],
        "back": back,
    }
    return render(request, "procurement/notes.html", context)


@assessment_view(Permission.ASSESSMENT_EDIT)
@require_POST
def confirm(request: HttpRequest, assessment: Assessment, key: str) -> HttpResponse:
    """Write down who held a finding for right, and go on. Only what the page showed is confirmed."""
    answered = Answered.of(assessment)
    asked = _asked(answered, key)
    seen = request.POST.getlist("found")
    found = measured_in_words(answered, asked)
    if not found or seen != found:
        # Something else was found meanwhile: it is looked at first.
        return redirect(Place(assessment).question(key))
    try:
        for each in found:
            confirm_finding(assessment=assessment, key=key, found=each, by=actor_of(request))
    except Refused:
        return redirect(Place(assessment).question(key))
    say_saved(request, written=True)
    return redirect(course_of(request, answered).after(key))


def _asked(answered: Answered, key: str) -> Question | Setting:
    asked = answered.asked(key)
    if asked is None:
        raise Http404
    return asked
