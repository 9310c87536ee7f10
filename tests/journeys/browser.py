"""A real browser, the site it visits, and what every page must keep to."""

import os
import random
import shutil
import socket
import sys
import time
import urllib.request
from contextlib import suppress
from urllib.error import URLError

import pytest
from allauth.account.models import EmailAddress
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.hashers import PBKDF2PasswordHasher, make_password
from django.db import connections
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, expect, sync_playwright

from organisations.models import User
from tests.conftest import Machine

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
needs_chromium = pytest.mark.skipif(
    CHROMIUM is None,
    reason="This system has no Chromium. Install it, as root: apt-get install chromium",
)
PATIENCE = 30_000  # ms; a machine that tests elsewhere too is slow, and that is no fault of a page
expect.set_options(timeout=PATIENCE)
PASSWORD = "a long enough one"
# What the browser complained of on each page, a broken content policy first of all.
_COMPLAINTS: dict[Page, list[str]] = {}
# For the page of a visitor without scripts: another where axe, a script itself, may judge a copy.
_JUDGES: dict[Page, Page] = {}
# What axe calls WCAG 2.2 A and AA, and the good practice it knows.
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
COLOUR_RULES = ["color-contrast", "link-in-text-block"]


def free_port() -> int:
    """Return a port that nobody holds, below those a system gives out of itself meanwhile."""
    for port in random.SystemRandom().sample(range(20_000, 32_000), 100):
        with socket.socket() as asked, suppress(OSError):
            asked.bind(("127.0.0.1", port))
            return port
    raise OSError("No port is free here.")


class Site:
    """The site as it is served, in a process of its own."""

    def __init__(self, machine: Machine):
        self.port = free_port()
        self.address = f"http://localhost:{self.port}"
        gather = machine.start(sys.executable, "manage.py", "collectstatic", "--noinput", "-v0")
        assert gather.wait(timeout=120) == 0
        self.process = machine.start(
            sys.executable, "-m", "gunicorn", "config.wsgi:application",
            "--bind", f"127.0.0.1:{self.port}", "--worker-class", "gthread", "--threads", "4",
            "--no-control-socket", "--log-level", "warning",
        )  # fmt: skip
        self._wait()

    def _wait(self) -> None:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            with suppress(URLError, ConnectionError, TimeoutError):
                urllib.request.urlopen(self.address, timeout=5).close()
                return
            time.sleep(0.1)
        pytest.fail("the site did not answer within a minute")


def launched(*, letters: int = 16):
    """Yield a browser whose owner likes letters of so many pixels. The test may use the database beside it: nothing here is asynchronous."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=CHROMIUM,
                args=[
                    "--no-sandbox",
                    "--disable-gpu",
                    f"--blink-settings=defaultFontSize={letters}",
                ],
            )
            yield browser
            # While a browser runs, Django gives this thread a connection of its own.
            connections.close_all()
            browser.close()
    finally:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def page_for(browser: Browser, site: Site, *, width: int = 1280, scripts: bool = True) -> Page:
    """Return a page of a visitor of their own."""
    return page_at(browser, site.address, width=width, scripts=scripts)


def page_at(browser: Browser, address: str, *, width: int = 1280, scripts: bool = True) -> Page:
    """Return a page of a visitor of their own at an address; what its console says is kept."""
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": 900},
        java_script_enabled=scripts,
        accept_downloads=True,
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    complaints = _COMPLAINTS.setdefault(page, [])

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(message.text)

    page.on("console", listen)
    if not scripts:
        _JUDGES[page] = browser.new_page(base_url=address, viewport=page.viewport_size)
    return page


def let_sign_in(user: User) -> None:
    """Give a person a password as the site keeps it, and a confirmed address."""
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    kept = make_password(PASSWORD, hasher=PBKDF2PasswordHasher())
    User.objects.filter(pk=user.pk).update(password=kept)


def sign_in(page: Page, email: str) -> None:
    page.goto("/account/login/")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def hold(page: Page) -> None:
    """Fail where the page breaks what every page promises."""
    where = page.url
    assert _COMPLAINTS[page] == [], f"{where}: {_COMPLAINTS[page]}"
    assert page.locator("h1").count() == 1, f"{where} has not one h1"
    assert page.locator("html[lang='en-GB']").count() == 1, where
    width = page.viewport_size["width"]
    reach = page.evaluate("document.documentElement.scrollWidth")
    assert reach <= width, f"{where} is {reach} px wide at {width}"
    found = Axe().run(_judged(page), options=RULES)
    wrong = [
        (each["id"], [node["target"] for node in each["nodes"]][:3])
        for each in found.response["violations"]
    ]
    assert wrong == [], f"{where}: {wrong}"


def hold_colours(page: Page) -> None:
    """Fail where a page that was held is hard to read in the look it has now, or grew too wide.

    What axe judges but colours is the same in every look of one page at one width.
    """
    where, width = page.url, page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width, where
    # What changes its colour slowly is judged when it has changed.
    page.evaluate("Promise.all(document.getAnimations().map(each => each.finished))")
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'rule', values: rules}})", COLOUR_RULES
    )
    wrong = [
        (each["id"], [node["target"] for node in each["nodes"]][:3]) for each in found["violations"]
    ]
    assert wrong == [], f"{where}: {wrong}"


def _judged(page: Page) -> Page:
    """Return the page, or where it runs no scripts a copy of what it shows, with none of ours."""
    if page not in _JUDGES:
        return page
    copy, shown = _JUDGES[page], page.content()

    def serve(route: Route) -> None:
        if route.request.is_navigation_request():
            route.fulfill(body=shown, content_type="text/html; charset=utf-8")
        elif route.request.resource_type == "script":
            route.abort()
        else:
            route.continue_()

    copy.unroute_all()
    copy.route("**/*", serve)
    copy.goto(page.url)
    return copy
