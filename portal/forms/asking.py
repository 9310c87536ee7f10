"""What the buyer fills in: which questions, of whom, until when; and what comes later."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from pages.form_fields import DayField, MailAddressField
from pages.plain_form import PlainForm
from portal.actions.asking import Recipient
from portal.models import RequestItem
from portal.queries import askable_in
from procurement.answered import Answered
from procurement.questionnaire.walk import Chapter

USUAL_TIME = timedelta(days=14)
LONGEST_MESSAGE = 2_000


def later_day(day: Any) -> Any:
    """Return the day if it is still to come."""
    if day is not None and day <= timezone.localdate():
        raise ValidationError("The day must be after today")
    return day


class RecipientForm(PlainForm):
    """Who at the vendor is asked."""

    name = forms.CharField(
        label="Who at the vendor should answer?",
        help_text="The name of one person. They can hand parts on to colleagues",
        max_length=150,
        error_messages={"required": "Enter the name of one person"},
        widget=forms.TextInput(attrs={"class": "w-name", "autocomplete": "off"}),
    )
    email = MailAddressField(
        label="Their email address",
        max_length=254,
    )

    @property
    def recipient(self) -> Recipient:
        """Return who it is. Only once the form is valid."""
        return Recipient(self.cleaned_data["name"].strip(), self.cleaned_data["email"])


class AskForm(RecipientForm):
    """The whole request. The questions stand by their parts; those to ask are ticked already."""

    due_on = DayField(
        label="Until when do you hope for the answers?",
        error_messages={"required": "Enter the last day"},
    )
    message = forms.CharField(
        label="A word of your own (optional)",
        help_text="It stands in the mail and on the first page they see",
        max_length=LONGEST_MESSAGE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    shares_result = forms.BooleanField(
        label="Share the result of our test of their model with them, in numbers, without our texts",
        required=False,
    )
    field_order = ("name", "email", "due_on", "message", "shares_result")

    def __init__(
        self,
        data: Any = None,
        *,
        answered: Answered,
        ticked: Collection[str] | None = None,
    ) -> None:
        super().__init__(data, initial={"due_on": timezone.localdate() + USUAL_TIME})
        self.parts: list[tuple[Chapter, str, int]] = []
        bank = answered.library.bank
        for chapter in answered.chapters:
            if not askable_in(chapter):
                continue
            asked = sorted(askable_in(chapter), key=lambda each: bank.position[each.question.id])
            chosen = [
                each.question.id
                for each in asked
                if (
                    each.question.id in ticked
                    if ticked
                    else not each.done and each.question.answered_by == "vendor"
                )
            ]
            name = f"part_{chapter.id}"
            self.fields[name] = forms.MultipleChoiceField(
                label=chapter.title,
                choices=[
                    (
                        each.question.id,
                        f"{each.question.text} (answered already)"
                        if each.done
                        else each.question.text,
                    )
                    for each in asked
                ],
                initial=chosen,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
            self.parts.append((chapter, name, len(chosen)))

    @property
    def keys(self) -> list[str]:
        """Return the questions that are ticked. Only once the form is valid."""
        return [key for _, name, _ in self.parts for key in self.cleaned_data.get(name, [])]

    def clean_due_on(self) -> Any:
        """Return the day if it is still to come."""
        return later_day(self.cleaned_data["due_on"])

    def clean(self) -> dict[str, Any]:
        """Refuse a request that asks nothing."""
        super().clean()
        if self.parts and not self.keys:
            self.add_error(self.parts[0][1], "Choose at least one question")
        return self.cleaned_data


class ExtendForm(PlainForm):
    """A later day."""

    due_on = DayField(label="New last day", error_messages={"required": "Enter the new last day"})

    def clean_due_on(self) -> Any:
        """Return the day if it is still to come."""
        return later_day(self.cleaned_data["due_on"])


class SendBackForm(PlainForm):
    """What is still missing at single answers."""

    due_on = DayField(
        label="Until when do you hope for it?", error_messages={"required": "Enter the last day"}
    )

    def __init__(self, data: Any = None, *, items: Sequence[RequestItem]) -> None:
        super().__init__(data, initial={"due_on": timezone.localdate() + timedelta(days=7)})
        self.keys = [item.key for item in items]
        for key in self.keys:
            self.fields[f"about_{key}"] = forms.CharField(
                label="What do you still need to know? (optional)",
                max_length=1_000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.order_fields([*(f"about_{key}" for key in self.keys), "due_on"])

    @property
    def comments(self) -> dict[str, str]:
        """Return what is asked again, under the question's id."""
        said = {key: self.cleaned_data.get(f"about_{key}", "").strip() for key in self.keys}
        return {key: words for key, words in said.items() if words}

    def clean_due_on(self) -> Any:
        """Return the day if it is still to come."""
        return later_day(self.cleaned_data["due_on"])

    def clean(self) -> dict[str, Any]:
        """Refuse to send nothing back."""
        super().clean()
        if self.keys and not self.errors and not self.comments:
            first = f"about_{self.keys[0]}"
            self.add_error(first, "Say at one answer at least what you still need to know")
        return self.cleaned_data
