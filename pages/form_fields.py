"""Form fields that understand what people type."""

import re
from typing import Any, Final

from django import forms

from content.days import DAY_FORMATS

_THOUSANDS: Final = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")


class DayField(forms.DateField):
    """A day, typed as people write it in Britain: 4 December 2026, 4/12/2026, or 2026-12-04."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", DAY_FORMATS)
        kwargs.setdefault(
            "widget",
            forms.DateInput(
                format="%-d %B %Y",
                attrs={"class": "w-date", "inputmode": "text", "autocomplete": "off"},
            ),
        )
        kwargs.setdefault("help_text", "For example, 4 December 2026")
        errors = {"invalid": "Enter the day like this: 4 December 2026"}
        kwargs["error_messages"] = errors | kwargs.get("error_messages", {})
        super().__init__(**kwargs)


class MailAddressField(forms.EmailField):
    """Somebody else's e-mail address: theirs, not the reader's, so no browser fills it in."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 254)
        kwargs.setdefault(
            "widget", forms.EmailInput(attrs={"class": "w-name", "autocomplete": "off"})
        )
        errors = {
            "required": "Enter their email address",
            "invalid": "Enter an email address, like name@example.org",
        }
        kwargs["error_messages"] = errors | kwargs.get("error_messages", {})
        super().__init__(**kwargs)


class AWordField(forms.CharField):
    """A few words of one's own that go along in a mail; they may be left out."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "A word to them (optional)")
        kwargs.setdefault("max_length", 1_000)
        kwargs.setdefault("required", False)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 2}))
        super().__init__(**kwargs)


class AmountField(forms.DecimalField):
    """An amount, typed as people write it in Britain: 5000, 5,000 or £5,000.50."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget",
            forms.TextInput(
                attrs={"class": "w-date", "inputmode": "decimal", "autocomplete": "off"}
            ),
        )
        errors = {"invalid": "Enter a number, for example 5000 or 0.5"}
        kwargs["error_messages"] = errors | kwargs.get("error_messages", {})
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """Take a currency's sign away, and commas between thousands."""
        if isinstance(value, str):
            written = value.strip().lstrip("£€$").strip()
            value = written.replace(",", "") if _THOUSANDS.fullmatch(written) else written
        return super().to_python(value)
