"""From the owner's question to the report, on a narrow screen."""

import pytest

from tests.conftest import needs_pango
from tests.journeys.browser import needs_chromium
from tests.journeys.test_from_question_to_report import firm, site, walk

__all__ = ["firm", "site"]
pytestmark = [
    needs_chromium, needs_pango, pytest.mark.slow, pytest.mark.usefixtures("committed"),
]  # fmt: skip


def test_from_the_owners_question_to_the_report_on_a_narrow_screen(firm, site, browser, tmp_path):
    walk(firm, site, browser, tmp_path, width=320, scripts=True)
