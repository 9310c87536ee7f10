"""Flags, their reasons and their sources as sentences. Pure."""

from datetime import date

from content.words import word
from procurement.questionnaire.schema import Bank
from procurement.screening_result import Because, Citation, Flag
from procurement.wording.answers import plain_in_words, question_in_words


def day(on: date) -> str:
    """Return a day as people write it: 21 November 2026."""
    return f"{on.day}\u00a0{on:%B}\u00a0{on.year}"


def doubt_in_words(flag: Flag) -> str:
    """Return what is to be known of a rule beside its text: notes, doubts, what is to be verified."""
    doubts = [flag.note, f"To be verified: {flag.verify}" if flag.verify else None]
    if flag.confidence and flag.confidence != "high":
        doubts.append(f"How sure we are of the rule: {flag.confidence}")
    return " ".join(f"{doubt.rstrip('.')}." for doubt in doubts if doubt)


def severity_in_words(flag: Flag) -> str:
    """Return why a flag is not as grave as its rule; nothing where it is."""
    if flag.severity_because is None or flag.severity_of_rule is None:
        return ""
    usual = word("severity", flag.severity_of_rule)
    return f"{flag.severity_because} The rule by itself says “{usual}”."


def basis_in_words(flag: Flag) -> str:
    """Return what sort of rule a flag rests on and since when it holds."""
    if not flag.effective_from:
        return word("kind", flag.kind)
    start = "from" if flag.status == "upcoming" else "since"
    return f"{word('kind', flag.kind)}, {start} {day(flag.effective_from)}"


def reasons_in_words(flag: Flag, bank: Bank) -> tuple[str, ...]:
    """Return what was said or seen; what was worked out stands only where nothing else does."""
    told = [each for each in flag.because if each.source.kind != "computed"]
    return tuple(dict.fromkeys(_because(each, bank) for each in told or flag.because))


def _because(each: Because, bank: Bank) -> str:
    key = each.fact.rpartition(".")[2]
    said = plain_in_words(each.value, key, bank)
    source = each.source
    mark = source.grade or source.certainty
    how = word("grade", mark).lower() if mark else "worked out from the answers"
    at_least = "at least " if each.partial else ""
    return f"{question_in_words(key, bank).rstrip('?')}: {at_least}{said} ({how})"


def citation_in_words(each: Citation, today: date) -> str:
    """Return a source with its part, the day it was checked, and how it was read.

    Past its day of review on `today`, it says that nobody has re-checked it since.
    """
    place = f", {each.provision}" if each.provision else ""
    seen = {
        "primary": "text read",
        "secondary": "read in another source",
        "not_fetched": "not opened by us: open it before you rely on it",
        "internal": "our own view or file",
    }[each.seen]
    due = ", not re-checked since" if each.review_by and each.review_by < today else ""
    return f"{each.instrument}{place}. Checked {day(each.checked_on)}{due}; {seen}."
