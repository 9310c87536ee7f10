"""What a report says of examples that are asked again each month, and that no text of them is in it."""

import pytest

from tests.organisations.cast import found_firm
from tests.procurement.opened import open_for
from tests.reports.test_gathering import gathered, read
from tests.watching.watched import FIRST, SECOND, asked, two_months, watched

pytestmark = pytest.mark.django_db


def test_the_months_stand_in_the_report_and_no_text_does():
    firm = found_firm("Harbour Lettings")
    made = open_for(firm)
    by = firm.owner.as_actor()
    assert gathered(made).asked_again == ()
    assert "Asked again each month" not in read(gathered(made))
    two_months(made, by)
    content = gathered(made)
    (each,) = content.asked_again
    assert (each.n, each.known, each.first_on) == (20, 20, FIRST)
    assert [(month.on, month.changed, month.worse) for month in each.months] == [(SECOND, 3, 3)]
    said = read(content)
    assert "Since 1 October 2026 3 of 20 answers changed, 3 for the worse." in said
    assert "1 November 2026 1 October 2026 3 of 20 3 0 No" in said
    assert "Message 1" not in content.model_dump_json()
    assert "com_changed_untold" in {flag.rule for flag in content.screen.flags}


def test_what_was_asked_once_only_is_left_out():
    firm = found_firm("Harbour Lettings")
    made = open_for(firm)
    asked(watched(made, firm.owner.as_actor()), firm.owner.as_actor(), on=FIRST)
    assert gathered(made).asked_again == ()
