"""The files that are kept for one tool: where they are, who reads them, and the way to delete each."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from content.refusal import Refused
from evaluations.actions.deleting import delete_artefact, delete_examples
from evaluations.models import Artefact, SampleFile, SampleSet
from evaluations.queries import artefacts_of, sample_files_of, sample_sets_of
from organisations.access import actor_of
from organisations.permissions import Permission
from procurement.access import assessment_view
from procurement.models import Assessment


@assessment_view(Permission.TEST_RUN)
def kept_files(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """List every file that tests of this tool brought in, and what became of it."""
    context = {
        "assessment": assessment,
        "place": "tools",
        "sample_files": sample_files_of(assessment, deleted=True),
        "sample_sets": sample_sets_of(assessment, deleted=True).filter(source__isnull=True),
        "artefacts": artefacts_of(assessment),
    }
    return render(request, "evaluations/kept_files.html", context)


@assessment_view(Permission.TEST_RUN)
def delete_sample_file(
    request: HttpRequest, assessment: Assessment, sample_file: uuid.UUID
) -> HttpResponse:
    """Delete an upload and every set that was named from it."""
    return _delete(request, assessment, sample_files_of(assessment).filter(id=sample_file).first())


@assessment_view(Permission.TEST_RUN)
def delete_sample_set(
    request: HttpRequest, assessment: Assessment, sample_set: uuid.UUID
) -> HttpResponse:
    """Delete a set with the file it was named from."""
    found = sample_sets_of(assessment).select_related("source").filter(id=sample_set).first()
    return _delete(request, assessment, found)


@assessment_view(Permission.TEST_RUN)
def delete_version(
    request: HttpRequest, assessment: Assessment, artefact: uuid.UUID
) -> HttpResponse:
    """Delete a model file or an answer sheet."""
    found = artefacts_of(assessment).filter(id=artefact, file__isnull=False).first()
    return _delete(request, assessment, found)


def _delete(
    request: HttpRequest,
    assessment: Assessment,
    found: SampleFile | SampleSet | Artefact | None,
) -> HttpResponse:
    if found is None:
        raise Http404
    refusal = None
    if request.method == "POST":
        by = actor_of(request)
        try:
            if isinstance(found, Artefact):
                delete_artefact(artefact=found, by=by)
            else:
                delete_examples(examples=found, by=by)
        except Refused as refused:
            refusal = refused
        else:
            return redirect("evaluations:kept_files", assessment.organisation_id, assessment.id)
    context = {
        "assessment": assessment,
        "place": "tools",
        "file": found,
        "is_version": isinstance(found, Artefact),
        "refusal": refusal,
    }
    return render(request, "evaluations/delete.html", context)
