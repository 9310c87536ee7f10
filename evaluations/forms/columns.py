"""Which column of the examples is what. Each guess says why it was made; a person decides."""

from typing import Any

from django import forms

from evaluations.measurement.column_guesses import Guess, guess_columns, may_be_slice, two_values
from evaluations.measurement.columns import Columns, LabelledBy, SeenByVendor
from evaluations.measurement.sample_preview import SamplePreview
from pages.plain_form import PlainForm

NONE = ("", "There is no such column")
WHO_LABELLED = (
    (LabelledBy.PEOPLE.value, "People"),
    (LabelledBy.TEACHER.value, "The bigger version of this AI"),
    (LabelledBy.OTHER_MODEL.value, "Another AI"),
    (LabelledBy.MIXED.value, "Partly people, partly an AI"),
    (LabelledBy.NOT_KNOWN.value, "We do not know"),
)
HAS_SEEN = (
    (SeenByVendor.NO.value, "No"),
    (SeenByVendor.YES.value, "Yes, or some of them"),
    (SeenByVendor.NOT_KNOWN.value, "We do not know"),
)


class ColumnsForm(PlainForm):
    """Name the columns of one uploaded file."""

    label = forms.ChoiceField(
        label="Which column holds the right answer?",
        error_messages={"required": "Choose the column that holds the right answer"},
    )
    positive = forms.ChoiceField(
        label="Which of the two answers are you looking for?",
        help_text="Only where the right answer is one of two, such as yes or no. The ones that are missed and the false alarms are then counted for it.",
        required=False,
        widget=forms.RadioSelect,
    )
    inputs = forms.MultipleChoiceField(
        label="Which columns may the AI see?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one column that the AI may see"},
    )
    told_confirmed = forms.BooleanField(
        label="The AI has these columns in daily work too, before anybody knows the right answer",
        required=False,
    )
    id = forms.ChoiceField(label="Which column names each example?", required=False)
    slices = forms.MultipleChoiceField(
        label="Which columns split the examples into kinds of case?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    group = forms.ChoiceField(
        label="Which column tells which rows belong together?",
        help_text="For example, a customer’s number, when one customer has several rows. They then count as less than so many separate examples.",
        required=False,
    )
    labelled_by = forms.ChoiceField(
        label="Who wrote the right answers?",
        help_text="If the bigger version wrote them, a test can only show how often the two agree.",
        choices=WHO_LABELLED,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who wrote the right answers"},
    )
    seen_by_vendor = forms.ChoiceField(
        label="Has the vendor seen these examples?",
        help_text="A model that was trained on them looks better than it is.",
        choices=HAS_SEEN,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether the vendor has seen them"},
    )

    def __init__(self, *args: Any, preview: SamplePreview, **kwargs: Any) -> None:
        """Offer the columns of `preview`, with our guesses chosen."""
        guesses = guess_columns(preview)
        kwargs["initial"] = {
            "label": guesses.label.column,
            "inputs": list(guesses.inputs.columns),
            "id": guesses.id.column or "",
            "slices": list(guesses.slices.columns),
            "positive": guesses.positive.column or "",
        } | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.preview = preview
        every = [
            (column.name, _with_values(column.name, column.distinct)) for column in preview.columns
        ]
        kinds = [
            (column.name, _with_values(column.name, column.distinct))
            for column in preview.columns
            if may_be_slice(column)
        ]
        chosen = [] if guesses.label.column else [("", "Choose a column")]
        self._offer("label", [*chosen, *every], guesses.label)
        self._offer("inputs", [(name, name) for name, _ in every], guesses.inputs)
        self._offer("id", [NONE, *every], guesses.id)
        self._offer("group", [NONE, *every])
        self._offer("slices", kinds, guesses.slices)
        self.fields["slices"].help_text = (
            "An average hides the bad kinds, so each kind is counted by itself. "
            + self.fields["slices"].help_text
        )
        if not kinds:
            del self.fields["slices"]
        self._offer_positive(guesses.positive)
        self.telling: list[str] = []

    def clean(self) -> dict[str, Any]:
        """Refuse what the test would refuse later, while it is easy to mend."""
        said: dict[str, Any] = self.cleaned_data
        label = said.get("label")
        if label and label in said.get("inputs", []):
            self.add_error(
                "inputs",
                f"Untick {label}: the AI would see the right answer, and the test would show nothing",
            )
        self._refuse_telling(label, said)
        self._settle_positive(label, said)
        self._refuse_blanks("label", label, "right answer")
        self._refuse_blanks("id", said.get("id"), "name")
        if label and said.get("id") == label:
            self.add_error("id", "The right answer cannot name the examples. Choose another column")
        column = self.preview.column(said.get("id") or "")
        if column and column.repeat_row is not None and not self.errors.get("id"):
            self.add_error(
                "id",
                f"{column.name} has the same value twice: look at row {column.repeat_row:,}. "
                "Mend the file and upload it again, or choose “There is no such column”",
            )
        return said

    @property
    def columns(self) -> Columns:
        """Return what was said, ready for a test."""
        said = self.cleaned_data
        return Columns(
            said["label"], tuple(said["inputs"]), said["id"] or None,
            tuple(said.get("slices", ())), said["group"] or None, said.get("positive") or None,
        )  # fmt: skip

    def _offer_positive(self, guess: Guess) -> None:
        """Offer the values of every column that has two."""
        values: dict[str, list[str]] = {}
        for column in self.preview.columns:
            for value in two_values(column):
                values.setdefault(value, []).append(column.name)
        if not values:
            del self.fields["positive"]
            return
        offered = [(value, f"{value} (in {', '.join(names)})") for value, names in values.items()]
        self._offer("positive", [("", "The right answer is not one of two"), *offered])
        if guess.columns:
            self.fields["positive"].help_text += f" {_because(guess)}"

    def _settle_positive(self, label: str | None, said: dict[str, Any]) -> None:
        values = two_values(self.preview.column(label or ""))
        if not values:
            said["positive"] = ""
        elif said.get("positive") not in values and not self.errors.get("positive"):
            self.add_error(
                "positive", f"Choose which you are looking for: {values[0]} or {values[1]}"
            )

    def _refuse_telling(self, label: str | None, said: dict[str, Any]) -> None:
        """Refuse inputs that tell the right answer until somebody has confirmed them."""
        seen = [self.preview.column(name) for name in said.get("inputs", []) if name != label]
        told = [
            (column.name, found)
            for column in seen
            if column and (found := column.told(label or ""))
        ]
        self.telling = [name for name, _ in told]
        if not told or said.get("told_confirmed"):
            return
        name, found = told[0]
        how = "says the right answer" if found.says else "gives the right answer away"
        more = f", and so {_does(len(told) - 1)}" if told[1:] else ""
        self.add_error(
            "inputs",
            f"{name} {how} in {found.share * 100:.0f} of 100 rows{more}. Untick what the AI will not have in daily work, or tick the box below",
        )

    def _offer(self, name: str, choices: list[tuple[str, str]], guess: Guess | None = None) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- each of them is declared above
        field.choices = choices
        if guess is not None:
            field.help_text = _because(guess)

    def _refuse_blanks(self, field: str, name: str | None, wanted: str) -> None:
        column = self.preview.column(name or "")
        if column and column.blank_row is not None:
            more = f" {column.blank:,} rows have none." if column.blank > 1 else ""
            self.add_error(
                field,
                f"Row {column.blank_row:,} has no {wanted} in {column.name}.{more} "
                "Fill it in or take it out, and upload the file again",
            )


def _does(others: int) -> str:
    return "does one more column" if others == 1 else f"do {others} more columns"


def _with_values(name: str, distinct: int) -> str:
    return f"{name} ({distinct:,} different {'value' if distinct == 1 else 'values'})"


def _because(guess: Guess) -> str:
    if not guess.columns:
        return f"We could not guess: {guess.why}."
    shown = ", ".join(guess.columns[:3]) + (
        f" and {len(guess.columns) - 3} more" if len(guess.columns) > 3 else ""
    )
    return f"We think: {shown}, because {guess.why}."
