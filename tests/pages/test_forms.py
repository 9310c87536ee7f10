"""The form that all pages use."""

from datetime import date

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms

from pages.form_fields import DayField
from pages.plain_form import PlainForm


class Example(PlainForm):
    name = forms.CharField(label="Your name", help_text="As on the quote")
    kind = forms.ChoiceField(
        label="Which?", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect, required=True
    )
    day = DayField(label="When?", required=False)


def test_no_asterisk_and_no_required_attribute():
    page = render_crispy_form(Example())
    assert "*" not in page
    assert "required" not in page


def test_an_error_stands_above_its_control_and_is_said_to_belong_to_it():
    form = Example({"kind": "x", "day": "soon"})
    page = render_crispy_form(form)
    for name in ("name", "day"):
        control = page.index(f'id="id_{name}"')
        assert page.index(f'id="id_{name}_error"') < control
        assert f"id_{name}_error" in page[control - 400 : control + 400]
    assert page.index("id_kind_error") < page.index('id="id_kind_0"')
    assert 'value="soon"' in page


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("4 December 2026", date(2026, 12, 4)),
        ("4 dec 2026", date(2026, 12, 4)),
        ("4/12/2026", date(2026, 12, 4)),
        ("04/12/26", date(2026, 12, 4)),
        ("4.12.2026", date(2026, 12, 4)),
        ("2026-12-04", date(2026, 12, 4)),
    ],
)
def test_a_day_is_understood_as_britain_writes_it(typed, meant):
    assert DayField().clean(typed) == meant


def test_a_day_that_is_none_gets_a_sentence():
    with pytest.raises(forms.ValidationError, match="Enter the day like this"):
        DayField().clean("next week")
