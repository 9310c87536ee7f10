"""How long one answer takes to save, and the list of questions to show: `python -m bench.answering`.

In process, on a database file of its own in a temporary folder, through the actions and views that
pages use: the answer with its check, its new version, the flags screened again and the event on the
trail; the list as the test client gets it, signed in. Prints the median and the least of N of each.
"""

import os
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

import django

# The settings read both when they are imported, and the models need the settings.
FOLDER = tempfile.TemporaryDirectory()
os.environ["WEIGH_VAR"] = FOLDER.name
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
django.setup()

# ruff: noqa: E402 -- see above
import yaml
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from procurement.actions.answers import Told, answer_question
from procurement.answered import Answered
from procurement.facts.sources import Grade
from procurement.models import Assessment
from tests.counting import without_borders
from tests.organisations.cast import Firm, found_firm
from tests.procurement.opened import LIBRARY, answer, open_for, page_of

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = ROOT / "tests/procurement/questionnaire/products/broker_own_servers.yaml"
ROUNDS = 60
MANY = 10**6  # more versions than there are
PLAIN_FILES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


def main() -> None:
    """Make the database, answer a long assessment, then time."""
    call_command("migrate", verbosity=0)
    firm = found_firm("Harbour Lettings")
    assessment = open_for(firm)
    script = yaml.load(SCRIPT.read_text("utf-8"), yaml.CSafeLoader)["answers"]
    while asked := [each for each in Answered.of(assessment).open if each.id in script]:
        answer(assessment, firm.owner, **{each.id: script[each.id] for each in asked})
    there = Answered.of(assessment)
    print(f"{there.done} of {there.done + len(there.open)} questions answered")
    _time_saving(firm, assessment)
    _time_pages(firm, assessment)
    FOLDER.cleanup()


def _time_saving(firm: Firm, assessment: Assessment) -> None:
    by = firm.owner.as_actor()

    def save(days: int) -> None:
        answer_question(
            assessment=assessment,
            bank=LIBRARY.bank,
            key="notice_days",
            told=Told(days, Grade.VENDOR_SAYS, "Olive"),
            based_on=MANY,
            by=by,
        )

    # Months of notice raise no flag; a day or two do, and every change is another finding.
    for what, first in (("and no flag moves", 1000), ("and flags move", 0)):
        save(first)
        times = []
        for number in range(1, ROUNDS + 1):
            days = first + number if first else number % 2
            started = perf_counter()
            save(days)
            times.append((perf_counter() - started) * 1000)
        with CaptureQueriesContext(connection) as asked:
            save(first + ROUNDS + 1 if first else 1)
        _print(f"save an answer {what}", times, len(without_borders(asked)))


def _time_pages(firm: Firm, assessment: Assessment) -> None:
    from_files = {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
    with override_settings(ALLOWED_HOSTS=["*"], STORAGES=from_files | PLAIN_FILES):
        client = Client()
        client.force_login(firm.owner)
        for name in ("questions", "all_questions", "asking"):
            url, times = page_of(assessment, name), []
            with CaptureQueriesContext(connection) as asked:
                client.get(url)
            queries = len(without_borders(asked))
            for _ in range(ROUNDS // 3):
                started = perf_counter()
                status = client.get(url).status_code
                times.append((perf_counter() - started) * 1000)
                if status != 200:
                    sys.exit(f"{name} answered {status}.")
            _print(f"show {name}", times, queries)


def _print(what: str, times: list[float], queries: int) -> None:
    spread = f"median {median(times):.1f} ms, least {min(times):.1f}, of {len(times)}"
    print(f"{what}: {spread}; {queries} queries")


if __name__ == "__main__":
    main()
