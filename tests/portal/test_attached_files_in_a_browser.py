"""A question with files in each state, at a desk and on a small phone: nothing for axe to find."""

import pytest

from tests.chromium import findings, needs_chromium
from tests.portal.asked import send, started, theirs
from tests.portal.attached import attach

pytestmark = [needs_chromium, pytest.mark.usefixtures("committed")]


def test_no_page_with_a_file_has_a_barrier(committed, asked):
    vendor = started(asked)
    question = theirs(asked, "question", "retention_days")
    pages = {"none": vendor.get(question)}
    pages["refused"] = attach(vendor, asked, "terms.pdf", b"%PDF-1.4 cut")
    attach(vendor, asked, f"{'A very long name of a file ' * 5}.txt", based_on=1)
    pages["waiting"] = vendor.get(question)
    pages["check"] = vendor.get(theirs(asked, "check"))
    send(vendor, asked, without_open="on")
    pages["receipt"] = vendor.get(theirs(asked, "receipt"))
    vendor.post(theirs(asked, "reopen"))
    pages["sent"] = vendor.get(question)
    for name, sentence in {
        "none": "Attach a file that shows it",
        "refused": "There is a problem",
        "waiting": "Not sent yet",
        "check": "With it: A very long",
        "receipt": "With it: A very long",
        "sent": "Sent on",
    }.items():
        assert sentence in pages[name].content.decode(), name

    assert findings(pages) == []
