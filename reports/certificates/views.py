"""The certificate that signs a firm's reports: what it is, a new one in its place, and none."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from content.refusal import OutOfOrder, Refused
from organisations.access import actor_of, needs
from organisations.models import Organisation
from organisations.permissions import Permission
from reports.advising.forms import in_a_summary
from reports.certificates.actions import put_certificate, take_certificate_away
from reports.certificates.forms import CertificateForm
from reports.certificates.queries import certificate_of, earlier_certificates
from reports.signature.signer import in_groups

_NO_JAIL = (
    "This installation cannot open such files now, so nothing was kept. {why} Tell whoever runs it"
)


@needs(Permission.ORGANISATION_MANAGE)
@sensitive_post_parameters("password")
def certificate(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Show the certificate that signs; take a new one."""
    form = CertificateForm()
    if request.method == "POST":
        form = CertificateForm(request.POST, request.FILES)
        if form.is_valid() and _put(request, organisation, form):
            messages.success(request, "Your next report is signed with this certificate.")
            return redirect("reports:certificate", organisation.id)
    held = certificate_of(organisation)
    context = {
        "place": "people",
        "form": form,
        "held": held,
        "told": held.row.told if held else None,
        "fingerprint": in_groups(held.row.fingerprint) if held else "",
        "earlier": [
            (each, each.told, in_groups(each.fingerprint))
            for each in earlier_certificates(organisation)
        ],
    }
    return render(request, "reports/certificates/certificate.html", context)


@needs(Permission.ORGANISATION_MANAGE)
@require_POST
def remove_certificate(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Take the certificate away."""
    take_certificate_away(organisation=organisation, by=actor_of(request))
    messages.success(request, "The certificate is gone. Reports that were made keep its signature.")
    return redirect("reports:certificate", organisation.id)


def _put(request: HttpRequest, organisation: Organisation, form: CertificateForm) -> bool:
    file = form.cleaned_data["file"]
    try:
        put_certificate(
            organisation=organisation,
            source=file,
            name=file.name or "",
            password=form.cleaned_data["password"],
            by=actor_of(request),
        )
    except Refused as refusal:
        form.add_refusal("file", in_a_summary(refusal))
        return False
    except OutOfOrder as problem:
        form.add_refusal("file", _NO_JAIL.format(why=problem))
        return False
    return True
