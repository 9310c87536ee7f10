"""The gate of what an adviser says of one assessment: its own people, and nobody else of the client's."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from organisations.permissions import Permission
from organisations.queries import firms_of
from procurement.access import assessment_view
from procurement.models import Assessment
from reports.advising.models import AdviserDraft
from reports.advising.queries import draft_of

View = ParamSpec("View")
Inner = Callable[Concatenate[HttpRequest, AdviserDraft, View], HttpResponse]
Entered = Callable[Concatenate[HttpRequest, Assessment, View], HttpResponseBase]
Guarded = Callable[Concatenate[HttpRequest, uuid.UUID, uuid.UUID, View], HttpResponseBase]


def draft_view(view: Inner[View]) -> Guarded[View]:
    """Guard a view on a draft; it gets the draft. Before there is one, it leads to where one starts.

    Outsiders get 404; whoever is no adviser of the client, or of another firm than prepares it, 403.
    """

    @wraps(view)
    def entered(
        request: HttpRequest, assessment: Assessment, *args: View.args, **kwargs: View.kwargs
    ) -> HttpResponseBase:
        draft = draft_of(assessment)
        if draft is None:
            return redirect("reports:adviser", assessment.organisation_id, assessment.id)
        if draft.adviser not in firms_of(request.user):
            raise PermissionDenied
        draft.assessment = assessment
        return view(request, draft, *args, **kwargs)

    return assessment_view(Permission.REPORT_ADVISE)(cast("Entered[View]", entered))
