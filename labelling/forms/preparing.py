"""Where the texts stand, which kinds there are, how many are drawn, and which hard ones come by hand."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from content.refusal import Refused
from labelling.export_rows import DrawnText, ExportRows, likely_texts
from labelling.how_many import FEWEST, USUAL
from labelling.how_many import MOST as MOST_DRAWN
from labelling.kinds import LONGEST_MEANING, LONGEST_NAME, MOST, Kind
from labelling.kinds import checked as checked_kinds
from labelling.pasted import lines_of
from pages.plain_form import PlainForm

SHOWN_AT_FIRST = 4
LONGEST_SHOWN = 300


class ColumnsForm(PlainForm):
    """Tick the columns that hold the texts."""

    columns = forms.MultipleChoiceField(
        label="Which columns hold the text?",
        help_text="Tick what the AI would be given to read. Do not tick a column that an AI has filled in.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one column"},
    )

    def __init__(
        self, *args: Any, rows: ExportRows, chosen: Sequence[str] = (), **kwargs: Any
    ) -> None:
        """Offer the columns of `rows`, with those `chosen` before or our guess ticked."""
        kwargs["initial"] = {"columns": list(chosen or likely_texts(rows))}
        super().__init__(*args, **kwargs)
        field = self.fields["columns"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 -- declared above
        field.choices = [(name, name) for name in rows.columns]


class KindsForm(PlainForm):
    """Twelve rows of a name and a meaning; those left empty are no kinds. The row is the kind's key."""

    def __init__(
        self, *args: Any, kinds: Sequence[Kind] = (), used: set[str], **kwargs: Any
    ) -> None:
        """Show the `kinds` there are; those `used` by a label may be renamed and not taken out."""
        kwargs["initial"] = {
            f"{part}_{each.key}": getattr(each, part)
            for each in kinds
            for part in ("name", "meaning")
        }
        super().__init__(*args, **kwargs)
        self.used = used
        self.keys = [str(number) for number in range(1, MOST + 1)]
        for key in self.keys:
            self.fields[f"name_{key}"] = forms.CharField(
                label=f"Kind {key}", required=False, max_length=LONGEST_NAME,
                error_messages={"max_length": f"Use {LONGEST_NAME} characters or fewer"},
                widget=forms.TextInput(attrs={"class": "w-name", "autocomplete": "off"}),
            )  # fmt: skip
            self.fields[f"meaning_{key}"] = forms.CharField(
                label=f"What kind {key} means", required=False, max_length=LONGEST_MEANING,
                error_messages={"max_length": f"Use {LONGEST_MEANING} characters or fewer"},
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Put the rows together; what is wrong is said at its row."""
        said: dict[str, Any] = self.cleaned_data
        if self.errors:
            return said
        written = [
            Kind(key, said.get(f"name_{key}", ""), said.get(f"meaning_{key}", ""))
            for key in self.keys
        ]
        try:
            said["kinds"] = checked_kinds(
                [each for each in written if each.name.strip() or each.meaning.strip()],
                used=self.used,
            )
        except Refused as refusal:
            key = refusal.column or self.keys[0]
            has_name = bool(said.get(f"name_{key}", "").strip())
            about_meaning = has_name and refusal.sentence.startswith("Say in a line")
            self.add_error(f"{'meaning' if about_meaning else 'name'}_{key}", refusal.sentence)
        return said

    def pairs(self) -> Iterator[tuple[BoundField, BoundField]]:
        """Yield the two fields of each row."""
        for key in self.keys:
            yield self[f"name_{key}"], self[f"meaning_{key}"]

    def first_pairs(self) -> list[tuple[BoundField, BoundField]]:
        """Return the rows that are shown at first."""
        return list(self.pairs())[:SHOWN_AT_FIRST]

    def further_pairs(self) -> list[tuple[BoundField, BoundField]]:
        """Return the rows in the fold."""
        return list(self.pairs())[SHOWN_AT_FIRST:]

    def fold_is_open(self) -> bool:
        """Return whether something stands in the fold, or is wrong there."""
        return any(field.value() or field.errors for pair in self.further_pairs() for field in pair)


class DrawForm(PlainForm):
    """Say how many examples are drawn."""

    number = forms.IntegerField(
        label="How many examples do you want to label?",
        widget=forms.TextInput(
            attrs={"class": "w-date", "inputmode": "numeric", "autocomplete": "off"}
        ),
        error_messages={
            "required": "Enter how many, for example 200",
            "invalid": "Enter a whole number, for example 200",
        },
    )

    def __init__(self, *args: Any, left: int, more: bool, **kwargs: Any) -> None:
        """Take at most what is `left`; with `more`, examples are drawn already."""
        kwargs["initial"] = {"number": min(left, 50 if more else USUAL)}
        super().__init__(*args, **kwargs)
        self.fewest = 1 if more else min(FEWEST, left)
        self.most = min(left, MOST_DRAWN)

    def clean_number(self) -> int:
        """Refuse what cannot be drawn."""
        number: int = self.cleaned_data["number"]
        if not self.fewest <= number <= self.most:
            raise forms.ValidationError(
                f"Enter a number from {self.fewest:,} to {self.most:,}"
                if self.most
                else "No text is left to draw"
            )
        return number


class HardOnesForm(PlainForm):
    """Tick hard ones found in the export, or type some."""

    rows = forms.MultipleChoiceField(
        label="Found in your export", required=False, widget=forms.CheckboxSelectMultiple
    )
    typed = forms.CharField(
        label="Or write hard ones yourself, one on each line",
        required=False,
        max_length=200_000,
        error_messages={"max_length": "This is too much at once. Add a few at a time"},
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, found: Sequence[DrawnText], **kwargs: Any) -> None:
        """Offer the texts that were `found`."""
        super().__init__(*args, **kwargs)
        field = self.fields["rows"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 -- declared above
        field.choices = [(str(each.row), _short(each.text)) for each in found]
        if not found:
            del self.fields["rows"]

    def clean(self) -> dict[str, Any]:
        """Want at least one."""
        said: dict[str, Any] = self.cleaned_data
        said["chosen"] = [int(row) for row in said.get("rows", ())]
        said["lines"] = lines_of(said.get("typed") or "")
        if not self.errors and not said["chosen"] and not said["lines"]:
            self.add_error("typed", "Tick a text, or write one")
        return said


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_SHOWN else line[: LONGEST_SHOWN - 1] + "…"
