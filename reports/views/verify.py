"""Check a report: a page for whoever holds one. It tells what the register says of it, and no more."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from pages.plain_form import PlainForm
from portal import throttle
from reports.check_code import beginning_of_hash
from reports.register import Entry, entry_of_content, entry_of_file
from reports.weighing_upload import WeighedFile, WeighingUpload

# A person with a folder of reports is not held up; a guesser of codes is.
MOST_CHECKS = 60
_HEX = frozenset("0123456789abcdef")


class CheckForm(PlainForm):
    """A file, or what stands for it: its hash, or the code on its page one."""

    file = forms.FileField(
        label="The report",
        help_text="The PDF file. Its fingerprint is taken; the file itself is not kept.",
        required=False,
    )
    known = forms.CharField(
        label="Or its check code or SHA-256",
        help_text="The check code stands at the foot of page one, such as 7KQ2-M9XD-4HTP.",
        max_length=100,
        required=False,
    )
    # Filled by the script that takes the fingerprint in the browser.
    said = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput, required=False)

    def clean_known(self) -> str:
        """Return a hash of 64 digits, a code's beginning of 15, or nothing."""
        told = "".join(str(self.cleaned_data["known"]).split())
        if not told:
            return ""
        if len(told) == 64 and set(told.lower()) <= _HEX:
            return told.lower()
        beginning = beginning_of_hash(told)
        if not beginning:
            raise forms.ValidationError(
                "That is no check code and no SHA-256. A check code has 12 letters and digits, "
                "a SHA-256 has 64."
            )
        return beginning

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("file") and not cleaned.get("known"):
            self.add_error("file", "Choose the report, or type its check code.")
        return cleaned

    def entry(self) -> tuple[Entry, bool]:
        """Return what the register says, and whether that is of the file and not of a code alone."""
        known: str = self.cleaned_data["known"]
        file: WeighedFile | None = self.cleaned_data["file"]
        code = known if len(known) == 15 else ""
        if file is not None:
            return entry_of_file(file.sha256, said=code or file.identifier), True
        if code:
            return entry_of_content(code), False
        return entry_of_file(known, said=self.cleaned_data["said"]), True


@login_not_required
@csrf_exempt  # the handler must be named before the token is looked for; `_check` looks for it
@never_cache
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for a report, and say where it stands."""
    handlers: list[FileUploadHandler] = [WeighingUpload(request)]
    request.upload_handlers = handlers
    return _check(request)


@csrf_protect
def _check(request: HttpRequest) -> HttpResponse:
    form = CheckForm()
    code = request.GET.get("code", "")[:40]
    if request.method == "POST":
        form = CheckForm(request.POST, request.FILES)
        if throttle.pressed_too_often(
            request, "check a report", _asked_for(request), most=MOST_CHECKS
        ):
            return _too_often(request, throttle.PRESSES_SECONDS)
    elif code:
        form = CheckForm({"known": code})
        if throttle.looked_too_often(request, f"check {code}"):
            return _too_often(request, throttle.LOOKS_SECONDS)
    context: dict[str, object] = {"form": form, "place": "verify"}
    if form.is_bound and form.is_valid():
        entry, of_file = form.entry()
        context |= {"entry": entry, "of_file": of_file}
        if of_file:
            context["form"] = CheckForm()
    return render(request, "reports/verify.html", context)


def _asked_for(request: HttpRequest) -> str:
    file: Any = request.FILES.get("file")  # what our handler left of it
    return file.sha256 if file is not None else request.POST.get("known", "")[:100]


def _too_often(request: HttpRequest, seconds: int) -> HttpResponse:
    response = render(request, "reports/verify_too_often.html", status=429)
    response["Retry-After"] = str(seconds)
    return response
