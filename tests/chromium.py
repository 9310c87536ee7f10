"""Real pages in a real browser, judged by axe-core: what Django's client got, laid out by Chromium.

The pages are fetched before the browser starts, which then asks nobody but this module: it needs
no server and no network, and the test keeps its transaction.
"""

import mimetypes
import shutil
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.staticfiles import finders
from playwright.sync_api import sync_playwright

_PROGRAM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
_SITE = "http://localhost"
# WCAG 2.2 A and AA, and axe's own best practice.
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

needs_chromium = pytest.mark.skipif(
    _PROGRAM is None, reason="This machine has no Chromium, which lays out the pages for axe."
)


def findings(pages, *, widths=(1280, 320)):
    """Return what is wrong with pages, given as name: response, at each width.

    Wrong is what axe finds, what the browser's console complains of (a breach of the page's
    content policy, say), and a page that must be scrolled sideways.
    """
    wrong: list[tuple[object, ...]] = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=_PROGRAM, args=["--no-sandbox"])
        for width in widths:
            context = browser.new_context(viewport={"width": width, "height": 900})
            context.route("**/*", lambda route: _serve(route, pages))
            page = context.new_page()
            said: list[str] = []
            page.on("console", partial(_note, said))
            for name in pages:
                page.goto(f"{_SITE}/{name}")
                found = Axe().run(page, options={"runOnly": _RULES}).response["violations"]
                wrong += [
                    (name, width, one["id"], [node["target"] for node in one["nodes"]])
                    for one in found
                ]
                across = page.evaluate("document.documentElement.scrollWidth")
                if across > width:
                    wrong.append((name, width, "sideways", across))
                wrong += [(name, width, "console", text) for text in said]
                said.clear()
        browser.close()
    return wrong


def _note(said, message):
    said.append(message.text)


def _serve(route, pages):
    path = urlsplit(route.request.url).path
    name = path.lstrip("/")
    if name in pages:
        page = pages[name]
        route.fulfill(body=page.content, headers=dict(page.headers))
    elif path.startswith(settings.STATIC_URL):
        found = str(finders.find(path.removeprefix(settings.STATIC_URL)))
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        route.fulfill(body=Path(found).read_bytes(), content_type=kind)
    else:
        route.abort()
