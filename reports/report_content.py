"""The frozen content of a report: everything it says, as data. The PDF is made from this alone.

Its published schema stands in docs/schemas/report.json. Changes only add.
"""

from datetime import date, datetime
from typing import Any, Literal

from content.shape import Content
from procurement.facts.values import Plain
from procurement.screening_result import Screening
from reports.suggestion import Ground, Suggested


class About(Content):
    """Which product, for whom, for what, and the day at which the law was read."""

    id: str
    organisation: str
    vendor: str
    vendor_country: str | None
    product: str
    version: str | None
    use_case: str
    question: str
    law_on: date


class Answered(Content):
    """One answer as it counted, with who said it and how well it is proven."""

    key: str
    question: str
    value: Plain
    in_words: str
    grade: str
    by: str | None
    on: date | None


class Observed(Content):
    """One thing found by looking."""

    key: str
    value: Any
    certainty: str
    how: str


class Dpia(Content):
    """Whether an impact assessment is needed, by which rules, and how far it is."""

    status: Literal["needed", "not_needed", "not_settled"]
    rules: tuple[str, ...]
    answer: str | None


class Transfers(Content):
    """Whether personal data leaves the country, where to, and whether that is covered."""

    status: Literal["none", "covered", "not_covered", "not_settled"]
    countries: tuple[str, ...]
    rules: tuple[str, ...]


class RestsOn(Content):
    """What the facts rest on: how many questions were settled by what."""

    says: int
    document_seen: int
    we_tested: int
    nobody_knows: int

    @property
    def total(self) -> int:
        """Return how many facts there are."""
        return self.says + self.document_seen + self.we_tested + self.nobody_knows


class Register(Content):
    """Which report this is."""

    id: str
    number: int
    frozen_at: datetime


class ReportContent(Content):
    """Everything a report says."""

    schema_version: Literal[1] = 1
    made_by: str
    report: Register
    status: Literal["proposed", "signed"]
    assessment: About
    suggestion: Suggested
    grounds: tuple[Ground, ...]
    screen: Screening
    evaluations: tuple[dict[str, Any], ...]
    dpia: Dpia
    transfers: Transfers
    rests_on: RestsOn
    would_not_say: tuple[str, ...]
    answers: tuple[Answered, ...]
    observations: tuple[Observed, ...]
    disclaimer: str
