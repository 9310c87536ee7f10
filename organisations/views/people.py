"""Who is in the organisation, and as what."""

import uuid

from allauth.account.forms import ResetPasswordForm
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from content.refusal import Refused
from organisations.access import actor_of, needs
from organisations.actions import members
from organisations.actions.engagements import end_engagement
from organisations.forms.members import AddMemberForm, RoleForm
from organisations.models import Engagement, Membership, Organisation
from organisations.permissions import Permission
from organisations.queries import advisers_of
from organisations.roles import Role


@needs(Permission.MEMBERS_MANAGE)
def people(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """List everybody who is in."""
    present = Membership.objects.of(organisation).filter(left_at__isnull=True)
    listed = present.select_related("user").order_by("user__name", "user__email")
    context = {
        "memberships": listed,
        "place": "people",
        "advisers": advisers_of(organisation),
        "serves": organisation.serves.filter(ended_at__isnull=True).count(),
    }
    return render(request, "organisations/people.html", context)


@needs(Permission.MEMBERS_MANAGE)
def add(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Take somebody in; a new person gets a link to set a password."""
    form = AddMemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            membership, is_new = members.take_in(
                organisation=organisation,
                email=said["email"],
                name=said["name"],
                role=Role(said["role"]),
                by=actor_of(request),
            )
        except Refused as refusal:
            form.add_refusal("email", str(refusal))
        else:
            if is_new:
                _mail_link(request, membership)
            messages.success(request, f"{membership.user} is in.")
            return redirect("organisations:people", organisation.id)
    return render(request, "organisations/add_member.html", {"form": form, "place": "people"})


@needs(Permission.MEMBERS_MANAGE)
def change(request: HttpRequest, organisation: Organisation, membership: uuid.UUID) -> HttpResponse:
    """Change somebody's role, or let them go."""
    present = Membership.objects.of(organisation).filter(left_at__isnull=True)
    found = present.select_related("user", "organisation").filter(id=membership).first()
    if found is None:
        raise Http404
    leaves = request.POST.get("do") == "remove"
    form = RoleForm(None if leaves else request.POST or None, initial={"role": found.role})
    if request.method == "POST" and (leaves or form.is_valid()):
        try:
            if leaves:
                members.remove(membership=found, by=actor_of(request))
            else:
                role = Role(form.cleaned_data["role"])
                members.change_role(membership=found, role=role, by=actor_of(request))
        except Refused as refusal:
            form = RoleForm({"role": found.role})
            form.add_refusal(None, str(refusal))
        else:
            said = f"{found.user} has left." if leaves else f"{found.user} has a new role."
            messages.success(request, said)
            return redirect("organisations:people", organisation.id)
    context = {"form": form, "membership": found, "place": "people"}
    return render(request, "organisations/member.html", context)


@needs(Permission.MEMBERS_MANAGE)
@require_POST
def end_advice(
    request: HttpRequest, organisation: Organisation, engagement: uuid.UUID
) -> HttpResponse:
    """End an adviser firm's engagement with this organisation."""
    found = Engagement.objects.of(organisation).filter(id=engagement).first()
    if found is None:
        raise Http404
    end_engagement(engagement=found, by=actor_of(request))
    messages.success(request, f"{found.adviser} no longer advises {organisation}.")
    return redirect("organisations:people", organisation.id)


def _mail_link(request: HttpRequest, membership: Membership) -> None:
    form = ResetPasswordForm(data={"email": membership.user.email})
    if form.is_valid():
        form.save(request)
