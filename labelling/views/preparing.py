"""Before the first label: where the texts stand, which kinds there are, how many are drawn."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from content.refusal import Refused
from labelling.access import labelling_view
from labelling.actions.drawing import add_hard_ones, draw_examples
from labelling.actions.exports import choose_columns, name_kinds
from labelling.export_rows import DrawnText, ExportRows, not_drawn, usable_texts
from labelling.forms.preparing import ColumnsForm, DrawForm, HardOnesForm, KindsForm
from labelling.how_many import offers
from labelling.lifecycle import Stage
from labelling.models import Labelling
from labelling.queries import rows_of, texts_of, used_kinds
from labelling.views.places import first_page, go
from organisations.access import actor_of

FIRST_ROWS, LONGEST_CELL = 5, 200
MOST_FOUND = 30


@labelling_view
def columns(request: HttpRequest, labelling: Labelling) -> HttpResponse:
    """Show the first rows, and ask where the texts stand."""
    if labelling.stage not in (Stage.COLUMNS, Stage.KINDS, Stage.DRAWING):
        return first_page(labelling)
    rows = rows_of(labelling)
    posted = request.POST if request.method == "POST" else None
    form = ColumnsForm(posted, rows=rows, chosen=labelling.columns)
    if posted is not None and form.is_valid():
        try:
            choose_columns(
                labelling=labelling, columns=form.cleaned_data["columns"], by=actor_of(request)
            )
        except Refused as refusal:
            form.add_refusal("columns", str(refusal))
        else:
            labelling.refresh_from_db()
            return first_page(labelling)
    context = {
        **_about(labelling),
        "form": form,
        "rows": rows,
        "first_rows": [[_cut(cell) for cell in row] for row in rows.cells[:FIRST_ROWS]],
    }
    return render(request, "labelling/columns.html", context)


@labelling_view
def kinds(request: HttpRequest, labelling: Labelling) -> HttpResponse:
    """Ask for the kinds, each with a line that says what it means."""
    if labelling.stage not in (Stage.KINDS, Stage.DRAWING, Stage.LABELLING):
        return first_page(labelling)
    posted = request.POST if request.method == "POST" else None
    form = KindsForm(posted, kinds=labelling.sorts, used=used_kinds(labelling))
    if posted is not None and form.is_valid():
        try:
            name_kinds(labelling=labelling, kinds=form.cleaned_data["kinds"], by=actor_of(request))
        except Refused as refusal:
            form.add_refusal(None, str(refusal))
        else:
            labelling.refresh_from_db()
            return first_page(labelling)
    return render(request, "labelling/kinds.html", {**_about(labelling), "form": form})


@labelling_view
def draw(request: HttpRequest, labelling: Labelling) -> HttpResponse:
    """Say what so many examples can show, and draw them at random."""
    if labelling.stage not in (Stage.DRAWING, Stage.LABELLING):
        return first_page(labelling)
    rows = rows_of(labelling)
    usable = usable_texts(rows, labelling.columns)
    left = len(not_drawn(usable, texts_of(labelling)))
    more = labelling.stage is Stage.LABELLING
    posted = request.POST if request.method == "POST" else None
    form = DrawForm(posted, left=left, more=more)
    if posted is not None and form.is_valid():
        try:
            draw_examples(
                labelling=labelling, number=form.cleaned_data["number"], by=actor_of(request)
            )
        except Refused as refusal:
            form.add_refusal("number", str(refusal))
        else:
            return go(labelling, "labelling")
    context = {
        **_about(labelling),
        "form": form,
        "more": more,
        "left": left,
        "usable": usable,
        "rows": rows,
        "kept": len(rows.numbers),
        "offers": offers(left) if left else (),
    }
    return render(request, "labelling/draw.html", context)


@labelling_view
def hard(request: HttpRequest, labelling: Labelling) -> HttpResponse:
    """Look for hard ones in the export by a word, or write some; they are marked as hard."""
    if labelling.stage is not Stage.LABELLING:
        return first_page(labelling)
    wanted = request.GET.get("find", "").strip()[:100]
    found = _containing(rows_of(labelling), labelling, wanted) if wanted else []
    posted = request.POST if request.method == "POST" else None
    form = HardOnesForm(posted, found=found[:MOST_FOUND])
    if posted is not None and form.is_valid():
        said = form.cleaned_data
        try:
            added = add_hard_ones(
                labelling=labelling, rows=said["chosen"], typed=said["lines"], by=actor_of(request)
            )
        except Refused as refusal:
            form.add_refusal(refusal.column, str(refusal))
        else:
            messages.info(request, _added(added))
            return go(labelling, "hard")
    context = {
        **_about(labelling), "form": form, "wanted": wanted,
        "found": len(found), "shown": min(len(found), MOST_FOUND),
    }  # fmt: skip
    return render(request, "labelling/hard.html", context)


def _containing(rows: ExportRows, labelling: Labelling, wanted: str) -> list[DrawnText]:
    left = not_drawn(usable_texts(rows, labelling.columns), texts_of(labelling))
    sought = wanted.casefold()
    return [each for each in left if sought in each.text.casefold()]


def _added(number: int) -> str:
    if not number:
        return "These were there already."
    return f"{number} hard example{' is' if number == 1 else 's are'} added. Label them like the others."


def _about(labelling: Labelling) -> dict[str, Any]:
    return {"assessment": labelling.assessment, "place": "tools", "labelling": labelling}


def _cut(cell: str) -> str:
    return cell if len(cell) <= LONGEST_CELL else cell[: LONGEST_CELL - 1] + "…"
