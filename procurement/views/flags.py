"""The flags of one assessment: what is known, what was decided, and what cannot be told yet."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from organisations.access import role_of
from organisations.permissions import Permission
from organisations.roles import may
from procurement.access import assessment_view
from procurement.answered import Answered
from procurement.lifecycle import Standing
from procurement.models import Assessment
from procurement.queries import full_screening_of, with_decisions
from procurement.questionnaire.schema import Bank
from procurement.rulebook.schema import SEVERITIES
from procurement.screening_result import Undecided
from procurement.shown_flags import GRAVE, ShownFlag, shown, shown_flags
from procurement.views.place import Place, may_answer
from procurement.wording.flags import reasons_in_words
from procurement.wording.silences import why_together
from procurement.wording.statements import statement_lines

_ASK_FIRST = 6
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class FlagLine:
    """One flag of the list: why in one line, what was decided, and where it leads.

    `points` are the titles of those it is made of, where several are one finding.
    """

    state: ShownFlag
    why: str
    url: str
    points: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """One rule nobody can decide yet, with the questions that would settle it."""

    rule: Undecided
    questions: tuple[tuple[str, str], ...]


@assessment_view(Permission.ASSESSMENT_VIEW)
def flags(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Show what to settle first, what is good to ask for, and below what cannot be told yet."""
    answered = Answered.of(assessment)
    bank, place = answered.library.bank, Place(assessment)
    lines = _lines(shown_flags(assessment), bank, place)
    raised = [line for line in lines if line.state.flag.standing == Standing.RAISED]
    screening = full_screening_of(assessment)
    waiting = [rule for rule in screening.cannot_tell if not rule.upcoming]
    in_writing = [
        (line, place.question(line.key))
        for line in statement_lines(screening.statements_wanted, bank)
    ]
    asked = [chapter for chapter in answered.chapters if chapter.steps]
    undecided = [line for line in raised if line.state.counting is None]
    cleared = _cleared(assessment)
    context = {
        "assessment": assessment,
        "place": "tools",
        "settle": _by_severity(raised, GRAVE),
        "good": _by_severity(raised, [each for each in SEVERITIES if each not in GRAVE]),
        "settle_count": sum(line.state.severity in GRAVE for line in raised),
        "good_count": sum(line.state.severity not in GRAVE for line in raised),
        "to_check": [
            line for line in [*lines, *_lines(cleared, bank, place)] if line.state.lowered
        ],
        "raised": raised,
        "undecided": undecided,
        "beside": [
            (title, [line for line in lines if line.state.flag.standing == standing])
            for title, standing in (
                ("Settled by an answer", Standing.SETTLED),
                ("Not in force yet", Standing.UPCOMING),
            )
            if any(line.state.flag.standing == standing for line in lines)
        ],
        "cleared": cleared,
        "statements": [each for each in in_writing if each[0].grave],
        "more_statements": [each for each in in_writing if not each[0].grave],
        "waiting": [_waiting(rule, bank, place) for rule in waiting[:_SHOWN]],
        "more_waiting": [_waiting(rule, bank, place) for rule in waiting[_SHOWN:]],
        "ask_first": _ask_first(waiting, bank, place),
        "done": sum(chapter.done for chapter in asked),
        "total": sum(len(chapter.steps) for chapter in asked),
        "may_edit": may_answer(request, assessment),
        "may_decide": may(role_of(request), Permission.FLAG_DECIDE),
    }
    return render(request, "procurement/flags.html", context)


def _by_severity(
    raised: Sequence[FlagLine], severities: Sequence[str]
) -> list[tuple[str, list[FlagLine]]]:
    groups = [
        (severity, [line for line in raised if line.state.severity == severity])
        for severity in severities
    ]
    return [(severity, lines) for severity, lines in groups if lines]


def _lines(flags: Sequence[ShownFlag], bank: Bank, place: Place) -> list[FlagLine]:
    """Return each flag with the reason that tells it from the others: the one fewest flags share."""
    reasons = {one.flag.id: reasons_in_words(one.finding, bank) for one in flags}
    shared = Counter(reason for each in reasons.values() for reason in each)
    return [
        FlagLine(
            one,
            why_together(one.finding)
            if one.several
            else min(reversed(reasons[one.flag.id]), key=shared.__getitem__, default=None)
            or one.finding.explanation,
            place.to("procurement:flag", flag=one.flag.id),
            _points(one, place),
        )
        for one in flags
    ]


def _points(one: ShownFlag, place: Place) -> tuple[tuple[str, str], ...]:
    if not one.several:
        return ()
    return tuple(
        (state.finding.title, place.to("procurement:flag", flag=state.flag.id))
        for state in one.states
    )


def _cleared(assessment: Assessment) -> list[ShownFlag]:
    """Return what cleared, the newest first."""
    gone = shown(with_decisions(list(assessment.flags.filter(standing=Standing.CLEARED))))
    return sorted(gone, key=lambda one: str(one.flag.cleared_at), reverse=True)


def _waiting(rule: Undecided, bank: Bank, place: Place) -> WaitingLine:
    known = [key for key in rule.needs if key in bank.by_id]
    return WaitingLine(rule, tuple((bank.by_id[key].text, place.question(key)) for key in known))


def _ask_first(
    waiting: Sequence[Undecided], bank: Bank, place: Place
) -> list[tuple[str, str, int]]:
    """Return the questions most rules wait for: text, address, and how many rules."""
    asked = Counter(key for rule in waiting for key in rule.needs if key in bank.by_id)
    order = sorted(asked.items(), key=lambda item: (-item[1], bank.position[item[0]]))
    return [(bank.by_id[key].text, place.question(key), rules) for key, rules in order[:_ASK_FIRST]]
