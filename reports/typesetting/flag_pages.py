"""What stands on the pages of flags and open questions, put into sentences. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from content.words import word
from procurement.questionnaire.schema import Bank
from procurement.rulebook.schema import SEVERITIES, Severity
from procurement.screening_result import Flag
from procurement.silences import findings_together
from procurement.wording.answers import question_in_words
from procurement.wording.flags import (
    basis_in_words,
    citation_in_words,
    day,
    doubt_in_words,
    reasons_in_words,
    severity_in_words,
)
from procurement.wording.silences import title_together, why_together
from reports.content.decisions import SeverityHeld
from reports.content.report_content import ReportContent
from reports.typesetting.decision_words import ended, flag_decision_in_words, held_in_words

SETTLE = ("critical", "high")
QUESTIONS_SHOWN = 12
LONG = 2_000  # letters: a third of a page
UNDECIDED = "Nobody has decided on this yet."
UNDECIDED_REST = "Nobody has decided on its other reasons yet."
SETTLE_FIRST = "Settle before you sign"


@dataclass(frozen=True, slots=True)
class FlagText:
    """One flag in words.

    `points` are those it is made of, where several are one finding, and `lead` says why they are.
    """

    id: str
    severity: str
    severity_word: str
    severity_because: str
    category: str
    title: str
    explanation: str
    because: tuple[str, ...]
    clears: tuple[str, ...]
    basis: str
    citations: tuple[str, ...]
    doubt: str
    decision: str
    held: str = ""
    points: tuple["FlagText", ...] = ()
    lead: str = ""
    replies: tuple[str, ...] = ()

    @property
    def rules(self) -> frozenset[str]:
        """Return the rules behind it."""
        return frozenset({self.id, *(point.id for point in self.points)})

    @property
    def is_long(self) -> bool:
        """Return whether people wrote so much to it that it may not fit on what is left of a page."""
        return sum(map(len, (self.decision, self.held, *self.replies))) > LONG

    @property
    def alone(self) -> tuple["FlagText", ...]:
        """Return the flags it is made of, each by itself."""
        return self.points or (self,)


@dataclass(frozen=True, slots=True)
class FlagGroup:
    """Flags under one heading."""

    heading: str
    lead: str
    flags: tuple[FlagText, ...]

    @property
    def open(self) -> bool:
        """Return whether nobody decided on one of them."""
        return any(
            each.decision == UNDECIDED for flag in self.flags for each in (flag, *flag.points)
        )


@dataclass(frozen=True, slots=True)
class Waiting:
    """One open question and how many rules wait for it."""

    question: str
    rules: int


def flag_groups(content: ReportContent, bank: Bank) -> tuple[FlagGroup, ...]:
    """Return the flags: what to settle first, what is good to ask for, what is settled or to come."""
    held = {each.rule: each for each in content.severities_held}
    flags = [_gravest_first(each, held) for each in findings_together(content.screen.flags)]
    raised = [each for each in flags if each[0].status == "raised"]
    groups = (
        (SETTLE_FIRST, "Grave flags. Each says what would clear it.", [each for each in raised if _severity(each[0], held) in SETTLE]),
        ("Good to ask for", "Smaller points.", [each for each in raised if _severity(each[0], held) not in SETTLE]),
        ("Settled by an answer", "These would be flags, but an answer settles them.", [each for each in flags if each[0].status == "settled"]),
        ("Not in force yet", "Rules that start after the day the law was read.", [each for each in flags if each[0].status == "upcoming"]),
    )  # fmt: skip
    decided = decisions_in_words(content)
    said = _replies_in_words(content)
    on = timezone.localtime(content.report.frozen_at).date()
    return tuple(
        FlagGroup(
            heading,
            lead,
            tuple(_together(each, bank, decided, said, held, on) for each in members),
        )
        for heading, lead, members in groups
        if members
    )


def _together(
    findings: Sequence[Flag],
    bank: Bank,
    decided: Mapping[str, str],
    said: Mapping[str, tuple[str, ...]],
    held: Mapping[str, SeverityHeld],
    on: date,
) -> FlagText:
    """Return one flag, or those of one finding as one: what they share is said once."""
    points = tuple(
        replace(
            _flag(flag, bank, decided.get(flag.rule, ""), held.get(flag.rule), on),
            replies=said.get(flag.rule, ()),
        )
        for flag in findings
    )
    if len(points) == 1:
        return points[0]
    if findings[0].shown_under is None:  # what one silence raised rests on one answer, in the title
        points = tuple(replace(point, because=()) for point in points)
    decisions = {point.decision for point in points}
    same = len(decisions) == 1
    return replace(
        points[0],
        title=title_together(findings, bank),
        because=(),
        lead=why_together(findings[0]),
        decision=decisions.pop() if same else "",
        points=tuple(replace(point, decision="") for point in points) if same else points,
    )


def decisions_in_words(content: ReportContent) -> Mapping[str, str]:
    """Return, by rule, what was decided on each flag."""
    return {each.rule: flag_decision_in_words(each) for each in content.flag_decisions}


def _replies_in_words(content: ReportContent) -> Mapping[str, tuple[str, ...]]:
    """Return, by rule, what the vendor said to each flag, with who and when."""
    found: dict[str, tuple[str, ...]] = {}
    for each in content.flag_replies:
        words = f"{ended(each.words)} {each.said_by}, {day(timezone.localtime(each.at).date())}."
        found[each.rule] = (*found.get(each.rule, ()), words)
    return found


def waiting(content: ReportContent, bank: Bank) -> tuple[Waiting, ...]:
    """Return the open questions that most rules wait for."""
    asked = Counter(
        need for rule in content.screen.cannot_tell if not rule.upcoming for need in rule.needs
    )
    order = sorted(asked.items(), key=lambda item: (-item[1], bank.position.get(item[0], 0)))
    return tuple(
        Waiting(question_in_words(key, bank), rules) for key, rules in order[:QUESTIONS_SHOWN]
    )


def _severity(flag: Flag, held: Mapping[str, SeverityHeld]) -> Severity:
    """Return how grave a flag is held to be: by its rule, or by whoever changed that."""
    return held[flag.rule].held if flag.rule in held else flag.severity


def _gravest_first(findings: Sequence[Flag], held: Mapping[str, SeverityHeld]) -> tuple[Flag, ...]:
    return tuple(sorted(findings, key=lambda flag: SEVERITIES.index(_severity(flag, held))))


def _flag(flag: Flag, bank: Bank, decision: str, held: SeverityHeld | None, on: date) -> FlagText:
    severity = held.held if held else flag.severity
    return FlagText(
        id=flag.rule,
        severity=severity,
        severity_word=word("severity", severity),
        held=held_in_words(held) if held else "",
        severity_because=severity_in_words(flag),
        category=word("category", flag.category),
        title=flag.title,
        explanation=flag.explanation,
        because=reasons_in_words(flag, bank),
        clears=flag.clears,
        basis=basis_in_words(flag),
        citations=tuple(citation_in_words(each, on) for each in flag.citations),
        doubt=doubt_in_words(flag),
        decision=decision or ("" if flag.status == "settled" else UNDECIDED),
    )
