"""The form that all pages use: checked on the server, marked where it is wrong, never half lost."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.http import QueryDict


class PlainForm(forms.Form):
    """A form without `required` attributes and asterisks: the words say what may stay empty.

    The page writes the `<form>` element, the token and the one button; crispy writes the fields.
    """

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()  # type: ignore[no-untyped-call]
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        # The summary on top of the page says what is wrong with the form as a whole.
        self.helper.form_show_errors = True

    def add_refusal(self, field: str | None, sentence: str) -> None:
        """Show a refusal of the engine at a field, or on top where no field is at fault."""
        self.add_error(field if field in self.fields else None, sentence)

    def stand_on(self, seen: str, **lists: Sequence[str]) -> None:
        """Let what was typed stand on what the page shows now, so that sending it again is a choice.

        Parameters
        ----------
        seen : what the page shows now, as its hidden field `seen` tells it.
        lists : fields of several values that are shown otherwise than they were sent.
        """
        sent = QueryDict(mutable=True)
        sent.update(self.data)
        sent["seen"] = seen
        for name, values in lists.items():
            sent.setlist(name, list(values))
        self.data = sent
