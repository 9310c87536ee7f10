"""The forms of a DPIA: the cells of a step, a risk, the DPO, the signature, and why none is needed."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.html import format_html

from pages.form_fields import DayField
from pages.plain_form import PlainForm
from protection.actions.dpia import LONGEST, RiskTold
from protection.actions.dpia_signing import Signature
from protection.dpia.loader import load_sheet
from protection.dpia.record import Cell, Measure, Record, Step
from protection.dpia.schema import Grading
from protection.models import AdviceFollowed, Dpia, DpiaOutcome, DpiaRisk, DpoState

ROWS = 2
MOST_ROWS = 20


def _words(label: str, hint: str = "", *, rows: int = 4, longest: int = LONGEST) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def _name(label: str, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "w-name", "autocomplete": "off"}),
    )


class StepForm(PlainForm):
    """One text for each cell of a step, and a tick where the answers beside it changed.

    Hidden fields carry which version of the words the page showed.
    """

    def __init__(
        self,
        step: Step,
        versions: Mapping[str, int],
        data: QueryDict | None = None,
    ) -> None:
        super().__init__(data)
        self.step = step
        for cell in step.cells:
            self.fields[cell.id] = _words(f"Your words: {cell.title.lower()}", cell.hint)
            self.fields[cell.id].initial = cell.text
            self.fields[f"on_{cell.id}"] = forms.IntegerField(
                widget=forms.HiddenInput, required=False, initial=versions.get(cell.id, 0)
            )
            if cell.changed:
                self.fields[f"holds_{cell.id}"] = forms.BooleanField(
                    label="I read my words again, and they still hold", required=False
                )

    @property
    def cells(
        self,
    ) -> list[tuple[Cell, forms.BoundField, forms.BoundField, forms.BoundField | None]]:
        """Return each cell with its fields, for the page."""
        return [
            (
                cell,
                self[cell.id],
                self[f"on_{cell.id}"],
                self[f"holds_{cell.id}"] if cell.changed else None,
            )
            for cell in self.step.cells
        ]

    @property
    def texts(self) -> dict[str, str]:
        """Return what stands in the cells. Only on a valid form."""
        return {cell.id: self.cleaned_data[cell.id] for cell in self.step.cells}

    @property
    def based_on(self) -> dict[str, int]:
        """Return the versions that the page showed. Only on a valid form."""
        return {cell.id: self.cleaned_data[f"on_{cell.id}"] or 0 for cell in self.step.cells}

    @property
    def confirmed(self) -> set[str]:
        """Return the cells whose words still hold. Only on a valid form."""
        return {c.id for c in self.step.cells if self.cleaned_data.get(f"holds_{c.id}")}


def _graded(label: str, grades: tuple[Grading, ...]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[
            (grade.id, format_html('{}<span class="form-text">{}</span>', grade.label, grade.hint))
            for grade in grades
        ],
        widget=forms.RadioSelect,
        required=False,
    )


class RiskForm(PlainForm):
    """One risk: what could go wrong, how likely and how bad, the measures, and what is left."""

    title = forms.CharField(
        label="What could go wrong?",
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    harm = _words(
        "Who would be harmed, and how?", "The people whose data it is, not your firm", rows=3
    )
    left_out = _words(
        "If this is no risk to people here, say why",
        "The risk then stands in the DPIA as left out, with your reason",
        rows=2,
        longest=1_000,
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        risk: DpiaRisk | None = None,
        title: str = "",
        rows: int = ROWS,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        kept = [Measure.model_validate(each) for each in risk.measures] if risk else []
        self.rows = min(max(rows, len(kept), 1), MOST_ROWS)
        stood: dict[str, Any] = {"title": title, "based_on": 0}
        if risk:
            names = ["title", "harm", "left_out", "likelihood", "severity"]
            names += ["likelihood_after", "severity_after"]
            stood = {name: getattr(risk, name) for name in names} | {"based_on": risk.version}
        for number, measure in enumerate(kept, start=1):
            stood |= {f"{part}_{number}": getattr(measure, part) for part in ("what", "who", "due")}
        super().__init__(data, initial=stood | dict(initial or {}))
        matrix = load_sheet().matrix
        self.fields["likelihood"] = _graded("How likely is it?", matrix.likelihood)
        self.fields["severity"] = _graded("How bad would it be?", matrix.severity)
        self.fields["likelihood_after"] = _graded("How likely is it then?", matrix.likelihood)
        self.fields["severity_after"] = _graded("How bad would it be then?", matrix.severity)
        for number in range(1, self.rows + 1):
            self.fields[f"what_{number}"] = forms.CharField(
                label=f"Measure {number}: what is done",
                max_length=300,
                required=False,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )
            self.fields[f"who_{number}"] = _name("Who sees to it")
            self.fields[f"due_{number}"] = DayField(label="By when", required=False)

    @property
    def measure_rows(self) -> list[tuple[forms.BoundField, ...]]:
        """Return the fields of each measure, for the page."""
        return [
            tuple(self[f"{part}_{number}"] for part in ("what", "who", "due"))
            for number in range(1, self.rows + 1)
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse a measure that lacks one of its three parts."""
        said = super().clean() or self.cleaned_data
        missing = {
            "what": "Say what is done",
            "who": "Say who sees to it",
            "due": "Say by when it is done",
        }
        for number in range(1, self.rows + 1):
            names = [f"{part}_{number}" for part in missing]
            if any(said.get(name) for name in names):
                for name, sentence in zip(names, missing.values(), strict=True):
                    if not said.get(name) and name not in self.errors:
                        self.add_error(name, f"{sentence} (measure {number})")
        return said

    @property
    def told(self) -> RiskTold:
        """Return the risk as it was written. Only on a valid form."""
        said = self.cleaned_data
        return RiskTold(
            title=said["title"],
            harm=said["harm"],
            likelihood=said["likelihood"],
            severity=said["severity"],
            measures=tuple(
                Measure(
                    what=said[f"what_{number}"],
                    who=said[f"who_{number}"],
                    due=said[f"due_{number}"],
                )
                for number in range(1, self.rows + 1)
                if said[f"what_{number}"]
            ),
            likelihood_after=said["likelihood_after"],
            severity_after=said["severity_after"],
            left_out=said["left_out"],
        )


class OfficerForm(PlainForm):
    """Whether there is a data protection officer (DPO), and what they advised."""

    state = forms.ChoiceField(
        label="Do you have a data protection officer (DPO)?",
        choices=DpoState.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether you have one. “Not sure” is an answer too"},
    )
    name = _name("If you have one: their name")
    words = _words("What they advise; or why you need none")
    followed = forms.ChoiceField(
        label="If there is advice: do you follow it?",
        choices=AdviceFollowed.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    followed_why = _words("If you do not: why not?", rows=2, longest=1_000)
    based_on = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: QueryDict | None = None, *, dpia: Dpia | None = None) -> None:
        stood: dict[str, Any] = {"based_on": 0}
        if dpia:
            stood = {
                "state": dpia.dpo,
                "name": dpia.dpo_name,
                "words": dpia.dpo_words,
                "followed": dpia.followed,
                "followed_why": dpia.followed_why,
                "based_on": dpia.version,
            }
        super().__init__(data, initial=stood)


class SignForm(PlainForm):
    """What is decided, why, by whom, and when somebody looks again. `seen` is what the page showed."""

    outcome = forms.ChoiceField(
        label="What do you decide?",
        choices=[each for each in DpiaOutcome.choices if each[0] != DpiaOutcome.NOT_NEEDED],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you decide"},
    )
    reason = _words("Reason", "Two or three sentences that a stranger would understand in a year")
    position = _name("What are you in the firm?", "For example, director or office manager")
    review_on = DayField(
        label="When will you look at it again?",
        help_text="May stay empty. For example, 1 June 2027",
        required=False,
    )
    regulator_noted = forms.BooleanField(
        label="I know that we must consult the regulator before we start", required=False
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, record: Record, seen: str, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"seen": seen})
        if not record.high_left:
            del self.fields["regulator_noted"]

    @property
    def signature(self) -> Signature:
        """Return what was said. Only on a valid form."""
        said = self.cleaned_data
        return Signature(
            DpiaOutcome(said["outcome"]),
            said["reason"],
            said["position"],
            said["review_on"],
            bool(said.get("regulator_noted")),
        )


class NotNeededForm(PlainForm):
    """Why no DPIA is needed, and by whom that is decided."""

    reason = _words("Why do you need none?", "Two or three sentences, for the file")
    position = _name("What are you in the firm?", "For example, director or office manager")
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, seen: str, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"seen": seen})
