"""Which two tests stand side by side."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime

from evaluations.models import Run
from pages.plain_form import PlainForm


class SideBySideForm(PlainForm):
    """Choose two finished tests."""

    first = forms.ChoiceField(
        label="The first test", error_messages={"required": "Choose the first test"}
    )
    second = forms.ChoiceField(
        label="The second test", error_messages={"required": "Choose the second test"}
    )

    def __init__(self, *args: Any, runs: Sequence[Run], **kwargs: Any) -> None:
        """Offer the finished `runs`."""
        super().__init__(*args, **kwargs)
        self.runs = {str(run.id): run for run in runs}
        for field in self.fields.values():
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
            field.choices = [(key, _named(run)) for key, run in self.runs.items()]

    def clean(self) -> dict[str, Any]:
        """Refuse to set a test beside itself."""
        said: dict[str, Any] = self.cleaned_data
        if said.get("first") and said.get("first") == said.get("second"):
            self.add_error("second", "Choose another test: this is the first one")
        return said

    @property
    def chosen(self) -> tuple[Run, Run]:
        """Return the two tests, once the form is valid."""
        return self.runs[self.cleaned_data["first"]], self.runs[self.cleaned_data["second"]]


def _named(run: Run) -> str:
    on = date_format(localtime(run.asked_at), "j F Y, H:i")
    return f"{run.student.name} on {run.sample_set.name}, {on}"
