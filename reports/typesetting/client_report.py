"""The client report: page one and what a director signs, on at most six pages; a light check on two.

What is too long is cut at a word and ends in "…": the full file, made of the same content, has all of it.
Pure but for Django's templates.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.template.loader import render_to_string

from procurement.questionnaire.schema import Bank
from procurement.wording.flags import day
from reports.content.report_content import ReportContent
from reports.typesetting.decision_words import ended
from reports.typesetting.flag_pages import SETTLE_FIRST, UNDECIDED, UNDECIDED_REST, FlagText
from reports.typesetting.page_one import page_one, shortened
from reports.typesetting.pages import FITS, first_page, most_pages, told_on_pages


@dataclass(frozen=True, slots=True)
class Fit:
    """How tightly it is set: page one, how many flags and rows, and words in each cell.

    `sheets`: each part begins a page of its own, where what it says suits that. `picture`: with the
    picture of where data goes.
    """

    page_one: str
    flags: int
    rows: int
    words: int
    tests: int = 2
    sheets: bool = False
    picture: bool = True


_ROOMY, _CLOSE, _TIGHT, _CUT, _SHORT = FITS
CLIENT_FITS = (
    *(Fit(fit, flags=12, rows=16, words=60, sheets=True) for fit in (_ROOMY, _CLOSE, _TIGHT)),
    Fit(_TIGHT, flags=12, rows=12, words=60),
    Fit(_TIGHT, flags=8, rows=8, words=30),
    Fit(_CUT, flags=8, rows=8, words=30),
    Fit(_SHORT, flags=5, rows=5, words=18, tests=1, picture=False),
    Fit(_SHORT, flags=3, rows=3, words=10, tests=1, picture=False),
)
# With more flags or actions, or a second test, parts run on from one to the next.
MOST_ON_SHEETS = 10
MOST_REPLIES = 2


@dataclass(frozen=True, slots=True)
class ToSettle:
    """One flag to settle: what clears it, what was decided, and the vendor's newest replies beside it."""

    severity: str
    severity_word: str
    title: str
    why: str
    clears: str
    decision: str
    replies: tuple[str, ...]
    replies_left: int = 0


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: who, by when, and how we will know."""

    what: str
    who: str
    how: str


def client_html(content: ReportContent, bank: Bank, *, content_sha256: str, fit: Fit) -> str:
    """Return the client report as one HTML page. The same content and fit give the same text."""
    told = told_on_pages(content, bank, content_sha256=content_sha256)
    settle = [
        flag for group in told["groups"] if group.heading == SETTLE_FIRST for flag in group.flags
    ]
    smaller = sum(len(group.flags) for group in told["groups"] if group.heading != SETTLE_FIRST)
    is_light = most_pages(content) == 2
    to_do = list(_actions(content, bank, fit.words))
    first = first_page(told, fit.page_one)
    tests = [
        {
            **test,
            "kinds": test["kinds"][: fit.rows],
            "kinds_left": len(test["kinds"][fit.rows :]),
            "notes": test["notes"][:2],
        }
        for test in told["leading_tests"][: fit.tests]
    ]
    return render_to_string(
        "reports/report/client_report.html",
        {
            **told,
            **first,
            "is_light": is_light,
            "flowing": is_light
            or not fit.sheets
            or len(told["tests"]) > 1
            or max(len(settle), len(to_do)) > MOST_ON_SHEETS,
            "map_left": not fit.picture,
            "settle": [_to_settle(flag, fit.words) for flag in settle[: fit.flags]],
            "settle_left": len(settle[fit.flags :]),
            "smaller": smaller,
            "stops": told["where_to"].stops[: fit.rows] if told["where_to"] else (),
            "stops_left": len(told["where_to"].stops[fit.rows :]) if told["where_to"] else 0,
            "tests": tests,
            "tests_left": len(told["tests"][fit.tests :]),
            "to_do": to_do[: fit.rows],
            "to_do_left": len(to_do[fit.rows :]),
            "adviser_why": shortened(told["adviser"].why, fit.words) if told["adviser"] else "",
            "signed": [
                shortened(line, fit.words * 2) for line in _signatures(told, first["first"].band)
            ],
            "falls": [shortened(each, fit.words) for each in told["falls"][: fit.rows]],
        },
    )


def _to_settle(flag: FlagText, words: int) -> ToSettle:
    points = flag.points or (flag,)
    said = tuple(dict.fromkeys(reply for point in points for reply in point.replies))
    return ToSettle(
        severity=flag.severity,
        severity_word=flag.severity_word,
        title=shortened(flag.title, words),
        why=shortened(flag.lead or flag.explanation, words),
        clears=shortened(_once(f"{each}." for point in points for each in point.clears), words),
        decision=shortened(_decided((flag, *flag.points)), words),
        replies=tuple(shortened(reply, words) for reply in said[-MOST_REPLIES:]),
        replies_left=len(said[:-MOST_REPLIES]),
    )


def _decided(points: Iterable[FlagText]) -> str:
    """Return what was decided on a finding; on the points of it that nobody decided on, at its end."""
    decisions = dict.fromkeys(point.decision for point in points if point.decision)
    if len(decisions) > 1 and UNDECIDED in decisions:
        del decisions[UNDECIDED]
        return f"{' '.join(decisions)} {UNDECIDED_REST}"
    return " ".join(decisions)


def _actions(content: ReportContent, bank: Bank, words: int) -> Iterable[Action]:
    """Return what people agreed on and asked for, then what the rules suggest and nobody took yet."""
    agreed = [
        Action(ended(each.what), f"{each.who}, {day(each.due)}", each.how)
        for each in (content.decision.conditions if content.decision else ())
    ]
    agreed += [
        Action(ended(each.reason), f"{each.who}, {day(each.due)}", "")
        for each in content.flag_decisions
        if each.due is not None and not each.changed_since
    ]
    known = {each.what for each in agreed}
    agreed += [
        Action(step.what, step.by, "")
        for step in page_one(content, bank).next_steps
        if step.what not in known
    ]
    for each in dict.fromkeys(agreed):
        yield Action(
            shortened(each.what, words), shortened(each.who, words), shortened(each.how, words)
        )


def _signatures(told: dict[str, object], band: str) -> Iterable[str]:
    trade_off, signing = told["trade_off"], told["signing"]
    yield band
    if trade_off:
        yield f"Trade-off. {trade_off}"
    yield from signing  # type: ignore[misc]  # sentences


def _once(said: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(said))
