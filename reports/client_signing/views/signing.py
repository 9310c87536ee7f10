"""The signer's page: what is signed, the tick, the typed name; then the receipt."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from content.refusal import Refused
from pages.downloads import attachment
from procurement.forms.answer_field import in_a_summary
from reports.client_signing.access import Visit, signer_page
from reports.client_signing.actions.signing import sign as write_signature
from reports.client_signing.forms import SignForm
from reports.client_signing.posting import in_mails
from reports.client_signing.shown import to_sign
from reports.client_signing.standing import Standing, standing_of
from vault import files


@signer_page
def sign(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show what is signed and take the signature; once signed, show the receipt."""
    asked = visit.asked
    standing, shown = standing_of(asked), to_sign(asked.seal)
    context = {"asked": asked, "signing": in_mails(asked), "shown": shown}
    if standing is Standing.SIGNED:
        return render(request, "reports/signing/receipt.html", context)
    if standing is Standing.SUPERSEDED:
        return render(request, "reports/signing/ended_link.html", {"why": "superseded"}, status=410)
    form = SignForm(
        statement=shown.statement, data=request.POST if request.method == "POST" else None
    )
    if request.method == "POST" and form.is_valid():
        try:
            write_signature(asked=asked, name=form.cleaned_data["name"])
        except Refused as refusal:
            form.add_refusal(None, in_a_summary(refusal))
        else:
            return redirect("reports:sign", asked.id)
    return render(request, "reports/signing/sign.html", context | {"form": form})


@signer_page
@require_GET
def file_to_sign(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """Hand out the very file that is signed."""
    seal = visit.asked.seal
    name = f"{slugify(str(seal.report.assessment.product))}-report-{seal.report.number}.pdf"
    return attachment(files.read(seal.file), name=name, content_type="application/pdf")
