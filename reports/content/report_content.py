"""The frozen content of a report: everything it says, as data. The PDF is made from this alone.

Its published schema stands in docs/schemas/report.json. Changes only add.
"""

from datetime import date, datetime
from typing import Any, Literal

from content.shape import Content
from evaluations.wording.ledger import LedgerLine
from procurement.screening_result import Screening
from procurement.wording.model_history import ModelHistory
from protection.transfers.sheet import TransferSheet
from protection.transfers.worksheet import Worksheet
from reports.content.adviser import AdviserSays
from reports.content.answers import Answered, AnswerSection, Evidence, Observed
from reports.content.asked_again import AskedAgain
from reports.content.decisions import (
    Decided,
    DecisionStanding,
    FellUnchecked,
    FlagDecided,
    FlagReplied,
    SeverityHeld,
    Signing,
    standing_of,
)
from reports.content.history import Issued, TrailEnded
from reports.content.protection import Dpia, SignedTransferWorksheet, Transfers
from reports.parts.saving import Saving
from reports.parts.validity import LastDay
from reports.suggestion import Ground
from reports.suggestion_table import Suggested


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


class Method(Content):
    """How the suggestion and the flags are to be read: the rulebook's own words."""

    severities: dict[str, str]
    kinds: dict[str, str]
    limits: tuple[str, ...]


class PreparedBy(Content):
    """Who had the report made, as what."""

    name: str
    role: str


class VendorAsked(Content):
    """Whether the vendor was asked by a link, and what came of it: silence is no refusal.

    `word`: not_asked, waiting, did_not_answer, answered or withdrawn.
    """

    word: str
    on: date | None
    sentence: str


class ReportContent(Content):
    """Everything a report says.

    `status`: proposed until a decision counts, and signed once a second person confirmed it.
    `check_at`: the address of the page that checks a report. `transfer_drafts`: the worksheets on
    sending data abroad that are needed and that nobody signed, as they stood. `trail`: how the audit
    trail of the assessment's organisation ended; that of its adviser is another.
    """

    schema_version: Literal[1] = 1
    made_by: str
    report: Register
    status: Literal["proposed", "decided", "signed"]
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
    decision: Decided | None = None
    flag_decisions: tuple[FlagDecided, ...] = ()
    sections: tuple[AnswerSection, ...] = ()
    evidence: Evidence = Evidence()
    method: Method | None = None
    saving: Saving | None = None
    tested_on: tuple[date, ...] = ()
    valid_until: date | None = None
    vendor_asked: VendorAsked | None = None
    prepared_by: PreparedBy | None = None
    model_history: ModelHistory | None = None
    severities_held: tuple[SeverityHeld, ...] = ()
    flag_replies: tuple[FlagReplied, ...] = ()
    fell_unchecked: tuple[FellUnchecked, ...] = ()
    signing: Signing | None = None
    where_data_goes: TransferSheet | None = None
    transfer_worksheets: tuple[SignedTransferWorksheet, ...] = ()
    test_ledgers: tuple[tuple[LedgerLine, ...], ...] = ()
    check_at: str = ""
    trade_off: str = ""
    asked_again: tuple[AskedAgain, ...] = ()
    history: tuple[Issued, ...] = ()
    adviser: AdviserSays | None = None
    transfer_drafts: tuple[Worksheet, ...] = ()
    trail: TrailEnded | None = None
    valid_because: LastDay | None = None

    @property
    def decision_standing(self) -> DecisionStanding:
        """Return whether the decision counts, and if not, why."""
        return standing_of(self.decision, self.signing)

    @property
    def headline(self) -> Suggested:
        """Return what the firm decided where that counts, and else what the rules suggest."""
        if self.decision is not None and self.decision_standing == "counts":
            return self.decision.value
        return self.suggestion
