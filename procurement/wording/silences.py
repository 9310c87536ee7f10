"""What flags that are shown as one finding are called together, and why they are one. Pure."""

from collections.abc import Sequence

from content.words import word
from procurement.facts.values import NON_ANSWERS
from procurement.questionnaire.schema import Bank
from procurement.screening_result import Flag
from procurement.wording.answers import question_in_words


def title_together(findings: Sequence[Flag], bank: Bank) -> str:
    """Return the title of flags that are shown as one; of a single one, its own.

    "How was this model made? The vendor would not say (5 points)". "A DPIA is required and not done
    (4 reasons)"; where an answer settles it, the first reason and how many more.
    """
    first = findings[0]
    if len(findings) == 1:
        return first.title
    if first.shown_under is not None:
        if first.status == "settled":
            return f"{first.title} (and {len(findings) - 1} more)"
        return f"{first.shown_under} ({len(findings)} reasons)"
    if first.part_of is None:
        return first.title
    question = question_in_words(first.part_of, bank)
    return f"{question} {_silence(findings)} ({len(findings)} points)"


def why_together(first: Flag) -> str:
    """Return in a sentence why flags are shown as one; `first` is one of them."""
    if first.shown_under is not None:
        return "All of these are reasons for one and the same thing."
    return "One answer leaves all of these open."


def _silence(findings: Sequence[Flag]) -> str:
    said = [
        each.value
        for finding in findings
        for each in finding.because
        if isinstance(each.value, str) and each.value in NON_ANSWERS
    ]
    return word("non_answer", said[0]) if said else "Nobody said"
