"""The labels become examples of a test; the next page is that of the examples."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from content.refusal import Refused
from evaluations.measurement.columns import SeenByVendor
from labelling.access import labelling_view
from labelling.actions.finishing import finish_labelling
from labelling.forms.labels import FinishForm
from labelling.how_many import sentence
from labelling.lifecycle import Stage, Voice
from labelling.models import Labelling
from labelling.queries import check_of, final_kinds, hard_numbers, progress_of
from labelling.views.places import first_page, go
from organisations.access import actor_of

FEW = 10


@labelling_view
def finish(request: HttpRequest, labelling: Labelling) -> HttpResponse:
    """Show what the labels come to; then make a test's examples of them and lead on."""
    if labelling.stage is Stage.FINISHED:
        return _lead_on(labelling)
    if labelling.stage is not Stage.LABELLING:
        return first_page(labelling)
    form = FinishForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            finish_labelling(
                labelling=labelling,
                seen_by_vendor=SeenByVendor(form.cleaned_data["seen_by_vendor"]),
                by=actor_of(request),
            )
        except Refused as refusal:
            form.add_refusal(None, str(refusal))
        else:
            return go(labelling, "finish")
    kinds = final_kinds(labelling)
    counted = Counter(kinds.values())
    context = {
        "assessment": labelling.assessment,
        "place": "tools",
        "labelling": labelling,
        "form": form,
        "kinds": [
            {"name": each.name, "count": counted[each.key], "few": counted[each.key] < FEW}
            for each in labelling.sorts
        ],
        "some_are_few": any(counted[each.key] < FEW for each in labelling.sorts),
        "number": len(kinds),
        "hard": len(hard_numbers(labelling) & kinds.keys()),
        "progress": progress_of(labelling, Voice.FIRST),
        "check": check_of(labelling),
        "plan": sentence(len(kinds)) if kinds else "",
    }
    return render(request, "labelling/finish.html", context)


def _lead_on(labelling: Labelling) -> HttpResponse:
    """Open the page of the examples: what they show, the sheets, and the way to compare."""
    samples = labelling.sample_set
    if samples is None:
        return go(labelling, "labelling")
    return redirect(
        "evaluations:example_set", labelling.organisation_id, labelling.assessment_id, samples.id
    )
