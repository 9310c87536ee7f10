"""`./weigh check_trail` finds a trail that was changed, and one that was cut together with its head."""

import io
import json

import pytest
from django.core.management import call_command
from django.db import transaction

from organisations import audit
from organisations.models import Event
from reports.models import Report
from reports.sealing import _frozen as freeze
from tests.organisations.cast import found_firm
from tests.organisations.test_trail import sqlite_only, without_triggers
from tests.procurement.opened import open_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm():
    return found_firm("Harbour Lettings")


@pytest.fixture
def report(firm):
    """A report that was frozen, and one thing done after it."""
    assessment = open_for(firm)
    made = Report.objects.of(firm.organisation).create(assessment=assessment, number=1)
    freeze(made)
    made.refresh_from_db()
    with transaction.atomic():
        audit.record(
            organisation=firm.organisation.id,
            by=firm.owner.as_actor(),
            verb="firm.looked",
            subject=firm.organisation,
            sentence="Looked.",
        )
    return made


def asked(*words):
    out, err = io.StringIO(), io.StringIO()
    code: object = 0
    try:
        call_command("check_trail", *words, stdout=out, stderr=err)
    except SystemExit as left:
        code = left.code
    return code, out.getvalue(), err.getvalue()


def printed(report):
    trail = json.loads(report.content)["trail"]
    return trail["count"], trail["hash"]


def cut_after(firm, number):
    """Cut the end off, and make the head fit, as somebody would who holds the database."""
    last = Event.objects.get(organisation=firm.organisation.id, number=number)
    key = firm.organisation.id.hex
    without_triggers(
        "DELETE FROM organisations_eventwords WHERE event_id IN (SELECT id FROM"
        " organisations_event WHERE organisation = %s AND number > %s)",
        key, number,
    )  # fmt: skip
    without_triggers(
        "DELETE FROM organisations_event WHERE organisation = %s AND number > %s", key, number
    )
    without_triggers(
        "UPDATE organisations_trailhead SET count = %s, hash = %s WHERE organisation = %s",
        number, last.hash, key,
    )  # fmt: skip


def test_a_trail_with_the_end_its_report_names_is_whole(report):
    count, sha256 = printed(report)
    code, said, _ = asked("--end", str(count), sha256.upper())
    assert code == 0
    assert f"Harbour Lettings: whole, {count + 1} entries." in said
    assert f"report 1 on Triage Turbo: entry {count} is there, as the report says." in said
    assert f"Entry {count} with this SHA-256 is in the trail of Harbour Lettings." in said


@sqlite_only
def test_a_tail_that_was_cut_off_with_its_head_shows_by_the_report(firm, report):
    count, sha256 = printed(report)
    cut_after(firm, count - 1)
    assert audit.check_chain(firm.organisation.id).intact  # the chain alone cannot tell

    code, said, _ = asked("--end", str(count), sha256)
    assert code == 3
    assert f"report 1 on Triage Turbo: NOT there is entry {count} as the report says." in said
    assert f"NOT in any trail: entry {count} with this SHA-256." in said

    code, said, _ = asked("--json")
    [told] = json.loads(said)["trails"]
    assert (code, told["entries"], told["broken_at"]) == (3, count - 1, None)
    assert told["reports"] == [{"report": str(report.id), "entry": count, "stands": False}]


@sqlite_only
def test_a_changed_entry_is_told_with_its_number(firm, report):
    without_triggers(
        "UPDATE organisations_event SET verb = 'x' WHERE number = 2 AND organisation = %s",
        firm.organisation.id.hex,
    )
    code, said, _ = asked()
    assert code == 3
    assert "Harbour Lettings: NOT whole at entry 2: an event was changed." in said


def test_a_report_of_before_ends_were_named_is_passed_over(report):
    content = json.loads(report.content)
    del content["trail"]
    Report.objects.of(report.organisation_id).update(content=json.dumps(content))
    code, said, _ = asked()
    assert (code, "report 1" in said) == (0, False)


@pytest.mark.parametrize("words", [("seven", "a" * 64), ("7", "a" * 63), ("7", "z" * 64)])
def test_what_is_no_end_is_refused_in_words(words, firm):
    code, said, problem = asked("--end", *words)
    assert (code, said) == (2, "")
    assert "Copy it from the report." in problem
