"""The gates of pages that name a watch: everybody of the firm reads, whoever may run tests writes."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponseBase

from organisations.permissions import Permission
from procurement.access import assessment_view
from procurement.models import Assessment
from watching.models import Asking, Watch
from watching.queries import askings_of, watches_of

View = ParamSpec("View")
Inner = Callable[Concatenate[HttpRequest, Watch, View], HttpResponseBase]
Guarded = Callable[..., HttpResponseBase]


def watch_view(permission: Permission) -> Callable[[Inner[View]], Guarded]:
    """Guard a view whose URL names an `organisation`, an `assessment` and a `watch`; it gets the last."""

    def guard(view: Inner[View]) -> Guarded:
        @assessment_view(permission)
        def guarded(
            request: HttpRequest, assessment: Assessment, *args: Any, **kwargs: Any
        ) -> HttpResponseBase:
            found = watches_of(assessment).filter(id=kwargs.pop("watch")).first()
            if found is None:
                raise Http404
            return view(request, found, *args, **kwargs)

        return update_wrapper(guarded, view)

    return guard


def asking_numbered(watch: Watch, number: int) -> tuple[Asking, tuple[Asking, ...]]:
    """Return one asking, and all of its watch. Raises Http404 if there is none of this number."""
    askings = askings_of(watch)
    found = next((each for each in askings if each.number == number), None)
    if found is None:
        raise Http404
    return found, askings
