"""Page one says what counts: which decision, which tests, which reasons, and until when."""

from datetime import UTC, date, datetime

import pytest

from procurement.agreed_condition import AgreedCondition
from reports.content.decisions import Confirmed, Decided, Signing
from reports.parts.validity import (
    acceptance_ends,
    document_holds_until,
    last_day,
    rule_starts,
)
from reports.typesetting.annexes import annex_html
from reports.typesetting.client_report import CLIENT_FITS, client_html
from reports.typesetting.page_one import cut, page_one
from reports.typesetting.pages import render_html
from tests.reports.content_made import LIBRARY, content, evaluation, screening

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
HASH = "0123456789abcdef" * 4
CRITICAL = {
    "personal_data_types": ["customer_records"],
    "inference_countries": ["US"],
    "us_uk_extension": "opt_no",
    "transfer_tools": ["none_in_place"],
}
REASON = "The saving is large and a person reads every message. " * 20


def plain(said):
    return said.replace("\N{NO-BREAK SPACE}", " ")


def decided(*, changed=False, rule="", confirmed=None):
    """A report on which somebody decided to proceed while the rules suggest to wait."""
    decision = Decided(
        value="proceed", reason=REASON, by="Olive", role="Owner", at=AT, suggested="proceed", grounds=(),
        conditions=(AgreedCondition(what="Sign the IDTA", who="Sam", due=date(2026, 12, 13)),),
        changed_since=changed, confirmed=confirmed,
        waits=None if confirmed else "The second of two signatures is missing." if rule else None,
    )  # fmt: skip
    made = content(screened=screening(**CRITICAL))
    assert made.suggestion == "do_not_proceed_yet"
    signing = Signing(rule=rule, officer="")
    return made.model_copy(update={"decision": decision, "signing": signing})


CHANGED = decided(changed=True)
WAITS = decided(rule="two_people")
SECOND = Confirmed(by="Lena", role="Compliance lead", at=AT, same=False)


@pytest.mark.parametrize(
    ("made", "headline", "band"),
    [
        (CHANGED, "Do not proceed yet",
         ("The rules suggest “Do not proceed yet” now. The decision “Proceed” no longer counts: something changed since. "
          "Decided by Olive, Owner, on 20 November 2026. The rules suggested the same.")),
        (WAITS, "Do not proceed yet",
         ("The rules suggest “Do not proceed yet”. The decision does not count yet. The second of two "
          "signatures is missing. It is “Proceed”. Decided by Olive, Owner, on 20 November 2026. The rules")),
        (decided(), "Proceed", "Decided by Olive, Owner, on 20 November 2026. The rules suggested the same. The"),
        (decided(rule="two_people", confirmed=SECOND), "Proceed",
         ("Decided by Olive, Owner, on 20 November 2026. Confirmed by Lena, Compliance lead, on 20 November 2026. "
          "The rules suggested the same.")),
    ],
    ids=["changed", "waits", "one signature", "confirmed"],
)  # fmt: skip
def test_a_decision_is_the_headline_only_while_it_counts(made, headline, band):
    one = page_one(made, LIBRARY.bank)
    assert one.headline == headline
    assert plain(one.band).startswith(band)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (CHANGED, "The decision “Proceed” no longer counts: something changed since."),
        (WAITS, "The decision does not count yet. The second of two signatures is missing"),
    ],
    ids=["changed", "waits"],
)
def test_no_reason_however_long_cuts_away_that_a_decision_does_not_count(made, said):
    assert said in cut(page_one(made, LIBRARY.bank), 11).band


def test_conditions_of_a_decision_that_no_longer_counts_come_after_what_is_open():
    steps = [step.what for step in page_one(CHANGED, LIBRARY.bank).next_steps]
    assert "Sign the IDTA." not in steps[:1]
    assert page_one(WAITS, LIBRARY.bank).next_steps[0].what == "Sign the IDTA."


@pytest.mark.parametrize(
    ("made", "mark", "line"),
    [
        (content(), "Proposed, not decided", "Proposed: nobody has decided yet."),
        (CHANGED, "Decision no longer counts",
         "Proposed: something changed since somebody decided, so that does not count."),
        (WAITS, "Decision not confirmed yet", "Proposed: the decision is not confirmed yet."),
        (decided(), "", "By Olive, owner, on 20 November 2026."),
    ],
    ids=["nobody", "changed", "waits", "counts"],
)  # fmt: skip
def test_until_a_decision_counts_each_page_is_marked_and_says_why(made, mark, line):
    whole = render_html(made, LIBRARY.bank, content_sha256=HASH)
    annex = annex_html("dpia", made, LIBRARY.bank, content_sha256=HASH)
    for html in (whole, annex):
        assert ("css/report_proposed.css" in html) == bool(mark)
        assert not mark or html.count(f'content:"{mark}"') == 2
    assert line in plain(annex)


def below_the_limit(n=300):
    """A test of n examples in which this version is a fifth worse."""
    return evaluation(n * 7 // 10, n // 5, 0, n // 10)


FEW, GOOD = evaluation(32, 2, 2, 4), evaluation(280, 2, 2, 16)


def chart(made):
    """The picture of a test on page one."""
    first = render_html(made, LIBRARY.bank, content_sha256=HASH).split("<h2>Why</h2>")[0]
    return first[first.rindex("<svg") : first.rindex("</svg>")]


def test_of_three_tests_the_newest_that_fell_below_the_limit_leads():
    made = content(FEW, GOOD, below_the_limit())
    assert made.suggestion == "do_not_proceed"
    one = page_one(made, LIBRARY.bank)
    # 60 of 300 more wrong; the other two are of 40 and of 300 examples.
    at_3, at_2 = one.lead.index("Test 3: In every 100"), one.lead.index("Test 2: In every 100")
    assert at_3 < at_2
    assert "Test 1" not in one.lead
    assert one.lead.endswith("1 older test stands in the full file.")
    assert one.why[0] == "Test 3: not good enough."
    assert chart(made) == chart(content(below_the_limit()))


def test_an_older_test_that_says_no_leads_and_the_newest_stands_beside_it():
    made = content(below_the_limit(), FEW, GOOD)
    lead = page_one(made, LIBRARY.bank).lead
    assert lead.index("Test 1: In every 100") < lead.index("Test 3: In every 100")
    assert "Test 2" not in lead


def test_the_client_report_has_the_same_tests_and_the_full_file_all_in_the_order_of_time():
    made = content(FEW, GOOD, below_the_limit())
    client = client_html(made, LIBRARY.bank, content_sha256=HASH, fit=CLIENT_FITS[0])
    shown = plain(client).split("The tests</h")[1]
    assert shown.index("Test 3: Not good enough.") < shown.index("Test 2: Good enough.")
    assert "1 more test stands in the full file." in shown
    tight = client_html(made, LIBRARY.bank, content_sha256=HASH, fit=CLIENT_FITS[-1])
    assert "Test 3: Not good enough." in tight
    whole = render_html(made, LIBRARY.bank, content_sha256=HASH)
    at = [whole.index(f'id="part-test-{number}">Test {number}<') for number in (1, 2, 3)]
    assert at == sorted(at)


def test_one_test_has_no_number():
    lead = page_one(content(GOOD), LIBRARY.bank).lead
    assert "Test 1" not in lead
    assert "older" not in lead


WORSE = {
    "column": "kind", "value": "damp", "made_by": "buyer", "n": 66, "verdict": "worse",
    "student": {"value": 0.5, "low": 0.4, "high": 0.6, "n": 66, "method": "Wilson", "why": None},
    "teacher": {"value": 54 / 66, "low": 0.7, "high": 0.9, "n": 66, "method": "Wilson", "why": None},
    "difference": None,
}  # fmt: skip


def test_the_ground_that_decides_is_the_first_reason_whatever_else_there_is():
    made = content({**GOOD, "slices": [WORSE]}, screened=screening(**CRITICAL))
    decides = made.grounds[0]
    assert (made.suggestion, decides.kind) == ("do_not_proceed_yet", "flag")
    why = page_one(made, LIBRARY.bank).why
    assert len(why) == 3
    title = next(flag.title for flag in made.screen.flags if flag.rule == decides.ref)
    assert why[0] == f"Stop until settled: {title}."
    assert why[1].startswith("Worse on damp: 33 of 66 wrong, against 12 of 66")
    # The open points are counted lower on the page: another ground has the place.
    assert why[2] == "High: US companies not confirmed under the UK Extension."


def test_where_open_points_decide_they_are_the_first_reason():
    made = content(GOOD)
    assert made.grounds[0].kind == "undecided"
    grave = sum(each.severity in ("critical", "high") for each in open_rules(made))
    stop = sum(each.severity == "critical" for each in open_rules(made))
    assert page_one(made, LIBRARY.bank).why == (
        f"{grave} grave points wait for an answer; {stop} could stop you.",
    )


def open_rules(made):
    return [each for each in made.screen.cannot_tell if not each.upcoming]


def test_a_kind_that_is_worse_is_the_first_reason_where_nothing_graver_decides():
    made = content({**GOOD, "slices": [WORSE]})
    conditions = [each for each in made.grounds if each.weight == "proceed_with_conditions"]
    made = made.model_copy(
        update={"grounds": tuple(conditions), "suggestion": "proceed_with_conditions"}
    )
    assert page_one(made, LIBRARY.bank).why[0].startswith("Worse on damp")


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ([], "21 May 2027. Look again sooner if the version, the price, a supplier or an answer changes."),
        ([acceptance_ends(date(2026, 12, 5), "No legal tool for a transfer")],
         "4 December 2026: the day before an accepted flag opens again. Look"),
        ([document_holds_until(date(2027, 1, 31), "Terms of service")],
         "31 January 2027: a document’s last day. Look again sooner if"),
        ([rule_starts(date(2027, 1, 1), "A new duty")],
         "31 December 2026: the day before a rule starts. Look again sooner if"),
    ],
    ids=["months", "acceptance", "document", "rule"],
)  # fmt: skip
def test_page_one_says_until_when_and_what_ends_it_then(known, said):
    last = last_day(date(2026, 11, 21), known)
    made = content().model_copy(update={"valid_until": last.on, "valid_because": last})
    one = page_one(made, LIBRARY.bank)
    assert plain(one.valid).startswith(said)
    assert said.split(" Look")[0] in plain(cut(one, 11).valid)


def test_a_report_from_before_reasons_were_kept_says_its_day():
    made = content().model_copy(update={"valid_until": date(2027, 5, 21)})
    assert plain(page_one(made, LIBRARY.bank).valid).startswith("21 May 2027. Look again sooner")
