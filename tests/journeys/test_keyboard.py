"""From the sign-in to an answered question with no pointer: keys alone, and the focus always seen."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from procurement.models import Answer
from tests.journeys.browser import PASSWORD, Site, let_sign_in, needs_chromium, page_for
from tests.organisations.cast import found_firm
from tests.procurement.opened import open_for

pytestmark = [needs_chromium, pytest.mark.slow, pytest.mark.usefixtures("committed")]

# What has the focus: its name for a reader, where it is, and how one sees that it has it.
_FOCUS = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect(), look = getComputedStyle(at);
  const last = window.lastFocus;
  window.lastFocus = at;
  return {
    name: (at.labels && at.labels.length ? at.labels[0] : at).innerText.trim(),
    tag: at.tagName, role: at.getAttribute("role"), type: at.getAttribute("type"),
    top: box.top + scrollY, bottom: box.bottom + scrollY, left: box.left, right: box.right,
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
      && box.right > 0 && box.left < innerWidth,
    outline: look.outlineStyle === "none" ? 0 : parseFloat(look.outlineWidth),
    follows: !last || !!(last.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING),
  };
}"""


@pytest.fixture
def firm(committed):
    made = found_firm("Harbour Lettings")
    let_sign_in(made.owner)
    return made


@pytest.fixture
def site(firm, machine):
    return Site(machine)


def focus(page):
    """Return what has the focus, which everybody must be able to see."""
    now = page.evaluate(_FOCUS)
    assert now["tag"] != "BODY", f"{page.url}: nothing has the focus"
    assert now["seen"], f"{page.url}: the focus is out of sight, on {now}"
    assert now["outline"] >= 2, f"{page.url}: no outline shows the focus, on {now}"
    return now


def tab_to(page, name):
    """Press Tab until `name` has the focus; each stop is seen, further on, and not back above."""
    before = None
    for _ in range(80):
        page.keyboard.press("Tab")
        now = focus(page)
        if before:
            assert now["follows"], f"{page.url}: from {before['name']} back to {now['name']}"
            above = now["bottom"] <= before["top"] and now["left"] < before["right"]
            assert not above, f"{page.url}: from {before['name']} up to {now['name']}"
        if name in now["name"]:
            return now
        before = now
    return pytest.fail(f"{page.url}: Tab does not reach {name}")


def press(page, key, *, heading=None):
    page.keyboard.press(key)
    if heading:
        expect(page.get_by_role("heading", level=1)).to_contain_text(heading)


@pytest.mark.parametrize("width", [1280, 320])
def test_by_keyboard_alone_from_the_sign_in_to_an_answer(firm, site, browser, width):
    assessment = open_for(firm)
    page = page_for(browser, site, width=width)
    # The page then scrolls to the focus at once, and one can see where it is.
    page.emulate_media(reduced_motion="reduce")
    page.goto("/account/login/")
    sign_in_by_keys(page, firm.owner.email)
    tab_to(page, "Answer eight first questions about")
    press(page, "Enter", heading="How it came to you")
    tab_to(page, "Skip to all questions")
    press(page, "Enter", heading="Answer what you know")
    the_skip_link_comes_first_and_works(page)
    tab_to(page, "Show the sections")
    press(page, "Enter", heading="Answer what you know")
    page.wait_for_url("**by=section")
    tab_to(page, "Start with")
    press(page, "Enter", heading="How deep should this check go?")
    choose_with_arrows(page)
    mend_an_error(page)
    told = Answer.objects.of(firm.organisation).filter(assessment=assessment)
    assert dict(told.values_list("key", "value")) == {
        "depth": "full",
        "route": "inside_software",
        "vendor_country": ["IE"],
    }


def sign_in_by_keys(page, email):
    # A page that sets the focus itself need not be tabbed through.
    if page.evaluate("document.activeElement.name") != "login":
        tab_to(page, "Email address")
    page.keyboard.type(email)
    tab_to(page, "Password")
    page.keyboard.type(PASSWORD)
    press(page, "Enter", heading="Your AI tools")


def the_skip_link_comes_first_and_works(page):
    page.keyboard.press("Tab")
    assert focus(page)["name"] == "Skip to main content"
    page.keyboard.press("Enter")
    assert urlsplit(page.url).fragment == "main"
    page.keyboard.press("Tab")
    focus(page)
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def choose_with_arrows(page):
    full = page.get_by_label("A full assessment")
    assert "A full assessment" in tab_to(page, "A full assessment")["name"]
    press(page, "ArrowUp")
    expect(page.get_by_label("A light check")).to_be_checked()
    focus(page)
    press(page, "ArrowDown")
    expect(full).to_be_checked()
    tab_to(page, "Continue")
    press(page, "Space", heading="How did you meet this AI?")
    tab_to(page, "A cheaper version")
    press(page, "Space")
    press(page, "ArrowDown")
    expect(page.get_by_label("It is inside software")).to_be_checked()
    tab_to(page, "Continue")
    press(page, "Enter", heading="Check your answers")
    tab_to(page, "Continue to")
    press(page, "Enter", heading="In which country")


def mend_an_error(page):
    tab_to(page, "Continue")
    press(page, "Enter", heading="In which country")
    expect(page.get_by_role("alert")).to_be_focused()
    assert focus(page)["role"] == "alert"
    tab_to(page, "at least one country")
    page.keyboard.press("Enter")
    assert focus(page)["type"] == "checkbox"
    tab_to(page, "Ireland")
    press(page, "Space")
    expect(page.get_by_label("Ireland")).to_be_checked()
    tab_to(page, "Continue")
    press(page, "Enter", heading="exact name")
