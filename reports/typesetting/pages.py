"""Turns frozen content into the report's HTML. Pure but for Django's templates."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from content.glossary import glossary
from evaluations.wording.ledger import ledger_lead
from evaluations.wording.whole_result import whole_result
from pages.drawing import BRAND, BRAND_PALE, WHITE
from procurement.questionnaire.schema import Bank
from procurement.rulebook.schema import SEVERITIES
from procurement.wording.flags import day
from procurement.wording.model_history_drawing import lineage_drawing
from procurement.wording.statements import statement_lines
from protection.dpia.record import Risk
from reports.check_code import check_code
from reports.content.protection import Dpia
from reports.content.report_content import ReportContent
from reports.parts.leading_tests import leading_tests
from reports.parts.validity import LastDay
from reports.typesetting import charts
from reports.typesetting.adviser_words import adviser_told
from reports.typesetting.check_square import check_square
from reports.typesetting.decision_words import (
    MARKS,
    ended,
    fall_in_words,
    signing_in_words,
    trade_off_in_words,
)
from reports.typesetting.evidence_words import documents_told, found_by_looking
from reports.typesetting.flag_pages import UNDECIDED, flag_groups, waiting
from reports.typesetting.page_one import cut, page_one
from reports.typesetting.reasons import name_of_test
from reports.typesetting.shared_answers import by_letter, flags_by_letter, shared_among
from reports.typesetting.short_names import short, with_short_names
from reports.typesetting.told_answers import section_in_words, tellers
from reports.typesetting.transfer_pages import where_data_goes, worksheet_in_words

# How tightly page one may be set, the roomiest first; static/css/report.css says what each means.
FITS = ("roomy", "close", "tight", "cut", "short")
# With these, what is longer than so many words is cut, and so is a name with more letters: the parts on the
# decision, the evidence and the adviser have all of it.
CUT_TO = {"cut": (24, 60), "short": (11, 28)}
# What a name may take of the running title.
MOST_LETTERS = 36


def render_html(
    content: ReportContent, bank: Bank, *, content_sha256: str, fit: str = FITS[0]
) -> str:
    """Return the full file as one HTML page. The same content and fit give the same text."""
    told = told_on_pages(content, bank, content_sha256=content_sha256)
    return render_to_string(
        "reports/report/report.html",
        {**told, **first_page(told, fit), "parts": list(_parts(told))},
    )


def first_page(told: Mapping[str, Any], fit: str) -> Mapping[str, Any]:
    """Return how page one is set: how tightly, and what it says there."""
    if fit in CUT_TO:
        words, letters = CUT_TO[fit]
        said = page_one(with_short_names(told["content"], letters), told["bank"])
        return {"fit": "tight" if fit == "cut" else "tight r-short", "first": cut(said, words)}
    return {"fit": fit, "first": told["one"]}


def _parts(told: Mapping[str, Any]) -> Iterator[Mapping[str, str]]:
    """Return the parts of the full file after page one, in their order."""
    tests = [
        (
            f"test-{test['number']}",
            test["name"],
        )
        for test in told["tests"]
    ]
    adviser = told["adviser"]
    has_opinion = adviser and (adviser.opinion or adviser.conclusion)
    parts = [
        *([("letter", "Covering letter")] if adviser and adviser.letter else []),
        *([("opinion", "The adviser’s opinion")] if has_opinion else []),
        ("flags", "Flags and decision"),
        ("dpia", "Data protection impact assessment"),
        ("transfers", "International transfers"),
        *([("models", "Where the model came from")] if told["lineage"] else []),
        *tests,
        *([("ledger", "Every test, in order")] if told["ledgers"] else []),
        *([("asked-again", "Asked again each month")] if told["content"].asked_again else []),
        ("answers", "Questions and answers"),
        ("evidence", "Evidence"),
        ("method", "How this was made"),
        ("glossary", "What the words mean"),
        ("reliance", "Scope, interests and reliance" if adviser else "Who may rely on this"),
        *([("history", "Issues of this report")] if told["content"].history else []),
    ]
    for name, title in parts:
        yield {"id": f"part-{name}", "title": title}


def told_on_pages(content: ReportContent, bank: Bank, *, content_sha256: str) -> dict[str, Any]:
    """Return what the pages of every binding are made of, in words and pictures.

    Without a hash they are those of a draft: they say so, and have no check code.
    """
    about = content.assessment
    code = check_code(content_sha256) if content_sha256 else ""
    shared, groups = flags_by_letter(flag_groups(content, bank))
    dpia_shared = shared_among((each.because for each in content.dpia.reasons), least=2)
    told_by = tellers(content.sections)
    rests = content.rests_on
    shares = (
        charts.Share("somebody says", rests.says, WHITE),
        charts.Share("document seen", rests.document_seen, BRAND_PALE),
        charts.Share("we tested", rests.we_tested, BRAND),
        charts.Share("nobody knows", rests.nobody_knows, "none", outlined=False),
    )
    strip_title = f"Of {rests.total} facts: " + ", ".join(
        f"{each.count} {each.name}" for each in shares
    )
    tests = [
        {
            **{name: getattr(test, name) for name in test.__slots__},
            "number": number,
            "name": name_of_test(number, content),
            "right_plot": _ours(test.right_plot),
            "wrong_plot": _ours(test.wrong_plot),
        }
        for number, test in enumerate(
            (whole_result(evaluation, about.product) for evaluation in content.evaluations), 1
        )
    ]
    return {
        "title": f"{about.product} for {about.organisation}",
        "short_title": f"{short(about.product, MOST_LETTERS)} for {short(about.organisation, MOST_LETTERS)}",
        "short_organisation": short(about.organisation, MOST_LETTERS),
        "short_firm": short(content.adviser.firm, MOST_LETTERS) if content.adviser else "",
        "content": content,
        "bank": bank,
        "content_sha256": content_sha256,
        "draft": not content_sha256,
        "check_code": code,
        "square": _ours(
            check_square(f"{content.check_at}?code={code}") if content.check_at and code else ""
        ),
        "made_on": day(timezone.localtime(content.report.frozen_at).date()),
        "law_on": day(about.law_on),
        "valid_until": day(content.valid_until) if content.valid_until else "",
        "valid_because": _end_in_words(content.valid_because),
        "adviser": adviser_told(content),
        "mark": MARKS[content.decision_standing],
        "one": page_one(content, bank),
        "groups": groups,
        "undecided": UNDECIDED,
        "shared_answers": shared,
        "dpia_shared": dpia_shared,
        "dpia_reasons": [
            each.model_copy(update={"because": by_letter(each.because, dpia_shared)})
            for each in content.dpia.reasons
        ],
        "dpia_risks": _risks(content.dpia),
        "told_by": told_by,
        "sections": [section_in_words(each, told_by) for each in content.sections],
        "transfer_sheets": [
            worksheet_in_words(each.worksheet) for each in content.transfer_worksheets
        ],
        "transfer_drafts": [worksheet_in_words(each) for each in content.transfer_drafts],
        "severities": [
            (key, content.method.severities[key])
            for key in SEVERITIES
            if content.method and key in content.method.severities
        ],
        "glossary": glossary(),
        "trade_off": _trade_off(content),
        "conditions": _conditions(content),
        "falls": [fall_in_words(each) for each in content.fell_unchecked],
        "signing": signing_in_words(content.signing) if content.signing else (),
        "transfer_flags": [
            flag
            for group in groups
            for flag in group.flags
            if not flag.rules.isdisjoint(content.transfers.rules)
        ],
        "lineage": (_ours(lineage_drawing(content.model_history)) if content.model_history else ""),
        **where_data_goes(content),
        "documents": documents_told(content),
        "observed": found_by_looking(content, bank),
        "in_writing": statement_lines(content.screen.statements_wanted, bank),
        "open_questions": waiting(content, bank),
        "tests": tests,
        "leading_tests": [
            tests[number - 1] for number in leading_tests(len(tests), content.grounds)
        ],
        "ledgers": [(ledger_lead(lines, about.product), lines) for lines in content.test_ledgers],
        "ruler": _ours(charts.ruler()),
        "client_pages": most_pages(content),
        "strip": _ours(charts.rests_on(shares, title=strip_title)),
        "shares": [(share, _ours(charts.swatch(share))) for share in shares],
    }


def _risks(dpia: Dpia) -> dict[str, list[Risk]]:
    """Return the risks of the worksheet of which somebody said something, and the bare proposals."""
    sheet = dpia.signed.record if dpia.signed else dpia.draft
    risks = sheet.risks if sheet else ()
    told = [
        each
        for each in risks
        if each.harm or each.measures or each.left_out or each.level or each.level_after
    ]
    return {"told": told, "bare": [each for each in risks if each not in told]}


def _trade_off(content: ReportContent) -> str:
    chosen = content.decision.trade_off if content.decision else None
    return trade_off_in_words(chosen) if chosen else ""


def _conditions(content: ReportContent) -> list[dict[str, str]]:
    return [
        {"what": ended(each.what), "who": each.who, "by": day(each.due), "how": each.how}
        for each in (content.decision.conditions if content.decision else ())
    ]


def most_pages(content: ReportContent) -> int:
    """Return how many pages the client report may have: two for a light check, else six."""
    return 2 if content.screen.depth == "light" else 6


def _ours(svg: str) -> SafeString:
    return mark_safe(svg)  # noqa: S308 -- drawn by us, with every value escaped


_ENDS = {
    "months": "",
    "rule": "The day after, a rule starts: {}.",
    "acceptance": "The day after, an accepted flag opens again: {}.",
    "document": "That is the last day of a document it rests on: {}.",
}


def _end_in_words(last: LastDay | None) -> str:
    """Return what ends a report’s last day, with its title; nothing where six months do."""
    return _ENDS[last.ends_by].format(last.what.rstrip("?.")) if last else ""
