"""What a person does on the pages, by what they read there: headings, labels, buttons."""

import csv
import re
import time
from contextlib import suppress

from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as TooLate

from tests.journeys.browser import hold

KINDS = ("Repairs", "Viewings", "Arrears")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).first.click()


def arrived(page: Page, heading: str) -> None:
    """Hold the page whose h1 this is."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    hold(page)


def waited(page: Page, heading: str, *, scripts: bool) -> None:
    """Wait for long work; without scripts by the page's own link, as its reader would."""
    ready = page.get_by_role("heading", level=1).filter(has_text=heading)
    if scripts:
        ready.wait_for(timeout=60_000)
    end = time.monotonic() + 60
    while not ready.count() and time.monotonic() < end:
        # The page may have refreshed itself since we looked.
        with suppress(TooLate):
            page.get_by_role("link", name="Refresh").click(timeout=1_000)
        page.wait_for_timeout(200)
    arrived(page, heading)


def refused(page: Page, *sentences: str) -> None:
    """Hold a page that came back: said in the title, in a summary that has the focus, at the field."""
    expect(page).to_have_title(re.compile("^Error: "))
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    for sentence in sentences:
        expect(summary).to_contain_text(sentence)
        link = summary.get_by_role("link", name=sentence)
        field = page.locator(link.get_attribute("href") or "#none")
        expect(field).to_be_attached()
    hold(page)


def examples(folder):
    """Write 180 examples of three kinds and two sheets, and return their paths.

    The bigger version is wrong in 3 of each 60; the cheap one in the same, and in 17 more of the
    arrears.
    """
    rows = [(f"m{n:03}", f"Message number {n} of a tenant", KINDS[n % 3]) for n in range(180)]
    wrong_in_both = {n for n in range(180) if n // 3 < 3}
    arrears = {n for n in range(180) if n % 3 == 2 and 3 <= n // 3 < 20}

    def answers(wrong):
        return [
            (ref, KINDS[(KINDS.index(kind) + 1) % 3] if n in wrong else kind)
            for n, (ref, _, kind) in enumerate(rows)
        ]

    written = {}
    for name, header, lines in (
        ("inbox", ("id", "text", "kind"), rows),
        ("cheap", ("id", "answer"), answers(wrong_in_both | arrears)),
        ("bigger", ("id", "answer"), answers(wrong_in_both)),
    ):
        written[name] = folder / f"{name}.csv"
        with written[name].open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *lines])
    return written
