"""What stands on page one, put into sentences. Pure: frozen content in, words out."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.text import Truncator

from content.countries import countries
from content.words import word
from evaluations.wording.sentences import lead_sentence
from procurement.questionnaire.schema import Bank
from procurement.screening_result import Flag
from procurement.silences import finding_of_flag
from procurement.wording.flags import day
from procurement.wording.payback import about_pounds
from protection.transfers.sheet import NO_ROUTE
from reports.content.report_content import ReportContent
from reports.parts.leading_tests import leading_tests
from reports.parts.saving import saving_in_words
from reports.typesetting.adviser_words import (
    conclusion_in_words,
    gets_in_words,
    paid_in_words,
)
from reports.typesetting.decision_words import decision_in_words, ended
from reports.typesetting.reasons import MOST, name_of_test, reasons, titles_of_flags

MOST_TESTS = 2
_LETTERS_A_WORD = 8  # of the longest that people write on a page; a name of 200 letters is one word
OPEN = (None, "confirm", "escalate")
NO_SAVING = "What it would save, nobody can tell: a price or how much it is used was not said."

_REOPENS = "if the version, the price, a supplier or an answer changes"
_ENDS = {
    "rule": ": the day before a rule starts",
    "acceptance": ": the day before an accepted flag opens again",
    "document": ": a document’s last day",
}


@dataclass(frozen=True, slots=True)
class PageOne:
    """The words of page one."""

    headline: str
    band: str
    concluded: str
    lead: str
    why: tuple[str, ...]
    next_steps: tuple["Step", ...]
    dpia: str
    dpia_more: str
    transfers: str
    transfers_more: str
    would_not_say: str
    not_checked: str
    waiting: str
    tested: str
    valid: str
    prepared: str


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do next; `by` names who and by when, or says that nobody has settled it."""

    what: str
    by: str = "No owner or date yet"


def shortened(said: str, words: int) -> str:
    """Return what was said with at most so many words, and no more letters than these have at most.

    What is cut ends in "…".
    """
    letters = words * _LETTERS_A_WORD
    if len(said) <= letters and len(said.split()) <= words:
        return said  # as it is: no-break spaces stay
    return Truncator(Truncator(said).words(words, truncate=" …")).chars(letters)


def cut(one: PageOne, words: int) -> PageOne:
    """Return it with nothing longer than so many words; what was cut ends in "…"."""
    return replace(
        one,
        band=shortened(one.band, words * 2),
        concluded=shortened(one.concluded, words * 2),
        lead=shortened(one.lead, words * 3),
        why=tuple(shortened(each, words) for each in one.why),
        next_steps=tuple(
            Step(shortened(each.what, words), shortened(each.by, words)) for each in one.next_steps
        ),
        dpia_more=shortened(one.dpia_more, words),
        transfers_more=shortened(one.transfers_more, words),
        would_not_say=shortened(one.would_not_say, words),
        tested=shortened(one.tested, words * 3),
        valid=shortened(one.valid, words * 4),
        prepared=shortened(one.prepared, words * 4),
    )


def page_one(content: ReportContent, bank: Bank) -> PageOne:
    """Return the words of page one."""
    flags = {flag.rule: flag for flag in content.screen.flags}
    return PageOne(
        headline=word("suggestion", content.headline),
        band=decision_in_words(content),
        concluded=conclusion_in_words(content),
        lead=_lead(content),
        why=reasons(content, bank),
        next_steps=_next_steps(content, flags, bank),
        dpia=word("dpia", content.dpia.status),
        dpia_more=_dpia_more(content),
        transfers=word("transfers", content.transfers.status),
        transfers_more=_transfers_more(content, bank),
        would_not_say=_would_not_say(content),
        not_checked=_not_looked_at(content),
        waiting=_waiting(content),
        tested=_tested(content),
        valid=_valid(content),
        prepared=_prepared(content),
    )


def _lead(content: ReportContent) -> str:
    product, number = content.assessment.product, len(content.evaluations)
    shown = leading_tests(number, content.grounds)[:MOST_TESTS]
    tested = [
        f"{name_of_test(each, content)}: " * (number > 1)
        + lead_sentence(content.evaluations[each - 1], product)
        for each in shown
    ]
    left = number - len(shown)
    if left:
        tested.append(
            f"{left} older {'test stands' if left == 1 else 'tests stand'} in the full file."
        )
    return " ".join(
        [
            _trade_off(content),
            *(tested or [f"{product} was not tested. What follows rests on words and documents."]),
        ]
    )


def _trade_off(content: ReportContent) -> str:
    """Return the saving against the mistakes; the saving alone where no test shows mistakes.

    Where it is not known, that it is not.
    """
    if not content.trade_off:
        return saving_in_words(content.saving, content.assessment.product) or NO_SAVING
    once = content.saving.set_up if content.saving else None
    paid = f", and {about_pounds(Decimal(str(once)))} is paid once before" if once else ""
    return f"{content.trade_off} Prices and volume are as told{paid}."


def _next_steps(content: ReportContent, flags: Mapping[str, Flag], bank: Bank) -> tuple[Step, ...]:
    """Return what people decided must be done, then what the rules suggest.

    The conditions of a decision that no longer counts come last: they do not know what changed.
    """
    conditions = [
        Step(ended(each.what), f"{each.who}, {day(each.due)}")
        for each in (content.decision.conditions if content.decision else ())
    ]
    asked_for = [
        Step(ended(each.reason), f"{each.who}, {day(each.due)}")
        for each in content.flag_decisions
        if each.due is not None and not each.changed_since
    ]
    suggested = map(Step, _suggested_steps(content, flags, bank))
    if content.decision_standing == "changed":
        steps = [*asked_for, *suggested, *conditions]
    else:
        steps = [*conditions, *asked_for, *suggested]
    return tuple(dict.fromkeys(steps))[:MOST]


def _suggested_steps(
    content: ReportContent, flags: Mapping[str, Flag], bank: Bank
) -> tuple[str, ...]:
    steps: list[str] = []
    told: set[str] = set()
    for ground in content.grounds:
        if ground.kind == "flag" and ground.decided in OPEN and flags[ground.ref].clears:
            finding = finding_of_flag(flags[ground.ref])
            if finding not in told:
                steps.append(f"{flags[ground.ref].clears[0]}.")
            told.add(finding)
        elif ground.kind == "test" and ground.weight == "proceed_with_conditions":
            steps.append("Label more of your own examples and test again.")
        elif ground.kind == "test":
            steps.append("Ask the vendor for a better version, or keep to the bigger one.")
    asked = Counter(
        need
        for rule in content.screen.cannot_tell
        if rule.severity in ("critical", "high") and not rule.upcoming
        for need in rule.needs
        if need in bank.by_id  # and not a setting, which nobody is asked
    )
    questions = [
        f"Ask: {bank.by_id[key].text}"
        for key, _ in sorted(asked.items(), key=lambda item: (-item[1], bank.position[item[0]]))
    ]
    kept = list(dict.fromkeys(steps))[: MOST - 1 if questions else MOST]
    return tuple([*kept, *questions][:MOST]) or (
        "Look again when the version, the price or the law changes.",
    )


def _dpia_more(content: ReportContent) -> str:
    if content.dpia.status == "needed":
        return f"{content.dpia.answer or 'Whether there is one was not said'}."
    if content.dpia.status == "not_settled":
        return "Questions that decide it are open."
    return "None of the signs that call for one was found in the answers."


def _transfers_more(content: ReportContent, bank: Bank) -> str:
    transfers = content.transfers
    stops = content.where_data_goes.stops if content.where_data_goes else ()
    apart = {stop.code for stop in stops if stop.route.kind in NO_ROUTE}
    named = [code for code in transfers.countries if code in apart] or transfers.countries
    names = ", ".join(countries().get(code, code) for code in named)
    if transfers.status == "not_covered":
        first = titles_of_flags(content, bank)[transfers.rules[0]]
        return f"{names}: {first}." if names else f"{first}."
    if transfers.status == "not_settled":
        return (
            f"{names}. Questions that decide it are open."
            if names
            else "Questions that decide it are open."
        )
    return (
        f"{names}."
        if names
        else "All named places are in the United Kingdom, or no personal data goes in."
    )


def _waiting(content: ReportContent) -> str:
    undecided = [rule for rule in content.screen.cannot_tell if not rule.upcoming]
    if not undecided:
        return "Every rule could be decided."
    grave = sum(rule.severity in ("critical", "high") for rule in undecided)
    rules = "rule waits" if len(undecided) == 1 else "rules wait"
    return f"{len(undecided)} {rules} for an answer, {grave} of them grave."


def _not_looked_at(content: ReportContent) -> str:
    """Return what we did not check: no fault of the vendor's, and no finding either."""
    said = []
    if not content.evaluations:
        said.append("The product itself: nobody tested it.")
    if content.rests_on.says:
        answers = "answer rests" if content.rests_on.says == 1 else "answers rest"
        said.append(f"{content.rests_on.says} {answers} on somebody’s word alone.")
    unasked = [told for each in content.sections for told in each.told if told.state == "not_asked"]
    light = sum(not told.because for told in unasked)
    if light:
        questions = "question is" if light == 1 else "questions are"
        said.append(f"{light} {questions} not part of a light check.")
    if len(unasked) > light:
        questions = "question" if len(unasked) - light == 1 else "questions"
        said.append(f"{len(unasked) - light} {questions} of little weight here were not asked.")
    said.append(_waiting(content))
    return " ".join(said)


def _valid(content: ReportContent) -> str:
    """Return the last day, what ends it then, and what would reopen it sooner."""
    if content.valid_until is None:
        return f"Look again {_REOPENS}."
    last = content.valid_because
    why = _ENDS.get(last.ends_by, "") if last else ""
    starts = [
        flag.effective_from
        for flag in content.screen.flags
        if flag.status == "upcoming" and flag.effective_from
    ]
    rule = f", and on {day(min(starts))}, when a rule starts" if starts else ""
    if last is not None and last.ends_by == "rule":
        rule = ""  # said already
    return f"{day(content.valid_until)}{why}. Look again sooner {_REOPENS}{rule}."


def _tested(content: ReportContent) -> str:
    about = content.assessment
    name = f"{about.product} {about.version or '(nobody has said which version)'}"
    how = {word("isolation", each["student"]["isolation"]).lower() for each in content.evaluations}
    on = f" on {day(content.tested_on[-1])}" if content.tested_on else ""
    shown = f" Tested{on}: {', '.join(sorted(how))}." if how else " Not tested."
    return f"{name} by {about.vendor}.{shown} Law as on {day(about.law_on)}."


def _prepared(content: ReportContent) -> str:
    by = content.prepared_by
    role = by.role.lower() if by else ""
    if content.adviser:
        at = f"{role} at" if role == "adviser" else ", ".join(filter(None, (role, "with")))
        who = f"{by.name}, {at} {content.adviser.firm}," if by else f"{content.adviser.firm},"
    else:
        who = f"{by.name}{f', {role},' if role else ''}" if by else "No person named,"
    return (
        f"{who} for {content.assessment.organisation}. {paid_in_words(content)} "
        f"{gets_in_words(content)}"
    )


def _list(said: tuple[str, ...]) -> str:
    shown = " ".join(said[:MOST])
    return f"{shown} And {len(said) - MOST} more." if len(said) > MOST else shown


def _would_not_say(content: ReportContent) -> str:
    """Return what the vendor refused; where it was not asked or has not answered, that instead."""
    said = _list(content.would_not_say)
    asked = content.vendor_asked
    if asked is None or asked.word == "answered":
        return said or "Nothing that was asked."
    return f"{said} {asked.sentence}".strip()
