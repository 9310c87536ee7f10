"""What must be known to open an assessment: which product, from whom, for what."""

from django import forms

from pages.plain_form import PlainForm


class NewAssessmentForm(PlainForm):
    """Name the product, its vendor, and what it is to be used for."""

    product = forms.CharField(
        label="What is the product called?",
        help_text="As it is written on the quote or the web page",
        max_length=200,
        error_messages={"required": "Enter the product’s name"},
        widget=forms.TextInput(attrs={"class": "w-name", "autocomplete": "off"}),
    )
    version = forms.CharField(
        label="Which version? (optional)",
        help_text="A number or a date, if the vendor names one",
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"class": "w-date", "autocomplete": "off"}),
    )
    vendor = forms.CharField(
        label="Who sells it?",
        help_text="The company on the quote",
        max_length=200,
        error_messages={"required": "Enter the company that sells it"},
        widget=forms.TextInput(attrs={"class": "w-name", "autocomplete": "off"}),
    )
    use_case = forms.CharField(
        label="What would you use it for?",
        help_text="One line, for example: sorts tenants’ emails by what they need",
        max_length=300,
        error_messages={"required": "Say in one line what you would use it for"},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    question = forms.CharField(
        label="What do you want to know? (optional)",
        help_text="In your own words. The report opens with this question and answers it",
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
