"""Where the pages of a watch are, and what every one of them shows."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from pages.job_progress import Stage
from watching.models import Watch

READING = (
    Stage("Copying", "Copying the file", "A copy for the closed room, deleted afterwards"),
    Stage("Reading the file", "Reading the file", "In the closed room, with no network"),
)


def go(watch: Watch, page: str = "watch", *further: int) -> HttpResponse:
    """Send the reader to a page of this watch."""
    return redirect(
        f"watching:{page}", watch.organisation_id, watch.assessment_id, watch.id, *further
    )


def address(watch: Watch, page: str) -> str:
    """Return the address of a page of this watch."""
    return reverse(f"watching:{page}", args=[watch.organisation_id, watch.assessment_id, watch.id])


def about(watch: Watch) -> dict[str, Any]:
    """Return what the page of a watch says of where it stands."""
    return {"assessment": watch.assessment, "place": "tools", "watch": watch}
