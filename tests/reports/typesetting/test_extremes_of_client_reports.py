"""The client report at its limits: nothing leaves its page, page one says it all, and it ends in time."""

import pytest

from tests.reports.typesetting.limits_kept import (
    SHORT,
    hold_headings,
    hold_page_one,
    hold_to_its_pages,
    made,
)


@pytest.mark.parametrize("name", SHORT)
def test_nothing_leaves_its_page_or_stands_over_anything(name):
    _, document = made(name, "client")
    hold_to_its_pages(document)


@pytest.mark.parametrize("name", SHORT)
def test_page_one_alone_says_all_of_it_and_the_report_ends_in_time(name):
    hold_page_one(name, "client")


@pytest.mark.parametrize("name", ["usual", "empty", "300-flags", "long-texts"])
def test_no_heading_stands_alone_at_the_foot_of_a_page(name):
    _, document = made(name, "client")
    hold_headings(document)
