"""What was found by looking, in words. Pure."""

from dataclasses import dataclass

from content.words import word
from procurement.observed_values import from_json
from procurement.questionnaire.schema import Bank
from procurement.wording.answers import question_in_words, value_in_words
from reports.content.report_content import ReportContent


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found: about what, what it is, how certain, and by which means."""

    what: str
    found: str
    certainty: str
    how: str


def found_by_looking(content: ReportContent, bank: Bank) -> tuple[Found, ...]:
    """Return each observation in words, in the order in which it was made."""
    return tuple(
        Found(
            what=_sentence(question_in_words(each.key, bank)),
            found=value_in_words(from_json(each.value), bank.by_id.get(each.key)),
            certainty=word("grade", each.certainty),
            how=each.how,
        )
        for each in content.observations
    )


def _sentence(said: str) -> str:
    return said[:1].upper() + said[1:]
