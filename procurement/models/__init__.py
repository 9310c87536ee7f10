"""What is remembered of vendors, products and the files on them."""

from procurement.models.answer import Answer
from procurement.models.answer_note import AnswerNote
from procurement.models.assessment import Assessment, PinnedContent
from procurement.models.assessment_decision import AssessmentDecision, Verdict
from procurement.models.evidence import (
    AnswerEvidence,
    Evidence,
    EvidenceKind,
    EvidenceReview,
    ReviewState,
)
from procurement.models.filled_workbook import FilledWorkbook
from procurement.models.flag import Flag, FlagChoice, FlagDecision
from procurement.models.observation import Observation
from procurement.models.product import Product
from procurement.models.profile_answer import ProfileAnswer
from procurement.models.triage_record import TriageOutcome, TriageRecord, TriageStep
from procurement.models.vendor import Vendor
from procurement.models.written_answer import Door, WrittenAnswer

__all__ = [
    "Answer",
    "AnswerEvidence",
    "AnswerNote",
    "Assessment",
    "AssessmentDecision",
    "Door",
    "Evidence",
    "EvidenceKind",
    "EvidenceReview",
    "FilledWorkbook",
    "Flag",
    "FlagChoice",
    "FlagDecision",
    "Observation",
    "PinnedContent",
    "Product",
    "ProfileAnswer",
    "ReviewState",
    "TriageOutcome",
    "TriageRecord",
    "TriageStep",
    "Vendor",
    "Verdict",
    "WrittenAnswer",
]
