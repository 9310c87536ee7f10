"""What somebody signs, in the words of the sealed report itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from content.words import word
from procurement.wording.flags import day
from reports.check_code import check_code
from reports.content.decisions import DecisionStanding
from reports.content.report_content import ReportContent
from reports.models import Seal
from reports.typesetting.decision_words import decision_in_words, ended

_NOTHING_TO_AGREE_TO: Mapping[DecisionStanding, str] = {
    "none": "Nobody had decided when this report was made, so there is nothing to agree to.",
    "changed": "Something had changed since the decision when this report was made.",
    "waits": "The decision still waited for a second signature when this report was made.",
    "counts": "",
}


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of the decision: what, who by when, and how we will know."""

    what: str
    who: str
    how: str


@dataclass(frozen=True, slots=True)
class ToSign:
    """The report as the page for signing shows it.

    `statement` is the sentence to tick. `why_not` says why there is nothing to agree to in it, and
    is empty where there is.
    """

    question: str
    headline: str
    band: str
    conditions: tuple[Condition, ...]
    valid_until: date | None
    check_code: str
    statement: str
    why_not: str


def to_sign(seal: Seal) -> ToSign:
    """Return it, from the content that was frozen."""
    content = ReportContent.model_validate_json(seal.report.content)
    decision = content.decision
    conditions = tuple(
        Condition(ended(each.what), f"{each.who}, {day(each.due)}", each.how)
        for each in (decision.conditions if decision else ())
    )
    and_them = " and its conditions" if conditions else ""
    return ToSign(
        question=content.assessment.question,
        headline=word("suggestion", content.headline),
        band=decision_in_words(content),
        conditions=conditions,
        valid_until=content.valid_until,
        check_code=check_code(seal.content_sha256),
        statement=f"I have read this report, and I agree to the decision{and_them}.",
        why_not=_why_not(content),
    )


def _why_not(content: ReportContent) -> str:
    return _NOTHING_TO_AGREE_TO[content.decision_standing]
