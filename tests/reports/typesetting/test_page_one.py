"""Page one says what counts: which decision, which tests, which reasons, and until when."""

from datetime import UTC, date, datetime

import pytest

from procurement.agreed_condition import AgreedCondition
from reports.content.decisions import Confirmed, Decided, Signing
from reports.typesetting.annexes import annex_html
from reports.typesetting.page_one import cut, page_one
from reports.typesetting.pages import render_html
from tests.reports.content_made import LIBRARY, content, screening

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
         ("The rules suggest “Do not proceed yet” now. The decision no longer counts: something changed since. "
          "It was “Proceed”. Decided by Olive, Owner, on 20 November 2026. The rules suggested the same.")),
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
        (CHANGED, "The decision no longer counts: something changed since."),
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
