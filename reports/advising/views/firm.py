"""How a firm's reports look, and on which terms they may be relied on."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from content.refusal import OutOfOrder, Refused
from organisations.access import actor_of, needs, role_of
from organisations.models import Organisation
from organisations.permissions import Permission
from organisations.roles import may
from pages.downloads import attachment
from reports.advising.actions.brand import put_logo, say_accent, take_logo_away
from reports.advising.actions.terms import say_terms
from reports.advising.forms import BrandForm, TermsForm, in_a_summary
from reports.advising.limited_text import PLACEHOLDERS, fill, read
from reports.advising.models import RelianceTerms
from reports.advising.queries import brand_of, kept_texts_of, terms_of
from reports.advising.starting_terms import starting_terms
from reports.certificates.queries import certificate_of
from vault import files

_NO_JAIL = "This installation cannot look into pictures now, so the logo was not kept. {why} Tell whoever runs it"


@needs(Permission.REPORT_ISSUE)
def advising(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Show what goes into every report that the firm prepares for a client."""
    context = {
        "place": "firm",
        "brand": brand_of(organisation),
        "terms": terms_of(organisation),
        "kept": kept_texts_of(organisation),
        "held": certificate_of(organisation),
        "clients": [
            each.organisation
            for each in organisation.serves.filter(ended_at__isnull=True)
            .select_related("organisation")
            .order_by("organisation__name")
        ],
        "may_manage": may(role_of(request), Permission.ORGANISATION_MANAGE),
    }
    return render(request, "reports/advising/firm.html", context)


@needs(Permission.ORGANISATION_MANAGE)
def brand(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Show the logo and the colour; take new ones."""
    now = brand_of(organisation)
    form = BrandForm(initial={"accent": now.accent if now else ""})
    if request.method == "POST":
        form = BrandForm(request.POST, request.FILES)
        if form.is_valid() and _branded(request, organisation, form):
            messages.success(request, "Your next report looks like this.")
            return redirect("reports:brand", organisation.id)
    context = {"place": "firm", "form": form, "brand": now}
    return render(request, "reports/advising/brand.html", context)


@needs(Permission.REPORT_ISSUE)
def logo(request: HttpRequest, organisation: Organisation) -> HttpResponseBase:
    """Hand out the logo, as the jail drew it."""
    now = brand_of(organisation)
    if now is None or now.logo is None:
        raise Http404
    return attachment(files.read(now.logo), name=now.logo.name, content_type=now.logo_type)


@needs(Permission.ORGANISATION_MANAGE)
@require_POST
def remove_logo(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Take the logo away."""
    take_logo_away(organisation=organisation, by=actor_of(request))
    messages.success(request, "The logo is gone. Reports that were made keep theirs.")
    return redirect("reports:brand", organisation.id)


@needs(Permission.ORGANISATION_MANAGE)
def terms(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Show the terms and their earlier versions; take a new version."""
    now = terms_of(organisation)
    text = now.text if now else starting_terms()
    form = TermsForm(initial={"text": text})
    if request.method == "POST":
        form = TermsForm(request.POST)
        if form.is_valid() and _said(request, organisation, form):
            return redirect("reports:advising", organisation.id)
    rows = RelianceTerms.objects.of(organisation).order_by("-version")
    context = {
        "place": "firm",
        "form": form,
        "now": now,
        "placeholders": PLACEHOLDERS,
        "reads": fill(read(now.text), dict.fromkeys(PLACEHOLDERS, "…") | {"adviser": organisation.name}) if now else (),
        "earlier": [(each, read(each.text)) for each in rows[1:]],
    }  # fmt: skip
    return render(request, "reports/advising/terms.html", context)


def _branded(request: HttpRequest, organisation: Organisation, form: BrandForm) -> bool:
    file = form.cleaned_data["logo"]
    try:
        if file:
            put_logo(
                organisation=organisation, source=file, name=file.name or "", by=actor_of(request)
            )
    except Refused as refusal:
        form.add_refusal("logo", in_a_summary(refusal))
        return False
    except OutOfOrder as problem:
        form.add_refusal("logo", _NO_JAIL.format(why=problem))
        return False
    say_accent(organisation=organisation, said=form.cleaned_data["accent"], by=actor_of(request))
    return True


def _said(request: HttpRequest, organisation: Organisation, form: TermsForm) -> bool:
    try:
        said = say_terms(
            organisation=organisation, text=form.cleaned_data["text"], by=actor_of(request)
        )
    except Refused as refusal:
        form.add_refusal("text", in_a_summary(refusal))
        return False
    messages.success(request, f"Version {said.version} of your terms goes into the next report.")
    return True
