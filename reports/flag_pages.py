"""What stands on the pages of flags and open questions, put into sentences. Pure."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from content.words import word
from procurement.questionnaire.schema import Bank
from procurement.screening_result import Because, Citation, Flag
from procurement.wording.answers import plain_in_words, question_in_words
from reports.report_content import ReportContent

SETTLE = ("critical", "high")
QUESTIONS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class FlagText:
    """One flag in words."""

    id: str
    severity: str
    severity_word: str
    category: str
    title: str
    explanation: str
    because: tuple[str, ...]
    clears: tuple[str, ...]
    basis: str
    citations: tuple[str, ...]
    doubt: str


@dataclass(frozen=True, slots=True)
class FlagGroup:
    """Flags under one heading."""

    heading: str
    lead: str
    flags: tuple[FlagText, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One open question and how many rules wait for it."""

    question: str
    rules: int


def flag_groups(content: ReportContent, bank: Bank) -> tuple[FlagGroup, ...]:
    """Return the flags: what to settle first, what is good to ask for, what is settled or to come."""
    raised = [flag for flag in content.screen.flags if flag.status == "raised"]
    groups = (
        ("Settle before you sign", "Grave flags. Each says what would clear it.", [flag for flag in raised if flag.severity in SETTLE]),
        ("Good to ask for", "Smaller points.", [flag for flag in raised if flag.severity not in SETTLE]),
        ("Settled by an answer", "These would be flags, but an answer settles them.", [flag for flag in content.screen.flags if flag.status == "settled"]),
        ("Not in force yet", "Rules that start after the day the law was read.", [flag for flag in content.screen.flags if flag.status == "upcoming"]),
    )  # fmt: skip
    return tuple(
        FlagGroup(heading, lead, tuple(_flag(flag, bank) for flag in flags))
        for heading, lead, flags in groups
        if flags
    )


def waiting(content: ReportContent, bank: Bank) -> tuple[Waiting, ...]:
    """Return the open questions that most rules wait for."""
    asked = Counter(
        need for rule in content.screen.cannot_tell if not rule.upcoming for need in rule.needs
    )
    order = sorted(asked.items(), key=lambda item: (-item[1], bank.position.get(item[0], 0)))
    return tuple(
        Waiting(question_in_words(key, bank), rules) for key, rules in order[:QUESTIONS_SHOWN]
    )


def day(on: date) -> str:
    """Return a day as people write it: 21 November 2026."""
    return f"{on.day}\u00a0{on:%B}\u00a0{on.year}"


def _flag(flag: Flag, bank: Bank) -> FlagText:
    since = ""
    if flag.effective_from:
        since = f", {'from' if flag.status == 'upcoming' else 'since'} {day(flag.effective_from)}"
    doubts = [flag.note, f"To be verified: {flag.verify}" if flag.verify else None]
    if flag.confidence and flag.confidence != "high":
        doubts.append(f"How sure we are of the rule: {flag.confidence}")
    return FlagText(
        id=flag.rule,
        severity=flag.severity,
        severity_word=word("severity", flag.severity),
        category=word("category", flag.category),
        title=flag.title,
        explanation=flag.explanation,
        because=_reasons(flag, bank),
        clears=flag.clears,
        basis=f"{word('kind', flag.kind)}{since}",
        citations=tuple(_citation(each) for each in flag.citations),
        doubt=" ".join(f"{doubt.rstrip('.')}." for doubt in doubts if doubt),
    )


def _reasons(flag: Flag, bank: Bank) -> tuple[str, ...]:
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


def _citation(each: Citation) -> str:
    place = f", {each.provision}" if each.provision else ""
    seen = {
        "primary": "text read",
        "secondary": "read in another source",
        "not_fetched": "not opened by us: open it before you rely on it",
        "internal": "our own view or file",
    }[each.seen]
    due = ", not re-checked since" if each.review_by and each.review_by < date.today() else ""  # noqa: DTZ011
    return f"{each.instrument}{place}. Checked {day(each.checked_on)}{due}; {seen}."
