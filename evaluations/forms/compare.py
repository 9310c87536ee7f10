"""What is compared, how many more wrong answers are acceptable, and what the vendor claims."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, get_args

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime

from content.refusal import Refused
from evaluations.actions.runs import SIDES
from evaluations.models import Artefact, ArtefactKind, Rival, Run
from evaluations.statistics.claims import Claim, ClaimMetric
from pages.form_fields import AmountField
from pages.plain_form import PlainForm

SHEET, MODEL, NO_VERSION = "sheet", "model", "none"
KIND_OF_UPLOAD = {SHEET: ArtefactKind.ANSWER_SHEET, MODEL: ArtefactKind.MODEL}
NO_CLAIM = ""
LIMITS, OTHER = ("1", "2", "5", "10"), "other"
LEAST_LIMIT, MOST_LIMIT = Decimal("0.1"), Decimal(50)
MOST_LABELS = 1_000
# What is asked of right answers that are names, and of no amounts; and the other way round.
OF_NAMES = (
    "limit", "limit_other", "claim_about", "claim_figure", "claim_tolerance", "claim_test", "claim_n",
    "claim_by", "said_labels",
)  # fmt: skip
OF_AMOUNTS = ("limit_in_units",)

_SHEET = "A sheet of its answers"
_MODEL = "The model itself: ONNX, scikit-learn (skops), XGBoost or LightGBM"
_NEEDED = "For a sheet or a model. Leave it empty for the other choices."
_EARLIER = "Or a file you uploaded before"
_LABELS = {"required": "Choose what you have of this version"}


def _figure() -> forms.TextInput:
    return forms.TextInput(attrs={"class": "w-date", "inputmode": "decimal", "autocomplete": "off"})


class CompareForm(PlainForm):
    """Say what is tested against what, before any answer is counted."""

    student = forms.ChoiceField(
        label="What do you have of this version?", widget=forms.RadioSelect, error_messages=_LABELS
    )
    student_file = forms.FileField(
        label="File of this version", help_text=_NEEDED, required=False, max_length=255
    )
    teacher = forms.ChoiceField(
        label="What do you have of it?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you have of the version it is set against"},
    )
    teacher_file = forms.FileField(
        label="File of the other version", help_text=_NEEDED, required=False, max_length=255
    )
    rival = forms.ChoiceField(
        label="What is this version set against?",
        choices=(
            (Rival.BIGGER.value, "The bigger version, the dear one it is meant to stand in for"),
            (Rival.EARLIER.value, "An earlier version of the same product"),
        ),
        initial=Rival.BIGGER.value,
        required=False,
        widget=forms.RadioSelect,
    )
    limit = forms.ChoiceField(
        label="Out of 100, how many more wrong answers could you live with for this saving?",
        choices=[*((limit, f"{limit} more") for limit in LIMITS), (OTHER, "Another number")],
        error_messages={"required": "Choose how many more wrong answers you could live with"},
        widget=forms.RadioSelect,
    )
    limit_other = forms.DecimalField(
        label="Another number, in 100",
        help_text="For example 3, or 0.5. Only if you chose “Another number”.",
        required=False,
        min_value=LEAST_LIMIT,
        max_value=MOST_LIMIT,
        max_digits=6,
        decimal_places=2,
        error_messages={
            "invalid": "Enter your limit as a number, for example 3 or 0.5",
            "min_value": "Enter a limit of at least 0.1",
            "max_value": "Enter a limit of at most 50",
            "max_decimal_places": "Enter a limit with at most two decimals",
            "max_digits": "Enter a limit with at most two decimals",
        },
        widget=_figure(),
    )
    limit_in_units = AmountField(
        label="By how much more may it be off, on average?",
        required=False,
        min_value=Decimal(0),
        max_digits=18,
        decimal_places=6,
        error_messages={
            "invalid": "Enter your limit as a number, for example 500 or 0.5",
            "min_value": "Enter 0 or more",
            "max_decimal_places": "Enter a limit with at most six decimals",
            "max_digits": "Enter a shorter number",
            "max_whole_digits": "Enter a smaller number",
        },
    )
    claim_about = forms.ChoiceField(
        label="What does the vendor say? (optional)",
        required=False,
        choices=(
            (NO_CLAIM, "Nothing that can be counted"),
            ("accuracy", "At least so many in 100 right"),
            ("retention", "At least so many in 100 of what the bigger version gets right"),
            ("macro_f1", "A macro-F1, which counts every kind alike"),
            ("auc", "An AUC, which says how well it ranks two kinds"),
        ),
        widget=forms.RadioSelect,
    )
    claim_figure = forms.DecimalField(
        label="What is the vendor’s figure?",
        help_text="As the vendor writes it, for example 94 or 94.5 in 100; a macro-F1 or AUC also as 0.94. Leave it empty if the vendor says nothing.",
        required=False,
        max_digits=8,
        decimal_places=5,
        error_messages={"invalid": "Enter the vendor’s figure as a number, for example 94"},
        widget=_figure(),
    )
    claim_tolerance = forms.DecimalField(
        label="How far below its figure may it be?",
        help_text="In 100. For example 1: then 93 still keeps a promise of 94.",
        required=False,
        initial=Decimal(1),
        min_value=Decimal(0),
        max_value=Decimal(20),
        max_digits=6,
        decimal_places=2,
        error_messages={
            "invalid": "Enter how far below it may be as a number, for example 1",
            "min_value": "Enter 0 or more",
            "max_value": "Enter 20 or less",
        },
        widget=_figure(),
    )
    claim_test = forms.CharField(
        label="On which test was it measured? (optional)",
        help_text="A figure from another test may be true there and still not hold on your work.",
        required=False,
        max_length=200,
    )
    claim_n = forms.IntegerField(
        label="On how many examples? (optional)",
        required=False,
        min_value=1,
        max_value=1_000_000_000,
        error_messages={
            "invalid": "Enter how many examples as a whole number, for example 2000",
            "min_value": "Enter how many examples as a whole number, for example 2000",
        },
        widget=_figure(),
    )
    claim_by = forms.CharField(
        label="Who measured it? (optional)",
        help_text="For example, the vendor itself.",
        required=False,
        max_length=200,
    )
    said_labels = forms.CharField(
        label="What do the numbers mean? (optional)",
        help_text="Some models answer 0, 1, 2. Write the labels in that order, one a line. Leave it empty if the model answers in words.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    zeros_left_out = forms.MultipleChoiceField(
        label="Whose XGBoost model was trained on tables without their zeros?",
        help_text="Such a model takes a zero for a missing figure. Only the vendor knows. Leave it empty if you were not told: the result says whether it would matter.",
        choices=(("student", "This version"), ("teacher", "The version it is set against")),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    tell = forms.BooleanField(required=False)

    def __init__(
        self,
        *args: Any,
        earlier: Iterable[Artefact],
        chances: Mapping[str, str] = MappingProxyType({}),
        tell_at: str = "",
        empty_files: Iterable[str] = (),
        of_amounts: bool = False,
        middle: str = "",
        **kwargs: Any,
    ) -> None:
        """Offer the `earlier` uploads; `empty_files` names the sides whose new file is empty.

        `chances` says of each limit how likely these examples settle it; `tell_at` is the address
        that may be written to when the test has ended, empty where no mail can be sent. `of_amounts`:
        right answers are amounts, so the limit is in their unit; `middle` says what they are like.
        """
        kwargs["initial"] = {"claim_about": NO_CLAIM} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        for name in OF_NAMES if of_amounts else OF_AMOUNTS:
            del self.fields[name]
        if of_amounts:
            self.fields["limit_in_units"].help_text = (
                f"In the unit of the right answers: 500 if they are pounds and you mean £500. {middle}"
            ).strip()
        else:
            self._offer_limits(chances)
        self.fields["tell"].label = f"Write to {tell_at} when it has ended"
        if not tell_at:
            del self.fields["tell"]
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

    def _offer_limits(self, chances: Mapping[str, str]) -> None:
        field = self.fields["limit"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = [
            *((limit, f"{limit} more{chances.get(limit, '')}") for limit in LIMITS),
            (OTHER, "Another number"),
        ]

    def clean(self) -> dict[str, Any]:
        """Find the files that were meant, and put the claim and the labels together."""
        said: dict[str, Any] = self.cleaned_data
        for side in SIDES:
            self._find(side, said)
        if said.get("student_artefact") and said["student_artefact"] == said.get(
            "teacher_artefact"
        ):
            self.add_error("teacher", "Choose another file: this is the same as for this version")
        said["rival"] = Rival(said.get("rival") or Rival.BIGGER)
        self._want_limit_in_units(said)
        said["limit_in_100"] = self._limit(said)
        said["claim"] = self._claim(said)
        said["claim_from"] = {
            name: said[f"claim_{name}"] for name in ("test", "n", "by") if said.get(f"claim_{name}")
        }
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

    def _want_limit_in_units(self, said: dict[str, Any]) -> None:
        if "limit_in_units" not in self.fields or "limit_in_units" in self.errors:
            return
        if said["limit_in_units"] is None and said.get("teacher") != NO_VERSION:
            self.add_error("limit_in_units", "Enter your limit, for example 500")

    def _limit(self, said: dict[str, Any]) -> Decimal | None:
        chosen, typed = said.get("limit"), said.get("limit_other")
        if chosen == OTHER and typed is None and "limit_other" not in self.errors:
            self.add_error("limit_other", "Enter your limit, for example 3")
        if chosen in LIMITS and typed is not None and typed != Decimal(chosen):
            self.add_error("limit_other", "Choose “Another number” above, or leave this empty")
        return typed if chosen == OTHER else Decimal(chosen) if chosen else None

    def _claim(self, said: dict[str, Any]) -> Claim | None:
        about: str = said.get("claim_about", NO_CLAIM)
        figure: Decimal | None = said.get("claim_figure")
        if {"claim_figure", "claim_about", "claim_tolerance"} & self.errors.keys():
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
        if about in ("macro_f1", "auc") and 0 < figure <= 1:
            figure = figure.scaleb(2)  # keeps the decimals as they were written
        highest = 200 if about == "retention" else 100
        if not 1 <= figure <= highest:
            self.add_error(
                "claim_figure", f"Enter a figure from 1 to {highest}. Write 94 for 94 in 100"
            )
            return None
        tolerance = said.get("claim_tolerance")
        metric = next(each for each in get_args(ClaimMetric) if each == about)
        return read_claim(metric, figure, Decimal(1) if tolerance is None else tolerance)

    def _labels(self, said: dict[str, Any]) -> tuple[str, ...] | None:
        lines = [line.strip() for line in said.get("said_labels", "").splitlines()]
        labels = tuple(line for line in lines if line)
        if len(set(labels)) != len(labels):
            self.add_error("said_labels", "Write each label once, in the order of the numbers")
        elif len(labels) > MOST_LABELS:
            self.add_error("said_labels", f"Write at most {MOST_LABELS:,} labels")
        return labels or None


def read_claim(metric: ClaimMetric, figure: Decimal, tolerance: Decimal) -> Claim | None:
    """Return a claim of so many in 100, with the decimals it was written with."""
    exponent = figure.as_tuple().exponent
    decimals = max(-exponent, 0) if isinstance(exponent, int) else 0
    try:
        return Claim(metric, float(figure / 100), decimals + 2, float(tolerance / 100))
    except Refused:  # the bounds above leave nothing that a claim refuses
        return None


def said_before(run: Run) -> dict[str, Any]:
    """Return what was said for an earlier run, to begin the next one with."""
    return {
        "student": str(run.student_id),
        "teacher": str(run.teacher_id) if run.teacher_id else NO_VERSION,
        "rival": run.rival,
        "said_labels": "\n".join(run.said_labels or ()),
        "zeros_left_out": run.zeros_left_out,
        **settled_before(run),
    }


def settled_before(run: Run) -> dict[str, Any]:
    """Return the limit and the claim of a run: they hold for whatever follows on its examples."""
    claim, told = run.claim or {}, run.claim_from or {}
    limit = _plainly(Decimal(str(run.margin)) * 100)
    settled: dict[str, Any] = {"limit": str(limit) if str(limit) in LIMITS else OTHER}
    if settled["limit"] == OTHER:
        settled["limit_other"] = limit
    if claim:
        settled |= {
            "claim_about": claim["metric"],
            "claim_figure": _as_written(claim),
            "claim_tolerance": _plainly(Decimal(str(claim["tolerance"])) * 100),
        }
    if run.margin_in_units is not None:
        settled["limit_in_units"] = _plainly(Decimal(str(run.margin_in_units)))
    return settled | {f"claim_{name}": value for name, value in told.items()}


def _as_written(claim: dict[str, Any]) -> Decimal:
    """Return the figure in 100 with its decimals: 94.0 is a sharper claim than 94."""
    figure = Decimal(str(claim["value"])) * 100
    if claim.get("decimals") is None:
        return _plainly(figure)
    return figure.quantize(Decimal(1).scaleb(-max(claim["decimals"] - 2, 0)))


def _plainly(number: Decimal) -> Decimal:
    """Return 2 for 2.00 and 0.5 for 0.50."""
    whole = number.to_integral_value()
    return whole if whole == number else number.normalize()


def _named(artefact: Artefact) -> str:
    on = date_format(localtime(artefact.uploaded_at), "j F Y, H:i")
    return f"{artefact.name} ({artefact.get_kind_display()}, {on})"
