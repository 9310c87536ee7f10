"""The forms of a worksheet on sending data abroad: what is written in it, and the sign-off."""

from typing import Any

from django import forms

from pages.plain_form import PlainForm
from protection.actions.transfer_worksheets import LONGEST
from protection.models import TransferConclusion
from protection.transfer_state import WorksheetState
from protection.transfers.law import WorksheetWords


class TransferWorksheetForm(PlainForm):
    """One text for each question. All may stay empty until somebody signs."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, state: WorksheetState, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["based_on"].initial = state.version
        self.questions = [section.id for section in state.now.sections]
        for number, section in enumerate(state.now.sections, 1):
            self.fields[section.id] = forms.CharField(
                label=f"{number}: what we think, and why",
                required=False,
                max_length=LONGEST,
                initial=section.written,
                widget=forms.Textarea(attrs={"rows": 4}),
                error_messages={"max_length": f"Use {LONGEST:,} characters or fewer"},
            )

    @property
    def written(self) -> dict[str, str]:
        """Return what was written under each question. Only once the form is valid."""
        return {name: str(self.cleaned_data[name]) for name in self.questions}


class TransferSignForm(PlainForm):
    """What follows from the worksheet, in one person's words."""

    conclusion = forms.ChoiceField(
        label="What do you conclude?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you conclude"},
    )
    steps = forms.CharField(
        label="Steps that must be taken first",
        help_text="Only with the second choice. Say what, who, and by when",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": f"Use {LONGEST:,} characters or fewer"},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, state: WorksheetState, words: WorksheetWords, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["conclusion"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- as it is written above
        field.choices = [(each.value, words.conclusions[each.value]) for each in TransferConclusion]
        self.fields["seen"].initial = state.now.sha256

    @property
    def concluded(self) -> TransferConclusion:
        """Return what was chosen. Only once the form is valid."""
        return TransferConclusion(self.cleaned_data["conclusion"])
