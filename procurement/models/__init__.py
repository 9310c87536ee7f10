"""What is remembered of vendors, products and the files on them."""

from procurement.lifecycle import FlagChoice
from procurement.models.answer import Answer
from procurement.models.answer_note import AnswerNote
from procurement.models.assessment import Assessment, PinnedContent
from procurement.models.assessment_decision import AssessmentDecision, Verdict
from procurement.models.countersignature import Countersignature
from procurement.models.evidence import (
    AnswerEvidence,
    Evidence,
    EvidenceKind,
    EvidenceReview,
    ReviewState,
)
from procurement.models.filled_workbook import FilledWorkbook
from procurement.models.flag import Flag, FlagDecision
from procurement.models.flag_review import FlagReply, LoweredFlag, SeverityChange
from procurement.models.law_day import LawDay
from procurement.models.observation import Observation
from procurement.models.product import Product
from procurement.models.profile_answer import ProfileAnswer
from procurement.models.queue_view import QueueView
from procurement.models.rules_comparison import RulesComparison
from procurement.models.triage_record import TriageOutcome, TriageRecord, TriageStep
from procurement.models.vendor import Vendor
from procurement.models.written_answer import Door, WrittenAnswer

__all__ = [
    "Answer",
    "AnswerEvidence",
    "AnswerNote",
    "Assessment",
    "AssessmentDecision",
    "Countersignature",
    "Door",
    "Evidence",
    "EvidenceKind",
    "EvidenceReview",
    "FilledWorkbook",
    "Flag",
    "FlagChoice",
    "FlagDecision",
    "FlagReply",
    "LawDay",
    "LoweredFlag",
    "Observation",
    "PinnedContent",
    "Product",
    "ProfileAnswer",
    "QueueView",
    "ReviewState",
    "RulesComparison",
    "SeverityChange",
    "TriageOutcome",
    "TriageRecord",
    "TriageStep",
    "Vendor",
    "Verdict",
    "WrittenAnswer",
]
