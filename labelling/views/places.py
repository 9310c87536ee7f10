"""Which page of a labelling comes next."""

from django.http import HttpResponse
from django.shortcuts import redirect

from labelling.lifecycle import Stage
from labelling.models import Labelling
from pages.job_progress import Stage as ShownStage

READING = (
    ShownStage("Copying", "Copying the file", "A copy for the closed room, deleted afterwards"),
    ShownStage("Reading the export", "Reading the file", "In the closed room, with no network"),
)
PAGES = {Stage.COLUMNS: "columns", Stage.KINDS: "kinds", Stage.DRAWING: "draw"}


def go(labelling: Labelling, page: str, *further: int) -> HttpResponse:
    """Send the reader to a page of this labelling."""
    return redirect(
        f"labelling:{page}",
        labelling.organisation_id, labelling.assessment_id, labelling.id, *further,
    )  # fmt: skip


def first_page(labelling: Labelling) -> HttpResponse:
    """Send the reader to what has to be done first; the labelling's own page when all is."""
    return go(labelling, PAGES.get(labelling.stage, "labelling"))
