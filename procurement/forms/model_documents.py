"""Which of the answers that a document gives are taken over."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from pages.plain_form import PlainForm

_NUMBER = re.compile(r"[0-9]{1,9}")


class TakeOverForm(PlainForm):
    """Tick what is taken over. `seen` carries which version of each answer the person looked at."""

    take = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick the answers to take over, or go back"},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=5_000)

    def __init__(self, *args: Any, keys: Sequence[str], versions: Mapping[str, int], **kwargs: Any):
        """Offer `keys`; `versions` holds the newest version of each, 0 for none."""
        written = ",".join(f"{key}:{versions[key]}" for key in keys)
        super().__init__(*args, initial={"seen": written}, **kwargs)
        take = self.fields["take"]
        assert isinstance(take, forms.MultipleChoiceField)  # noqa: S101 -- declared above
        take.choices = [(key, key) for key in keys]

    @property
    def ticked(self) -> Sequence[str]:
        """Return the ticked keys, also of a form that was not taken."""
        return self.data.getlist("take") if hasattr(self.data, "getlist") else ()

    @property
    def versions_seen(self) -> Mapping[str, int]:
        """Return the version of each answer that stood on the page. Only once the form is valid."""
        pairs = [each.partition(":") for each in self.cleaned_data["seen"].split(",")]
        return {key: int(number) for key, _, number in pairs if _NUMBER.fullmatch(number)}
