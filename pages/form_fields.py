"""Form fields that understand what people type."""

from typing import Any

from django import forms

from content.days import DAY_FORMATS


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
