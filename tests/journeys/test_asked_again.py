"""A firm watches its product in a browser: begun, asked in two months, a change seen, told and deleted."""

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import Site, hold, let_sign_in, needs_chromium, page_for, sign_in
from tests.journeys.steps import arrived, follow, press, refused
from tests.organisations.cast import found_firm
from tests.procurement.opened import open_for
from tests.watching.watched import FIRST, asked, lines, said
from watching.models import Asking, Watch

pytestmark = [needs_chromium, pytest.mark.slow, pytest.mark.usefixtures("committed")]


@pytest.fixture
def firm(committed):
    made = found_firm("Harbour Lettings")
    let_sign_in(made.owner)
    return made


@pytest.mark.parametrize(("width", "scripts"), [(320, True), (1280, False)])
def test_a_change_is_seen_in_the_second_month(firm, machine, browser, width, scripts):
    assessment = open_for(firm)
    page = page_for(browser, Site(machine), width=width, scripts=scripts)
    sign_in(page, firm.owner.email)
    place = f"/o/{assessment.organisation_id}/assessments/{assessment.id}/"
    page.goto(place)
    follow(page, "Ask it the same examples each month")
    arrived(page, "Does it change under you?")
    follow(page, "Choose the examples")
    arrived(page, "Choose the examples to ask again")
    press(page, "Use these examples")
    refused(page, "Choose examples, paste them, or bring a file")
    page.get_by_label("Paste them").fill(lines())
    page.get_by_label("How many should be asked").fill("20")
    page.get_by_label("On which day of the month").fill("1")
    press(page, "Use these examples")
    arrived(page, "Now ask it for the first time")

    watch = Watch.objects.of(firm.organisation).get()
    asked(watch, firm.owner.as_actor(), on=FIRST)
    page.goto(f"/o/{assessment.organisation_id}/")
    follow(page, "the same 20 examples again")
    arrived(page, "Today’s answers")
    short = said(wrong={2, 5, 9})[:19]
    page.get_by_label("Paste today’s answers").fill("\n".join(short))
    press(page, "Compare these answers")
    refused(page, "There are 19 answers for 20 examples.")
    expect(page.get_by_label("Paste today’s answers")).to_have_value("\n".join(short))
    page.get_by_label("Paste today’s answers").fill("\n".join(said(wrong={2, 5, 9})))
    press(page, "Compare these answers")
    arrived(page, "Since 1 October 2026 3 of 20 answers changed, 3 for the worse.")
    expect(page.get_by_text("Nobody told us.")).to_be_visible()
    follow(page, "see the flags")
    expect(page.get_by_text("Its answers changed and nobody told you").first).to_be_visible()
    hold(page)
    page.go_back()
    follow(page, "Back to the months")
    arrived(page, "Since 1 October 2026 3 of 20 answers changed, 3 for the worse.")
    expect(page.locator("svg.w-months").first).to_be_visible()
    follow(page, "See which changed")
    page.get_by_label("The vendor told us of a change before").check()
    page.get_by_label("On which day did the vendor tell you?").fill("2 October 2026")
    press(page, "Save")
    expect(page.get_by_text("Told on 2 October 2026.")).to_be_visible()
    follow(page, "Back to the months")
    follow(page, "Delete the examples and answers")
    arrived(page, "Delete the examples and answers?")
    press(page, "Delete them for good")
    arrived(page, "Does it change under you?")
    rows = Asking.objects.of(firm.organisation)
    assert [(each.changed, each.answers) for each in rows.order_by("number")] == [
        (0, None),
        (3, None),
    ]
