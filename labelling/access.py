"""The gate of every page that names a labelling: whoever may run tests of the assessment."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponseBase

from labelling.models import Labelling
from labelling.queries import labellings_of
from organisations.permissions import Permission
from procurement.access import assessment_view
from procurement.models import Assessment

View = ParamSpec("View")
Inner = Callable[Concatenate[HttpRequest, Labelling, View], HttpResponseBase]
Guarded = Callable[..., HttpResponseBase]


def labelling_view(view: Inner[View]) -> Guarded:
    """Guard a view whose URL names an `organisation`, an `assessment` and a `labelling`; it gets the last."""

    @assessment_view(Permission.TEST_RUN)
    def guarded(
        request: HttpRequest, assessment: Assessment, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        found = labellings_of(assessment).filter(id=kwargs.pop("labelling")).first()
        if found is None:
            raise Http404
        return view(request, found, *args, **kwargs)

    return update_wrapper(guarded, view)
