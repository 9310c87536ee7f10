"""The first day of use against the day of signing, said plainly."""

from datetime import date

import pytest

from protection.dpia.timing import timing
from tests.protection.dpia.told import facts_of

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("answers", "signed", "said"),
    [
        ({}, None, "was not answered"),
        ({"in_use": "not_sure"}, None, "not known"),
        ({"in_use": "thinking"}, None, "not in use yet"),
        ({"in_use": "in_use"}, None, "first day of use is not known"),
        ({"in_use": "in_use", "go_live_date": "2026-03-02"}, None, "began on 2 March 2026, and no DPIA is signed"),
        ({"in_use": "trying", "go_live_date": "2026-12-01"}, None, "Use begins on 1 December 2026. No DPIA is signed yet"),
        ({"in_use": "in_use", "go_live_date": "2026-11-21"}, TODAY, "signed on 22 November 2026, 1 day later"),
        ({"in_use": "in_use", "go_live_date": "2026-11-22"}, TODAY, "not before"),
    ],
)  # fmt: skip
def test_which_came_first(answers, signed, said):
    assert said in " ".join(timing(facts_of(**answers), signed, TODAY))
