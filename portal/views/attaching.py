"""The files at the vendor's answers: attach one, take one off, get one's own back."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from content.refusal import OutOfOrder, Refused
from pages.downloads import attachment
from portal import throttle
from portal.access import Visit, vendor_page
from portal.actions.attaching import attach_file, take_off
from portal.attached_files import file_for
from portal.forms.answering import VendorAnswerForm
from procurement.forms.answer_field import in_a_summary
from procurement.models import EvidenceKind
from sandbox.documents import DOCUMENT_TYPES
from vault import files

NO_JAIL = "Files cannot be looked into here now, so nothing was kept. Please tell {client}"
TOO_MANY = "These were many files in a short time. Wait ten minutes, then attach this one"


def attached(request: HttpRequest, visit: Visit, key: str, form: VendorAnswerForm) -> bool:
    """Put the file of a valid form at its answer, if it holds one; say at its field why not."""
    file = form.cleaned_data.get("file")
    if file is None:
        return True
    if throttle.pressed_too_often(request, "file", str(visit.session.id), most=throttle.FILES):
        form.add_refusal("file", TOO_MANY)
        return False
    try:
        made = attach_file(
            person=visit.person,
            key=key,
            source=file,
            name=file.name or "",
            kind=EvidenceKind(form.cleaned_data["kind"]),
        )
    except Refused as refusal:
        form.add_refusal("file", in_a_summary(refusal))
        return False
    except OutOfOrder:
        form.add_refusal("file", NO_JAIL.format(client=visit.asked.organisation.name))
        return False
    messages.success(request, " ".join([f"“{made.file}” is attached.", *made.remarks]))
    return True


@vendor_page
@require_GET
def their_file(request: HttpRequest, visit: Visit, attached: uuid.UUID) -> HttpResponseBase:
    """Hand a file back to those who attached it."""
    found = file_for(visit.person, attached)
    if found is None or found.bytes_now is None:
        raise Http404
    kind = DOCUMENT_TYPES[found.type].media_type
    return attachment(files.read(found.bytes_now), name=found.name, content_type=kind)


@vendor_page
@require_POST
def take_off_file(request: HttpRequest, visit: Visit, attached: uuid.UUID) -> HttpResponse:
    """Take a file off its answer."""
    found = file_for(visit.person, attached)
    if found is None:
        raise Http404
    try:
        take_off(attached=found)
    except Refused as refusal:
        messages.info(request, str(refusal))
        return redirect("portal:tasks", visit.asked.id)
    messages.success(request, f"“{found}” no longer goes with the answer.")
    return redirect("portal:question", visit.asked.id, found.draft.key)
