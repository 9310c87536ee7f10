"""What is compared, how many more wrong answers are acceptable, and what the vendor claims."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime

from content.refusal import Refused
from evaluations.models import Artefact, ArtefactKind, Run
from evaluations.statistics.claims import Claim, ClaimMetric
from pages.plain_form import PlainForm

SHEET, MODEL, NO_VERSION = "sheet", "model", "none"
KIND_OF_UPLOAD = {SHEET: ArtefactKind.ANSWER_SHEET, MODEL: ArtefactKind.MODEL}
SIDES = ("student", "teacher")
NO_CLAIM = ""
LEAST_LIMIT, MOST_LIMIT, USUAL_LIMIT = Decimal("0.1"), Decimal(50), Decimal(2)
MOST_LABELS = 1_000

_SHEET = "A sheet of its answers"
_MODEL = "The model itself, an ONNX file or a zip with one"
_NEEDED = "For a sheet or a model. Leave it empty for the other choices."
_EARLIER = "Or a file you uploaded before"
_LABELS = {"required": "Choose what you have of this version"}


class CompareForm(PlainForm):
    """Say what is tested against what, before any answer is counted."""

    student = forms.ChoiceField(
        label="What do you have of this version?", widget=forms.RadioSelect, error_messages=_LABELS
    )
    student_file = forms.FileField(
        label="File of this version", help_text=_NEEDED, required=False, max_length=255
    )
    teacher = forms.ChoiceField(
        label="What do you have of the bigger version?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you have of the bigger version"},
    )
    teacher_file = forms.FileField(
        label="File of the bigger version", help_text=_NEEDED, required=False, max_length=255
    )
    limit = forms.DecimalField(
        label="How many more wrong answers in 100 would you still accept?",
        help_text="For what it saves you. It is fixed when the test starts, so that the result is a fair one.",
        initial=USUAL_LIMIT,
        min_value=LEAST_LIMIT,
        max_value=MOST_LIMIT,
        max_digits=6,
        decimal_places=2,
        error_messages={
            "required": "Enter your limit, for example 2",
            "invalid": "Enter your limit as a number, for example 2 or 0.5",
            "min_value": "Enter a limit of at least 0.1",
            "max_value": "Enter a limit of at most 50",
            "max_decimal_places": "Enter a limit with at most two decimals",
            "max_digits": "Enter a limit with at most two decimals",
        },
        widget=forms.TextInput(
            attrs={"class": "w-date", "inputmode": "decimal", "autocomplete": "off"}
        ),
    )
    claim_about = forms.ChoiceField(
        label="What does the vendor say? (optional)",
        required=False,
        choices=(
            (NO_CLAIM, "Nothing that can be counted"),
            ("accuracy", "At least so many in 100 right"),
            ("retention", "At least so many in 100 of what the bigger version gets right"),
        ),
        widget=forms.RadioSelect,
    )
    claim_figure = forms.DecimalField(
        label="How many in 100?",
        help_text="As the vendor writes it, for example 94 or 94.5. Leave it empty if the vendor says nothing.",
        required=False,
        max_digits=8,
        decimal_places=5,
        error_messages={"invalid": "Enter the vendor’s figure as a number, for example 94"},
        widget=forms.TextInput(
            attrs={"class": "w-date", "inputmode": "decimal", "autocomplete": "off"}
        ),
    )
    said_labels = forms.CharField(
        label="What do the numbers mean? (optional)",
        help_text="Some models answer 0, 1, 2. Write the labels in that order, one a line. Leave it empty if the model answers in words.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self,
        *args: Any,
        earlier: Iterable[Artefact],
        empty_files: Iterable[str] = (),
        **kwargs: Any,
    ) -> None:
        """Offer the `earlier` uploads; `empty_files` names the sides whose new file is empty."""
        kwargs["initial"] = {"claim_about": NO_CLAIM} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.empty_files = frozenset(empty_files)
        self.artefacts = {str(artefact.id): artefact for artefact in earlier}
        again = [(_EARLIER, [(key, _named(each)) for key, each in self.artefacts.items()])]
        offered = [(SHEET, _SHEET), (MODEL, _MODEL), *(again if self.artefacts else [])]
        for side, nothing in (
            ("student", []),
            ("teacher", [(NO_VERSION, "Nothing. Test this version alone")]),
        ):
            field = self.fields[side]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
            field.choices = [*offered[:2], *nothing, *offered[2:]]

    def clean(self) -> dict[str, Any]:
        """Find the files that were meant, and put the claim and the labels together."""
        said: dict[str, Any] = self.cleaned_data
        for side in SIDES:
            self._find(side, said)
        if said.get("student_artefact") and said["student_artefact"] == said.get(
            "teacher_artefact"
        ):
            self.add_error("teacher", "Choose another file: this is the same as for this version")
        said["claim"] = self._claim(said)
        said["labels"] = self._labels(said)
        return said

    def _find(self, side: str, said: dict[str, Any]) -> None:
        """Put the artefact meant for `side` into `said`. A new file was kept before, so it has one."""
        chosen = said.get(side, "")
        said[f"{side}_artefact"] = self.artefacts.get(chosen)
        if side in self.empty_files:
            self.add_error(f"{side}_file", "This file is empty. Choose another")
        elif chosen in KIND_OF_UPLOAD:
            what = "sheet of answers" if chosen == SHEET else "model file"
            self.add_error(f"{side}_file", f"Choose the {what}")

    def _claim(self, said: dict[str, Any]) -> Claim | None:
        about: str = said.get("claim_about", NO_CLAIM)
        figure: Decimal | None = said.get("claim_figure")
        if "claim_figure" in self.errors or "claim_about" in self.errors:
            return None
        if about == NO_CLAIM:
            if figure is not None:
                self.add_error("claim_about", "Choose what the vendor’s figure is about")
            return None
        if figure is None:
            self.add_error("claim_figure", "Enter the vendor’s figure, for example 94")
            return None
        if about == "retention" and said.get("teacher") == NO_VERSION:
            self.add_error(
                "claim_about", "This needs the bigger version. Add it, or choose another"
            )
            return None
        highest = 200 if about == "retention" else 100
        if not 1 <= figure <= highest:
            self.add_error(
                "claim_figure", f"Enter a figure from 1 to {highest}. Write 94 for 94 in 100"
            )
            return None
        return read_claim("accuracy" if about == "accuracy" else "retention", figure)

    def _labels(self, said: dict[str, Any]) -> tuple[str, ...] | None:
        lines = [line.strip() for line in said.get("said_labels", "").splitlines()]
        labels = tuple(line for line in lines if line)
        if len(set(labels)) != len(labels):
            self.add_error("said_labels", "Write each label once, in the order of the numbers")
        elif len(labels) > MOST_LABELS:
            self.add_error("said_labels", f"Write at most {MOST_LABELS:,} labels")
        return labels or None


def read_claim(metric: ClaimMetric, figure: Decimal) -> Claim | None:
    """Return a claim of so many in 100, with the decimals it was written with."""
    exponent = figure.as_tuple().exponent
    decimals = max(-exponent, 0) if isinstance(exponent, int) else 0
    try:
        return Claim(metric, float(figure / 100), decimals + 2)
    except Refused:  # the bounds above leave nothing that a claim refuses
        return None


def said_before(run: Run) -> dict[str, Any]:
    """Return what was said for an earlier run, to begin the next one with."""
    claim = run.claim or {}
    figure = Decimal(str(claim["value"])) * 100 if claim else None
    return {
        "student": str(run.student_id),
        "teacher": str(run.teacher_id) if run.teacher_id else NO_VERSION,
        "limit": _plainly(Decimal(str(run.margin)) * 100),
        "claim_about": claim.get("metric", NO_CLAIM),
        "claim_figure": _plainly(figure) if figure is not None else None,
        "said_labels": "\n".join(run.said_labels or ()),
    }


def _plainly(number: Decimal) -> Decimal:
    """Return 2 for 2.00 and 0.5 for 0.50."""
    whole = number.to_integral_value()
    return whole if whole == number else number.normalize()


def _named(artefact: Artefact) -> str:
    on = date_format(localtime(artefact.uploaded_at), "j F Y, H:i")
    return f"{artefact.name} ({artefact.get_kind_display()}, {on})"
