"""A document's own expiry decides; without one, a year makes it old."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.evidence_age import Age, age_on

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(1990, 1, 1), date(2050, 1, 1))


@pytest.mark.parametrize(
    ("days", "age"),
    [
        ({"expires_on": date(2026, 11, 21)}, Age.EXPIRED),
        ({"expires_on": date(2026, 11, 22)}, Age.CURRENT),
        ({"issued_on": date(2020, 1, 1), "expires_on": date(2027, 1, 1)}, Age.CURRENT),
        ({"issued_on": date(2025, 11, 22)}, Age.CURRENT),
        ({"issued_on": date(2025, 11, 21)}, Age.OLD),
        ({"seen_on": date(2025, 1, 1)}, Age.OLD),
        ({"issued_on": date(2026, 1, 1), "seen_on": date(2025, 1, 1)}, Age.CURRENT),
        ({"received_on": date(2024, 2, 29)}, Age.OLD),
        ({}, Age.CURRENT),
    ],
)
def test_how_a_document_stands(days, age):
    assert age_on(TODAY, **({"received_on": TODAY} | days)) is age


@given(DAYS, st.integers(0, 900))
def test_twelve_months_are_counted_as_a_calendar_counts_them(issued, days):
    today = issued + timedelta(days=days)
    # pandas sends 29 February to 28 February; that day more is ours to give.
    limit = (pd.Timestamp(issued) + pd.DateOffset(years=1)).date()
    if (issued.month, issued.day) == (2, 29):
        limit += timedelta(days=1)

    assert (age_on(today, received_on=issued) is Age.OLD) == (today > limit)
