"""The shape of the tables: UK adequacy, where models come from, licences and provider terms."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import Field, StrictBool, StrictStr, field_validator

from content.shape import Content
from procurement.conditions.vocabulary import Condition

Confidence = Literal["high", "medium", "low"]
SourceSeen = Literal["primary", "secondary", "not_fetched", "internal"]
SignalStrength = Literal["strong", "moderate", "weak"]
SIGNALS: tuple[SignalStrength, ...] = ("strong", "moderate", "weak")


class Home(Content):
    """The country from which transfers are made."""

    code: StrictStr
    name: StrictStr
    note: StrictStr


class Territory(Content):
    """One entry of the adequacy list, for the days it is in force.

    `confirmed_by` says what must be true for a partial entry to cover a transfer, `denied_by` what
    says that it does not, or that nobody could confirm it.
    """

    code: StrictStr
    name: StrictStr
    group: Literal["eea", "saved_eu_decision", "uk_made", "other", "organisation"]
    status: Literal["full", "partial"]
    scope: StrictStr
    in_force_from: date
    in_force_to: date | None = None
    legal_basis: StrictStr
    citations: tuple[StrictStr, ...] = Field(min_length=1)
    confidence: Confidence
    confirmed_by: Condition | None = None
    denied_by: Condition | None = None
    buyer_check: StrictStr | None = None
    note: StrictStr | None = None
    verify: StrictStr | None = None


class UncoveredExample(Content):
    """A country people ask about that is not covered."""

    code: StrictStr
    name: StrictStr
    why_it_matters: StrictStr
    confidence: Confidence


class VendorLocation(Content):
    """Where one vendor says it keeps data."""

    vendor: StrictStr
    countries: tuple[StrictStr, ...]
    note: StrictStr
    confidence: Confidence
    sources: tuple[StrictStr, ...] = ()
    verify: StrictStr | None = None


class FromTheEU(Content):
    """The EU's own decisions on the UK."""

    status: StrictStr
    note: StrictStr
    effective_from: date
    effective_to: date
    confidence: Confidence


class Adequacy(Content):
    """Which countries UK law covers for restricted transfers, and since when."""

    jurisdiction: StrictStr
    how_to_use: StrictStr
    law_note: StrictStr
    not_confirmed: StrictStr
    false_friends: tuple[StrictStr, ...]
    confidence: StrictStr
    home: Home
    territories: tuple[Territory, ...]
    not_covered_examples: tuple[UncoveredExample, ...]
    vendor_location_notes: tuple[VendorLocation, ...]
    eu_to_uk: FromTheEU

    def entry(self, code: str, on: date) -> Territory | None:
        """Return the entry of a country that is in force on a day, or None."""
        return next(
            (
                one
                for one in self._entries.get(code, ())
                if one.in_force_from <= on and (one.in_force_to is None or on <= one.in_force_to)
            ),
            None,
        )

    def status(self, code: str, on: date) -> str:
        """Return home, full, partial or none. A code nobody listed is none, never covered."""
        if code == self.home.code:
            return "home"
        found = self.entry(code, on)
        return "none" if found is None else found.status

    @cached_property
    def _entries(self) -> Mapping[str, tuple[Territory, ...]]:
        codes = {one.code for one in self.territories}
        return {code: tuple(one for one in self.territories if one.code == code) for code in codes}


class Family(Content):
    """One model family and how its members were made, as far as anybody said."""

    id: StrictStr
    family: StrictStr
    creator: StrictStr
    students: tuple[StrictStr, ...]
    teachers: tuple[StrictStr, ...]
    base_models: tuple[StrictStr, ...]
    method: tuple[StrictStr, ...]
    vendor_confirmed: StrictStr
    confidence: Confidence
    sources: tuple[StrictStr, ...]
    source_seen: SourceSeen
    published_figures: StrictStr | None = None
    known_limits: StrictStr | None = None
    verify: StrictStr | None = None
    licence_ids: tuple[StrictStr, ...] = ()


class MarketingTerm(Content):
    """A word in a product's name and what it usually means.

    `tier_word` is the option of the question bank's `tier_words` that it belongs to.
    """

    id: StrictStr
    label: StrictStr
    pattern: StrictStr
    usual_meaning: StrictStr
    suggests: StrictStr
    signal_strength: SignalStrength
    confirmed_examples: tuple[StrictStr, ...]
    counter_examples: tuple[StrictStr, ...]
    ask_vendor: StrictStr
    confidence: Confidence
    tier_word: StrictStr | None = None

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, pattern: str) -> str:
        try:
            re.compile(pattern)
        except re.error as failure:
            raise ValueError(f"The pattern cannot be read: {failure}") from None
        return pattern

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Return the pattern, ready to search a name."""
        return re.compile(self.pattern)


class PrecisionBand(Content):
    """What a number of bits per weight means for a buyer."""

    max_bits: float
    label: StrictStr
    flag: StrictStr


class GgufBits(Content):
    """Bits per weight behind the tags of GGUF files."""

    source: StrictStr
    basis: StrictStr
    confidence: Confidence
    bits_per_weight: dict[StrictStr, float]
    bands: tuple[PrecisionBand, ...]


class Lineage(Content):
    """What is known about where models come from, and about the words in their names."""

    methods: tuple[StrictStr, ...]
    vendor_confirmed: dict[StrictStr, StrictStr]
    signal_strength: dict[SignalStrength, StrictStr]
    rule: StrictStr
    patterns: StrictStr
    sources_of_error: tuple[StrictStr, ...]
    gguf_bits: GgufBits
    families: tuple[Family, ...]
    marketing_terms: tuple[MarketingTerm, ...]

    def tier_words(self, name: str) -> frozenset[str]:
        """Return which options of the question on tier words stand in a product's name."""
        return frozenset(
            term.tier_word
            for term in self.marketing_terms
            if term.tier_word is not None and term.regex.search(name)
        )

    def signal(self, name: str) -> str:
        """Return the strongest sign in a product's name: strong, moderate, weak or none."""
        found = {term.signal_strength for term in self.marketing_terms if term.regex.search(name)}
        return next((strength for strength in SIGNALS if strength in found), "none")


class Licence(Content):
    """One licence or set of provider terms.

    `passes_to_students` says which of its rules also bind a model trained from its answers; None
    where nobody knows. `bank_options` are the licences of the question bank that mean it.
    """

    id: StrictStr
    name: StrictStr
    provider: StrictStr
    holder: StrictStr
    kind: Literal["provider_terms", "open_weight_licence"]
    models: tuple[StrictStr, ...]
    spdx: StrictStr | None
    terms_seen: StrictStr
    train_other_models_on_outputs: StrictStr
    train_note: StrictStr
    naming_required: StrictBool
    attribution: StrictStr
    commercial_use: Literal["yes", "limited", "no"]
    mau_or_revenue_threshold: StrictStr | None
    geographic_limits: StrictStr | None
    restrictions_flow_down: StrictBool
    bank_options: tuple[StrictStr, ...] = ()
    passes_to_students: tuple[Literal["name", "use"], ...] | None = None
    sources: tuple[StrictStr, ...]
    source_seen: SourceSeen
    confidence: Confidence
    buyer_note: StrictStr | None = None
    verify: StrictStr | None = None


class Licences(Content):
    """The licences and provider terms that matter to distillation."""

    train_other_models_on_outputs: dict[StrictStr, StrictStr]
    spdx: StrictStr
    caution: StrictStr
    false_friends: tuple[StrictStr, ...]
    licences: tuple[Licence, ...]
