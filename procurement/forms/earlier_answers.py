"""Tick the earlier answers that are still right."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from django import forms

from pages.plain_form import PlainForm
from procurement.earlier_answers.offering import Offer

CHANGED = "The answers changed while you looked. Look at the list again, then confirm"


class EarlierAnswersForm(PlainForm):
    """One box for each earlier answer."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, offers: Sequence[Offer], **kwargs: Any) -> None:
        self.offers, self.shown = tuple(offers), _fingerprint(offers)
        super().__init__(initial={"seen": self.shown}, **kwargs)
        for offer in self.offers:
            self.fields[box_name(offer)] = forms.BooleanField(
                required=False, initial=offer.ticked, label=offer.key
            )

    def clean(self) -> dict[str, Any]:
        """Refuse to confirm another list than the one that was seen, or nothing at all."""
        super().clean()
        if self.cleaned_data.get("seen") != self.shown:
            self.add_error(None, CHANGED)
        elif self.offers and not self.taken:
            self.add_error(box_name(self.offers[0]), "Tick at least one answer")
        return self.cleaned_data

    @property
    def taken(self) -> tuple[Offer, ...]:
        """Return the earlier answers that were ticked."""
        return tuple(offer for offer in self.offers if self.cleaned_data.get(box_name(offer)))


def box_name(offer: Offer) -> str:
    """Return the name of the box of an earlier answer."""
    return f"take_{offer.key}"


def _fingerprint(offers: Sequence[Offer]) -> str:
    """Return a value that changes with anything that a person confirms."""
    seen = [
        [offer.key, str(offer.earlier.answer), offer.now.version if offer.now else 0]
        for offer in offers
    ]
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()
