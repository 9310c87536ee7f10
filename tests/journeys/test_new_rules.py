"""An adviser sees what new rules change in two tools and takes them over, on a desk and on a phone."""

import pytest
from django.urls import reverse

from procurement.actions.flag_decisions import decide_flag
from procurement.models import Assessment, FlagChoice
from procurement.screening_result import Flag as Finding
from tests.journeys.browser import (
    Site,
    hold,
    launched,
    let_sign_in,
    needs_chromium,
    page_for,
    sign_in,
)
from tests.organisations.cast import found_firm
from tests.procurement.actions.test_new_rules import TODAY, older

pytestmark = [needs_chromium, pytest.mark.slow, pytest.mark.usefixtures("committed")]
GRAVE = {
    "notice_days": 5, "training_method": "teacher_answers", "personal_data_types": ["contact"],
    "solely_automated": "opt_yes", "screening_features": ["profiling"], "output_effect": "automatic",
}  # fmt: skip


@pytest.fixture
def browser():
    yield from launched()


@pytest.mark.parametrize(("width", "look"), [(1280, "light"), (320, "dark")])
def test_new_rules_are_seen_before_they_are_taken_over(machine, browser, width, look):
    firm = found_firm("Harbour Lettings")
    let_sign_in(firm.adviser)
    decided = older(firm, **GRAVE)
    older(firm)
    # The profiling rule was "stop until settled" in the first rulebook and is "high" today.
    flag = decided.flags.get(rule="dpia_profiling_decisions")
    decide_flag(
        flag=flag, what=FlagChoice.NOT_APPLICABLE, reason="It is another product.",
        seen=Finding.model_validate(flag.finding), by=firm.lead.as_actor(),
    )  # fmt: skip
    page = page_for(browser, Site(machine), width=width)
    page.emulate_media(color_scheme=look)
    sign_in(page, firm.adviser.email)
    page.goto(reverse("desk:home", kwargs={"organisation": firm.organisation.id}))
    page.get_by_role("link", name="See what they change").click()
    hold(page)
    page.get_by_role("button", name="Work out what changes").click()
    page.get_by_text("0 of 2").first.wait_for()
    hold(page)
    machine.start_broker()
    machine.start_clock()
    machine.start_worker()
    # Nobody presses anything: the page looks by itself.
    page.get_by_role("button", name="Take over for both tools").wait_for(timeout=60_000)
    for summary in page.locator("summary").all():
        summary.click()
    hold(page)
    row = page.get_by_role("row", name="DPIA required: profiling with serious effects")
    assert "Does not apply, says Lena" in row.inner_text()
    page.get_by_role("button", name="Take over for both tools").click()
    page.get_by_role("heading", name="You have the newest rules").wait_for(timeout=60_000)
    hold(page)
    now = Assessment.objects.of(firm.organisation).values_list("rulebook", flat=True)
    assert set(now) == {TODAY.rulebook_sha256}
