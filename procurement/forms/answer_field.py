"""A form field that asks what the bank asks, and gives the answer in the bank's own form."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString

from content.refusal import Refused
from content.words import word
from pages.form_fields import DayField
from procurement.questionnaire.control import Control
from procurement.questionnaire.posted import Posted, Said, posted_of, said_of
from procurement.wording.answers import day_in_words

# A list of more answers than this is closed until it is opened, where it is one cell of several.
_LONGEST_LIST = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to tick or choose."""

    value: str
    label: str
    id: str
    chosen: bool
    hint: str = ""


class AnswerWidget(forms.Widget):
    """Draws a control: its answers, then `or`, then the ways not to answer.

    `folded` draws it small, as one cell of several.
    """

    template_name = "procurement/_answer.html"

    def __init__(self, control: Control, *, folded: bool) -> None:
        super().__init__()
        self.control, self.folded = control, folded
        self.listed = folded and control.kind == "one" and len(control.options) > _LONGEST_LIST
        # Several inputs stand under one legend; a single one has a label.
        self.use_fieldset = not self.listed and not (control.typed and not control.non_answers)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Posted:
        """Return what was ticked and typed."""
        ticked = data.getlist(name) if isinstance(data, MultiValueDict) else data.get(name, [])
        return Posted(tuple(each for each in ticked if each), data.get(f"{name}-typed", ""))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Return False: an answer left out is an answer left empty."""
        return False

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Return the control as HTML, from a template of this room."""
        return render_to_string(self.template_name, self.get_context(name, value, attrs))

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Return what the template shows."""
        control = self.control
        posted = value if isinstance(value, Posted) else Posted()
        box = str((attrs or {}).get("id") or f"id_{name}")
        given = [(option.id, option.label, "") for option in control.options]
        worded = [(option.id, option.label, "") for option in control.companions]
        names = [each.value for each in control.non_answers]
        # What is said under each speaks to the usual reader of the page.
        plain = self.folded or bool(control.untold)
        untold = [
            (name, control.untold_word(name), "" if plain else word("non_answer_hint", name))
            for name in names
        ]
        choices = [
            Choice(key, label, f"{box}_{number}", key in posted.chosen, hint)
            for number, (key, label, hint) in enumerate(
                [*given, *worded, *untold], start=1 if control.typed else 0
            )
        ]
        return {
            "name": name,
            "control": control,
            "listed": self.listed,
            "folded": self.folded,
            "options": choices[: len(given)],
            # A radio button that was pressed cannot be lifted: leaving it open is a choice too.
            "open": Choice("", "Leave this open", f"{box}_open", not posted.chosen)
            if control.optional and control.kind == "one"
            else None,
            "worded": choices[len(given) : len(given) + len(worded)],
            "untold": choices[len(given) + len(worded) :],
            "typed": posted.typed,
            # The first control of a group, where the list of problems leads.
            "typed_id": f"{box}_0" if self.use_fieldset and control.typed else box,
            "others_id": f"{box}_others",
            "select_id": box,
            "one": control.kind == "one",
            "invalid": (attrs or {}).get("aria-invalid") == "true",
            "described": (attrs or {}).get("aria-describedby", ""),
        }


class AnswerField(forms.Field):
    """Asks one question, or one cell of a row.

    Its value is the bank's own form of an answer, as it would stand on an answer sheet; None where
    it may stay empty and did.
    """

    widget: AnswerWidget

    def __init__(self, control: Control, *, folded: bool = False, **kwargs: Any) -> None:
        label = f"{control.label} (optional)" if control.optional and folded else control.label
        super().__init__(
            widget=AnswerWidget(control, folded=folded),
            label=label,
            help_text=control.hint,
            required=not control.optional,
            **kwargs,
        )
        self.control = control

    def prepare_value(self, value: Any) -> Posted:
        """Return what stands in the control for an answer on file, or what was just sent."""
        if isinstance(value, Posted):
            return value
        posted = Posted() if value is None else posted_of(self.control, value)
        if self.control.kind == "day" and posted.typed:
            day = DayField().clean(posted.typed)
            return Posted(posted.chosen, day_in_words(day))
        return posted

    def clean(self, value: Posted) -> Said | None:
        """Return the answer. Raises ValidationError with the sentence of the refusal."""
        typed = value.typed.strip()
        if self.control.kind == "day" and typed:
            value = Posted(value.chosen, DayField().clean(typed).isoformat())
        try:
            return said_of(self.control, value)
        except Refused as refusal:
            raise ValidationError(in_a_summary(refusal)) from None

    def is_empty(self, value: Posted) -> bool:
        """Return whether nothing was ticked or typed."""
        return not value.chosen and not value.typed.strip()


def in_a_summary(refusal: Refused) -> str:
    """Return a refusal as a problem is written at a field: one sentence has no full stop."""
    said = " ".join(part for part in (refusal.sentence, refusal.what_to_do) if part)
    return said if ". " in said else said.removesuffix(".")
