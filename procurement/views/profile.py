"""The firm's profile: asked once, changed when it changes, and confirmed once a year."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from organisations.access import actor_of, needs, role_of
from organisations.models import Organisation
from organisations.permissions import Permission
from organisations.roles import may
from pages.templatetags.wording import counted
from procurement.actions.answers import AnsweredMeanwhile
from procurement.actions.profile import answer_profile, confirm_profile
from procurement.firm_profile import FirmProfile
from procurement.forms.profile import ProfileForm, StillRightForm
from procurement.wording.answers import said_in_words

_MEANWHILE = "Somebody answered this meanwhile. Look at the answer again, then save"


@needs(Permission.ASSESSMENT_VIEW)
def profile(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Show what the firm says of itself; save what is posted, or that it is still right."""
    may_edit = may(role_of(request), Permission.ASSESSMENT_EDIT)
    if request.method == "POST" and not may_edit:
        raise PermissionDenied
    standing = FirmProfile.of(organisation)
    person = actor_of(request).name
    form = ProfileForm(standing, person=person)
    if request.method == "POST":
        if "still_right" in request.POST:
            if _confirmed(request, organisation, standing):
                return redirect("procurement:profile", organisation.id)
        else:
            form = ProfileForm(standing, person=person, data=request.POST)
            if form.is_valid() and _saved(request, organisation, standing, form):
                return redirect("procurement:profile", organisation.id)
    context = {
        "place": "firm",
        "profile": standing,
        "form": form if may_edit else None,
        "questions": [(each, form[each.id]) for each in standing.asked],
        "said": [_said(standing, each.id) for each in standing.asked],
        "still_right": StillRightForm(standing, auto_id=False),
        "may_edit": may_edit,
    }
    return render(request, "procurement/profile.html", context)


def _saved(
    request: HttpRequest, organisation: Organisation, standing: FirmProfile, form: ProfileForm
) -> bool:
    try:
        written = answer_profile(
            organisation=organisation,
            bank=standing.bank,
            told=form.told,
            based_on=form.based_on,
            by=actor_of(request),
        )
    except AnsweredMeanwhile as meanwhile:
        form.add_error(meanwhile.newer.key, _MEANWHILE)
        data = request.POST.copy()
        data[f"seen_{meanwhile.newer.key}"] = str(meanwhile.newer.version)
        form.data = data
        return False
    said = f"Saved {counted(written, 'answer,answers')}." if written else "Nothing was changed."
    messages.success(request, said)
    return True


def _confirmed(request: HttpRequest, organisation: Organisation, standing: FirmProfile) -> bool:
    form = StillRightForm(standing, data=request.POST)
    if not form.is_valid():
        return False
    try:
        confirm_profile(
            organisation=organisation,
            bank=standing.bank,
            based_on=form.based_on,
            by=actor_of(request),
        )
    except AnsweredMeanwhile:
        messages.warning(request, "Somebody changed an answer meanwhile. Look again, then confirm.")
    else:
        messages.success(request, "Confirmed. We ask again in a year.")
    return True


def _said(standing: FirmProfile, key: str) -> tuple[str, str, object]:
    latest = standing.latest(key)
    text = standing.bank.by_id[key].text
    return text, said_in_words(latest.value, key, standing.bank) if latest else "", latest
