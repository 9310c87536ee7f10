"""Which kind an example is, and what is asked before the labels become a test."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms

from evaluations.measurement.columns import SeenByVendor
from labelling.kinds import CANNOT_SAY, CANNOT_SAY_WORDS, KEYS, SKIP_KEY, Kind
from pages.plain_form import PlainForm

# A radio button's value cannot be empty, or nothing chosen and *cannot say* were one.
CANNOT_SAY_VALUE: Final = "cannot_say"
NOTHING_SEEN: Final = "nothing"


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio button: its value, the key that presses it, its words."""

    value: str
    key: str
    name: str
    meaning: str
    chosen: bool


class LabelForm(PlainForm):
    """Choose the kind of one example."""

    kind = forms.ChoiceField(
        label="Which kind is it?",
        widget=forms.RadioSelect,
        error_messages={
            "required": f"Choose a kind, or “{CANNOT_SAY_WORDS}”",
            "invalid_choice": "Choose one of these kinds",
        },
    )
    hard = forms.BooleanField(label="This is one of my hard ones", required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        kinds: Sequence[Kind],
        before: str | None = None,
        hard: bool | None = None,
        **kwargs: Any,
    ) -> None:
        """Offer the `kinds`; `before` is what was said before, `hard` None asks nothing about that."""
        seen = NOTHING_SEEN if before is None else before or CANNOT_SAY_VALUE
        kwargs["initial"] = {"seen": seen, "hard": hard}
        if before is not None:
            kwargs["initial"]["kind"] = seen
        super().__init__(*args, **kwargs)
        self.kinds = kinds
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = [
            *((each.key, each.name) for each in kinds), (CANNOT_SAY_VALUE, CANNOT_SAY_WORDS),
        ]  # fmt: skip
        if hard is None:
            del self.fields["hard"]

    def choices(self) -> list[Choice]:
        """Return the radio buttons with their keys."""
        chosen = str(self["kind"].value() or "")
        shown = [
            Choice(each.key, key, each.name, each.meaning, chosen == each.key)
            for key, each in zip(KEYS, self.kinds, strict=False)
        ]
        skip = Choice(
            CANNOT_SAY_VALUE, SKIP_KEY, CANNOT_SAY_WORDS,
            "It fits none, or it takes more than this text to tell.", chosen == CANNOT_SAY_VALUE,
        )  # fmt: skip
        return [*shown, skip]

    @property
    def said(self) -> str:
        """Return the kind that was chosen, as a label holds it."""
        return _as_kind(self.cleaned_data["kind"])

    @property
    def seen_before(self) -> str | None:
        """Return what the page showed as said before."""
        seen = self.cleaned_data["seen"] or NOTHING_SEEN
        return None if seen == NOTHING_SEEN else _as_kind(seen)


class FinishForm(PlainForm):
    """What has to be known of the examples, beside their labels."""

    seen_by_vendor = forms.ChoiceField(
        label="Has the vendor seen these texts?",
        help_text="A model that was trained on them looks better than it is.",
        choices=(
            (SeenByVendor.NO.value, "No"),
            (SeenByVendor.YES.value, "Yes, or some of them"),
            (SeenByVendor.NOT_KNOWN.value, "We do not know"),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether the vendor has seen them"},
    )


def _as_kind(value: str) -> str:
    return CANNOT_SAY if value == CANNOT_SAY_VALUE else value
