"""The forms of documents: hand one in, say what was found in it, delete it, let an answer rest on it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from pages.form_fields import DayField
from pages.plain_form import PlainForm
from procurement.actions.evidence import SaidOfEvidence
from procurement.models import Evidence, EvidenceKind, ReviewState
from sandbox.documents import DOCUMENT_TYPES
from sandbox.limits import DOCUMENTS

MOST_MEGABYTES = DOCUMENTS.file // 2**20
NEW = "new"
# Beyond this many the library is a list to open, not rings to look through.
_SHOWN_AT_ONCE = 8
_WHAT_FILES = f"A PDF, a picture, a Word, Excel or PowerPoint file, an e-mail (.eml) or text. At most {MOST_MEGABYTES} MB"
_CHOOSE = [("", "Choose what it is"), *EvidenceKind.choices]


def _accepted() -> str:
    endings = [ending for each in DOCUMENT_TYPES.values() for ending in each.suffixes]
    return ",".join([*endings, ".gif"])


class UploadForm(PlainForm):
    """A file and what it is."""

    file = forms.FileField(
        label="The document",
        help_text=_WHAT_FILES,
        max_length=255,
        error_messages={
            "required": "Choose the document",
            "empty": "This file is empty. Choose another",
            "max_length": "The name of this file is too long. Give it a shorter one",
        },
        widget=forms.FileInput(attrs={"accept": _accepted()}),
    )
    kind = forms.ChoiceField(
        label="What is it?",
        choices=_CHOOSE,
        error_messages={"required": "Choose what the document is"},
    )

    def clean_file(self) -> "UploadedFile[Any] | None":
        """Refuse what is too large before it is looked into."""
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file is not None and (file.size or 0) > DOCUMENTS.file:
            raise forms.ValidationError(
                f"This file is larger than {MOST_MEGABYTES} MB. Choose a smaller one, for example only the pages that matter"
            )
        return file


class EvidenceForm(UploadForm):
    """Hand a document in."""

    title = forms.CharField(
        label="What do you call it? (optional)",
        help_text="Leave it empty to use the name of the file",
        max_length=200,
        required=False,
        error_messages={"max_length": "Use 200 characters or fewer for the name"},
    )
    received_from = forms.CharField(
        label="Who gave it to you? (optional)",
        help_text="A name, for example Priya at Larkfield Systems",
        max_length=200,
        required=False,
        error_messages={"max_length": "Use 200 characters or fewer for who gave it"},
    )
    issued_on = DayField(label="When was it issued? (optional)", required=False)
    expires_on = DayField(
        label="When does it expire? (optional)",
        help_text="A certificate says so. For example, 4 December 2026",
        required=False,
    )
    web_address = forms.URLField(
        label="Where on the web is it? (optional)",
        help_text="For a page that anybody can open",
        max_length=1_000,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "Enter a web address, like https://example.org/terms"},
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    seen_on = DayField(label="When did you see it there? (optional)", required=False)
    field_order = ("file", "kind", "title", "received_from")

    def clean(self) -> dict[str, Any]:
        """Hold the days against each other, and a web page to its address and day."""
        said: dict[str, Any] = self.cleaned_data
        today = timezone.localdate()
        for field, what in (("issued_on", "issued"), ("seen_on", "seen")):
            if said.get(field) and said[field] > today:
                self.add_error(field, f"The day it was {what} must be today or earlier")
        issued, expires = said.get("issued_on"), said.get("expires_on")
        if issued and expires and expires < issued:
            self.add_error("expires_on", "It cannot expire before it was issued")
        if said.get("kind") == EvidenceKind.WEB_PAGE:
            if not said.get("web_address") and "web_address" not in self.errors:
                self.add_error("web_address", "Enter the address of the page")
            if not said.get("seen_on") and "seen_on" not in self.errors:
                self.add_error("seen_on", "Enter the day you saw the page")
        return said

    @property
    def said(self) -> SaidOfEvidence:
        """Return what is said of the document. Only once the form is valid."""
        said = self.cleaned_data
        return SaidOfEvidence(
            kind=EvidenceKind(said["kind"]),
            title=said["title"],
            issued_on=said["issued_on"],
            expires_on=said["expires_on"],
            seen_on=said["seen_on"],
            web_address=said["web_address"],
            received_from=said["received_from"],
        )


class ReviewForm(PlainForm):
    """Say what one found when one read a document."""

    state = forms.ChoiceField(
        label="You have read it. Is it enough?",
        choices=[
            (ReviewState.ACCEPTED.value, "Yes, it says what it should"),
            (ReviewState.NOT_ENOUGH.value, "No, something is missing or wrong"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it is enough"},
    )
    note = forms.CharField(
        label="What did you find? (optional if it is enough)",
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "Use 2,000 characters or fewer"},
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a word where it is not enough."""
        said: dict[str, Any] = self.cleaned_data
        if said.get("state") == ReviewState.NOT_ENOUGH and not said.get("note"):
            self.add_error("note", "Say what is missing or wrong")
        return said


class EraseForm(PlainForm):
    """Say why a document is deleted."""

    why = forms.CharField(
        label="Why is it deleted?",
        help_text="It stays on the record, with your name and the day",
        max_length=500,
        error_messages={
            "required": "Say why it is deleted",
            "max_length": "Use 500 characters or fewer",
        },
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ProofForm(UploadForm):
    """Let an answer rest on a document of the library, or on a new one."""

    document = forms.ChoiceField(
        label="Which document?", error_messages={"required": "Choose a document"}
    )
    place = forms.CharField(
        label="Where in it? (optional)",
        help_text="For example, page 4 or clause 12.3",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "w-name"}),
        error_messages={"max_length": "Use 200 characters or fewer for the place"},
    )
    says_so = forms.BooleanField(
        label="I have read it there: the document says what the answer says", required=False
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    field_order = ("document", "file", "kind", "place", "says_so")

    def __init__(self, *args: Any, library: Sequence[Evidence], **kwargs: Any) -> None:
        """Offer the documents of the library first, the newest first."""
        super().__init__(*args, **kwargs)
        self.library = {str(each.id): each for each in library}
        document = self.fields["document"]
        assert isinstance(document, forms.ChoiceField)  # noqa: S101 -- declared above
        if not self.library:
            document.widget = forms.HiddenInput()
            document.initial = NEW
        elif len(self.library) <= _SHOWN_AT_ONCE:
            document.widget = forms.RadioSelect()
        new = (NEW, "A new one, which I upload here")
        document.choices = [*((key, _named(each)) for key, each in self.library.items()), new]
        for name in ("file", "kind"):
            self.fields[name].required = False
        if self.library:
            self.fields["file"].label = "The new document, if it is a new one"
            self.fields["kind"].label = "What is the new one?"

    def clean(self) -> dict[str, Any]:
        """Ask for the file and its kind where a new document was chosen."""
        said: dict[str, Any] = self.cleaned_data
        if said.get("document") == NEW:
            if said.get("file") is None and "file" not in self.errors:
                self.add_error("file", "Choose the document")
            if not said.get("kind") and "kind" not in self.errors:
                self.add_error("kind", "Choose what the document is")
        elif said.get("file") is not None and "document" not in self.errors:
            self.add_error("document", "Choose “A new one”, or leave the file out")
        return said

    @property
    def chosen(self) -> Evidence | None:
        """Return the document of the library that was chosen; None for a new one."""
        return self.library.get(self.cleaned_data["document"])


def _named(evidence: Evidence) -> str:
    return f"{evidence.title} ({evidence.get_kind_display().lower()})"
