"""The one gate for views. Outsiders get 404: they do not learn that an organisation exists."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from organisations.actors import Actor
from organisations.models import Membership, Organisation, User
from organisations.permissions import Permission
from organisations.roles import Role, may

View = ParamSpec("View")


def membership_of(user: object, organisation: uuid.UUID) -> Membership | None:
    """Return the person's present membership, or None."""
    if not isinstance(user, User) or not user.is_active:
        return None
    return (
        Membership.objects.of(organisation)
        .filter(user=user, left_at__isnull=True)
        .select_related("organisation")
        .first()
    )


def enter(request: HttpRequest, organisation: uuid.UUID, permission: Permission) -> Organisation:
    """Return the organisation if the person may do this in it.

    The request remembers where the person is (`request.organisation`) and as what (`request.role`).
    Raises Http404 for outsiders and PermissionDenied for members whose role does not allow it.
    """
    membership = membership_of(request.user, organisation)
    if membership is None:
        raise Http404
    role = Role(membership.role)
    request.organisation, request.role = membership.organisation, role  # type: ignore[attr-defined]
    if not may(role, permission):
        raise PermissionDenied
    return membership.organisation


def role_of(request: HttpRequest) -> Role:
    """Return as what the person entered. Only behind a gate."""
    role: Role = request.role  # type: ignore[attr-defined]
    return role


def actor_of(request: HttpRequest) -> Actor:
    """Return the person as the one who acts. Only behind a gate."""
    assert isinstance(request.user, User)  # noqa: S101 -- the gate let a member in
    return request.user.as_actor()


Guarded = Callable[Concatenate[HttpRequest, uuid.UUID, View], HttpResponseBase]
Inner = Callable[Concatenate[HttpRequest, Organisation, View], HttpResponseBase]


def needs(permission: Permission) -> Callable[[Inner[View]], Guarded[View]]:
    """Guard a view whose URL names an `organisation` by its id; the view gets the organisation."""

    def guard(view: Inner[View]) -> Guarded[View]:
        @wraps(view)
        def guarded(
            request: HttpRequest,
            organisation: uuid.UUID,
            *args: View.args,
            **kwargs: View.kwargs,
        ) -> HttpResponseBase:
            return view(request, enter(request, organisation, permission), *args, **kwargs)

        guarded.needs = permission  # type: ignore[attr-defined]  # read by the route matrix test
        return cast("Guarded[View]", guarded)

    return guard
