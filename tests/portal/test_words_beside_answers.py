"""Some answers are half an answer: the vendor is asked for the other half, as the buyer would be."""

import pytest

from portal.models import Draft
from tests.portal.asked import ask, say, started

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("key", "answered", "asks"),
    [
        ("safety_retested", "opt_partly", "Say which part holds, and which does not"),
        ("safety_retested", "does_not_apply", "Say why it does not apply"),
        ("notice_days", "in_words", "Write the answer in your own words"),
    ],
)
def test_half_an_answer_waits_for_the_other_half(assessment, firm, key, answered, asks):
    asked = ask(assessment, firm, keys=(key,))
    vendor = started(asked)
    drafts = Draft.objects.of(firm.organisation)

    page = say(vendor, asked, key, answered, words="  ").content.decode()
    assert page.index("Error:") < page.index("</title>")
    assert asks in page
    assert not drafts.exists()

    assert say(vendor, asked, key, answered, words="Only the English part").status_code == 302
    assert drafts.get().words == "Only the English part"


def test_a_whole_answer_needs_no_words(assessment, firm):
    asked = ask(assessment, firm, keys=("safety_retested",))
    assert say(started(asked), asked, "safety_retested", "opt_yes").status_code == 302
