"""The form of a question page, and that of one row of a table: an answer and how one knows."""

from collections.abc import Mapping
from dataclasses import replace
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
from procurement.facts.values import NON_ANSWERS
from procurement.forms.answer_field import AnswerField, in_a_summary
from procurement.models import WrittenAnswer
from procurement.questionnaire.answers import parse_answers
from procurement.questionnaire.cells import LONGEST_TEXT
from procurement.questionnaire.control import Control
from procurement.questionnaire.posted import Said
from procurement.questionnaire.saying_more import needing_words, words_wanted
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

    def told_as(self, value: object, words: str = "") -> Told:
        """Return an answer with what was said about it. Only once the form is valid."""
        said = self.cleaned_data
        return Told(
            value,
            Grade(said["grade"]),
            said["given_by"].strip() or self.person,
            said["as_of"],
            words,
        )

    @property
    def based_on_version(self) -> int:
        """Return the version that stood in the form."""
        return self.cleaned_data.get("based_on") or 0


class QuestionForm(ToldForm):
    """One question of the bank. For a table, only the ways not to answer.

    `optional`: it may stay empty, because it is not certain yet that it applies.
    """

    words = forms.CharField(
        label="Say more (optional)",
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "w-words"}),
        error_messages={"max_length": f"Use {LONGEST_TEXT:,} characters or fewer to say more"},
    )

    def __init__(
        self,
        question: Question,
        bank: Bank,
        *,
        latest: WrittenAnswer | None,
        optional: bool = False,
        **kwargs: Any,
    ) -> None:
        value = {"answer": latest.value, "words": latest.words} if latest else {}
        super().__init__(question, latest=latest, initial=value, **kwargs)
        self.asked, self.bank = question, bank
        control = Control.of_question(question)
        if optional:
            label = f"{control.label} (optional)"
            control = replace(control, optional=True, label=label)
        self.fields["answer"] = AnswerField(control)
        self.fields["words"].help_text = _when_needed(question)
        self.order_fields(["answer", "words"])

    def clean(self) -> dict[str, Any]:
        """Let the engine read the answer as it would read it from a sheet; ask for words it needs."""
        super().clean()
        said, words = self.cleaned_data.get("answer"), self.cleaned_data.get("words", "")
        if said is not None:
            _checked(self, "answer", self.bank, {self.asked.id: said})
            wanted = words_wanted(self.asked, said)
            if wanted and not words and "words" not in self.errors:
                self.add_error("words", wanted)
        elif "answer" not in self.errors and "words" in self.changed_data:
            self.add_error("answer", "Give an answer too: what you wrote goes with it")
        return self.cleaned_data

    def clean_words(self) -> str:
        """Return what was said with it; a browser's line ends are those of everybody else."""
        words: str = self.cleaned_data["words"]
        return words.replace("\r\n", "\n").strip()

    @property
    def told(self) -> Told | None:
        """Return the answer with its proof; None where it may stay empty and did."""
        said = self.cleaned_data["answer"]
        return None if said is None else self.told_as(said, self.cleaned_data["words"])

    @property
    def is_blank(self) -> bool:
        """Return whether what was sent holds neither an answer nor new words."""
        return _is_blank(self) and "words" not in self.changed_data


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
        self.asked, self.person, self.latest = setting, person, latest
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
    def is_blank(self) -> bool:
        """Return whether what was sent holds no answer."""
        return _is_blank(self)

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


def _when_needed(question: Question) -> str:
    """Return when words must stand beside an answer, as a hint; nothing where they never must."""
    labels = {option.id: option.label for option in (*question.options, *question.companions)}
    named = [
        word("non_answer", each) if each in NON_ANSWERS else labels[each].split(" (")[0]
        for each in needing_words(question)
    ]
    return f"Needed with {' or '.join(f'“{each}”' for each in named)}" if named else ""


def _is_blank(form: PlainForm) -> bool:
    field = form.fields["answer"]
    assert isinstance(field, AnswerField)  # noqa: S101 -- both forms are made with one
    return field.is_empty(form["answer"].data)


def cell_name(column: str) -> str:
    """Return the name of the field for a column."""
    return f"cell_{column}"


def _checked(form: PlainForm, field: str, bank: Bank, sheet: dict[str, Any]) -> None:
    try:
        parse_answers(bank, sheet)
    except Refused as refusal:
        form.add_refusal(field, in_a_summary(refusal))
