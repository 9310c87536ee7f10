"""Not being asked, having time left and not answering are three things, and none is a refusal."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.wording.asking import NOT_ASKED, Asking, why_unanswered

ASKED, DUE = date(2026, 11, 20), date(2026, 12, 3)
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 1, 1))


@pytest.mark.parametrize(
    ("asking", "today", "said"),
    [
        (NOT_ASKED, DUE, "The vendor was not asked"),
        (Asking(ASKED), DUE, "The vendor was asked on 20 November 2026"),
        (Asking(ASKED, DUE), DUE, "The vendor has until 3 December 2026 to answer"),
        (
            Asking(ASKED, DUE),
            DUE + timedelta(days=1),
            "The vendor did not answer by 3 December 2026",
        ),
    ],
)
def test_each_says_what_is_known(asking, today, said):
    assert why_unanswered(asking, today) == said


@given(st.none() | DAYS, st.none() | DAYS, DAYS)
def test_silence_is_never_told_as_a_refusal(asked, due, today):
    said = why_unanswered(Asking(asked, due), today)
    assert "not say" not in said
    assert "refus" not in said
    assert (said == "The vendor was not asked") == (asked is None)
