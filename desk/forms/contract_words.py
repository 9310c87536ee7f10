"""Which clauses to ask for, and whether as contract wording or as a letter. Nothing is kept."""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict

from pages.plain_form import PlainForm
from procurement.contract_words.choosing import Offered

FORMS = [("contract", "Words for the contract"), ("letter", "A letter that asks for it in writing")]


class ContractWordsForm(PlainForm):
    """A choice sent with GET, so that the address can be kept and shared."""

    form = forms.ChoiceField(
        label="What do you want to send?",
        choices=FORMS,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what you want to send",
            "invalid_choice": "Choose what you want to send",
        },
    )
    clause = forms.MultipleChoiceField(
        label="What should it ask for?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Tick at least one thing to ask for",
            "invalid_choice": "Tick from the list: %(value)s is not in it",
        },
    )

    def __init__(self, data: QueryDict | None, *, offered: Sequence[Offered]) -> None:
        super().__init__(
            data,
            initial={"form": "contract", "clause": [one.id for one in offered if one.flags]},
        )
        self.fields["clause"].choices = [(one.id, one.title) for one in offered]  # type: ignore[attr-defined]

    @property
    def ticked(self) -> frozenset[str]:
        """Return the clauses that are ticked as the page stands."""
        return frozenset(self["clause"].value() or ())

    @property
    def chosen_form(self) -> str:
        """Return which of the two forms is chosen as the page stands; the contract if neither is."""
        value = self["form"].value()
        return value if value in dict(FORMS) else "contract"
