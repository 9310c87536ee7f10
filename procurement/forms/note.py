"""The form in which somebody writes a comment or a note beside a question."""

from django import forms

from pages.plain_form import PlainForm
from procurement.actions.notes import LONGEST_NOTE


class NoteForm(PlainForm):
    """What is written, and who may read it. What nobody chose otherwise stays inside the firm."""

    text = forms.CharField(
        label="What do you want to write?",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Write something first",
            "max_length": f"Use {LONGEST_NOTE:,} characters or fewer",
        },
    )
    readers = forms.ChoiceField(
        label="Who may read it?",
        choices=[
            ("us", "Only us: an internal note. The vendor never sees it"),
            (
                "vendor",
                "Us and the vendor: a comment. The vendor sees it when you ask this question",
            ),
        ],
        initial="us",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who may read it"},
    )

    @property
    def internal(self) -> bool:
        """Return whether no vendor may read it. Only once the form is valid."""
        return bool(self.cleaned_data["readers"] != "vendor")
