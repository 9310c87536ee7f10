"""The form of a question page, and that of one row of a table: an answer and how one knows."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from content.refusal import Refused
from content.words import word
from pages.form_fields import DayField
from pages.plain_form import PlainForm
from procurement.actions.answers import Told
from procurement.facts.sources import Grade
from procurement.forms.answer_field import AnswerField, in_a_summary
from procurement.models import WrittenAnswer
from procurement.questionnaire.answers import parse_answers
from procurement.questionnaire.control import Control
from procurement.questionnaire.posted import Said
from procurement.questionnaire.schema import Bank, Person, Question, Setting

_BY_VENDOR = (
    Grade.VENDOR_SAYS,
    Grade.DOCUMENT_SEEN,
    Grade.PUBLIC_DOCUMENT,
    Grade.INDEPENDENT,
)
GRADES_OFFERED: Mapping[Person, tuple[Grade, ...]] = {
    "buyer": (Grade.BUYER_SAYS, Grade.DOCUMENT_SEEN),
    "vendor": _BY_VENDOR,
    "either": (*_BY_VENDOR, Grade.BUYER_SAYS),
}


class ToldForm(PlainForm):
    """How somebody knows what they answer, who said it, and for which day it holds."""

    grade = forms.ChoiceField(
        label="How do you know?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select how you know"},
    )
    given_by = forms.CharField(
        label="Who said it?",
        max_length=200,
        required=False,
        error_messages={"max_length": "Use 200 characters or fewer for who said it"},
    )
    as_of = DayField(label="For which day does it hold? (optional)", required=False)
    based_on = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(
        self, question: Question, *, person: str, latest: WrittenAnswer | None, **kwargs: Any
    ) -> None:
        usual = GRADES_OFFERED[question.answered_by][0]
        kwargs["initial"] = {
            "grade": latest.grade if latest else usual.value,
            "given_by": latest.given_by if latest else person,
            "as_of": latest.as_of if latest else None,
            "based_on": latest.version if latest else 0,
        } | kwargs.get("initial", {})
        super().__init__(**kwargs)
        self.person = person
        self.latest = latest
        grades = list(GRADES_OFFERED[question.answered_by])
        if latest and latest.grade not in grades:
            grades.append(Grade(latest.grade))
        if question.answered_by == "buyer" and question.evidence == "none" and len(grades) == 2:
            # Nobody proves what they want to do: the one usual grade is taken without asking.
            self.fields["grade"].widget = forms.HiddenInput()
        self.fields["grade"].choices = [  # type: ignore[attr-defined]
            (grade.value, word("grade_choice", grade.value)) for grade in grades
        ]

    def clean_as_of(self) -> Any:
        """Return the day, if it is not still to come."""
        day = self.cleaned_data["as_of"]
        if day and day > timezone.localdate():
            raise ValidationError("The day it holds for must be today or earlier")
        return day

    def told_as(self, value: object) -> Told:
        """Return an answer with what was said about it. Only once the form is valid."""
        said = self.cleaned_data
        return Told(
            value,
            Grade(said["grade"]),
            said["given_by"].strip() or self.person,
            said["as_of"],
        )

    @property
    def based_on_version(self) -> int:
        """Return the version that stood in the form."""
        return self.cleaned_data.get("based_on") or 0


class QuestionForm(ToldForm):
    """One question of the bank. For a table, only the ways not to answer."""

    def __init__(
        self, question: Question, bank: Bank, *, latest: WrittenAnswer | None, **kwargs: Any
    ):
        value = {"answer": latest.value} if latest else {}
        super().__init__(question, latest=latest, initial=value, **kwargs)
        self.question, self.bank = question, bank
        self.fields["answer"] = AnswerField(Control.of_question(question))
        self.order_fields(["answer"])

    def clean(self) -> dict[str, Any]:
        """Let the engine read the answer as it would read it from a sheet."""
        super().clean()
        said = self.cleaned_data.get("answer")
        if said is not None:
            _checked(self, "answer", self.bank, {self.question.id: said})
        return self.cleaned_data

    @property
    def told(self) -> Told:
        """Return the answer with its proof."""
        return self.told_as(self.cleaned_data["answer"])


class SettingForm(PlainForm):
    """A question about the check itself. Nobody has to prove it."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(
        self, setting: Setting, *, person: str, latest: WrittenAnswer | None, **kwargs: Any
    ) -> None:
        initial = {
            "answer": latest.value if latest else setting.default,
            "based_on": latest.version if latest else 0,
        }
        super().__init__(initial=initial, **kwargs)
        self.person, self.latest = person, latest
        self.fields["answer"] = AnswerField(Control.of_setting(setting))
        self.order_fields(["answer"])

    @property
    def told(self) -> Told:
        """Return the answer; whoever said the same before keeps having said it."""
        value = self.cleaned_data["answer"]
        same = self.latest is not None and self.latest.value == value
        by = self.latest.given_by if self.latest and same else self.person
        return Told(value, Grade.BUYER_SAYS, by)

    @property
    def based_on_version(self) -> int:
        """Return the version that stood in the form."""
        return self.cleaned_data.get("based_on") or 0


class RowForm(ToldForm):
    """One row of a table: a cell for each column."""

    def __init__(
        self,
        table: Question,
        bank: Bank,
        *,
        row: Mapping[str, object] | None,
        latest: WrittenAnswer | None,
        **kwargs: Any,
    ) -> None:
        cells = {cell_name(column): said for column, said in (row or {}).items()}
        super().__init__(table, latest=latest, initial=cells, **kwargs)
        self.table, self.bank = table, bank
        for column in table.columns:
            asks = AnswerField(Control.of_column(column), folded=True)
            if column.help:
                asks.help_text = column.help
            self.fields[cell_name(column.id)] = asks
        self.order_fields([cell_name(column.id) for column in table.columns])

    @property
    def row(self) -> dict[str, Said]:
        """Return the cells that were filled in, in the order of the columns."""
        said = {column.id: self.cleaned_data[cell_name(column.id)] for column in self.table.columns}
        return {column: value for column, value in said.items() if value is not None}

    def clean(self) -> dict[str, Any]:
        """Let the engine read the row as it would read it from a sheet."""
        super().clean()
        if not self.errors:
            first = cell_name(self.table.columns[0].id)
            _checked(self, first, self.bank, {self.table.id: [self.row]})
        return self.cleaned_data


def cell_name(column: str) -> str:
    """Return the name of the field for a column."""
    return f"cell_{column}"


def _checked(form: PlainForm, field: str, bank: Bank, sheet: dict[str, Any]) -> None:
    try:
        parse_answers(bank, sheet)
    except Refused as refusal:
        form.add_refusal(field, in_a_summary(refusal))
