"""The gate for views of one assessment: who may enter, and whose it is."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import Http404, HttpRequest, HttpResponseBase

from organisations.access import enter
from organisations.permissions import Permission
from procurement.models import Assessment

View = ParamSpec("View")
Inner = Callable[Concatenate[HttpRequest, Assessment, View], HttpResponseBase]
Guarded = Callable[Concatenate[HttpRequest, uuid.UUID, uuid.UUID, View], HttpResponseBase]


def assessment_view(permission: Permission) -> Callable[[Inner[View]], Guarded[View]]:
    """Guard a view whose URL names an `organisation` and an `assessment`; it gets the assessment.

    Outsiders get 404, and so does whoever names another organisation's assessment.
    """

    def guard(view: Inner[View]) -> Guarded[View]:
        @wraps(view)
        def guarded(
            request: HttpRequest,
            organisation: uuid.UUID,
            assessment: uuid.UUID,
            *args: View.args,
            **kwargs: View.kwargs,
        ) -> HttpResponseBase:
            entered = enter(request, organisation, permission)
            found = (
                Assessment.objects.of(entered)
                .select_related("product__vendor", "organisation")
                .filter(id=assessment)
                .first()
            )
            if found is None:
                raise Http404
            return view(request, found, *args, **kwargs)

        guarded.needs = permission  # type: ignore[attr-defined]  # read by the route matrix test
        return cast("Guarded[View]", guarded)

    return guard
