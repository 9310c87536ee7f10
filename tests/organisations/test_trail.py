"""The audit trail: written with its change or not at all, never changed, erasable without a gap."""

import uuid

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from content.refusal import Refused
from organisations import audit
from organisations.actions import members, organisations
from organisations.actors import COMMAND_LINE
from organisations.models import AppendOnly, Event, EventWords, Membership, Organisation, TrailHead
from organisations.roles import Role
from tests.counting import without_borders
from tests.organisations.cast import found_firm, person


@pytest.fixture
def firm(db):
    return found_firm("Harbour Lettings")


def trail(firm):
    return Event.objects.filter(organisation=firm.organisation.id).order_by("number")


def without_triggers(statement, *values):
    """Do what somebody with the database in their hands could do."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(statement, values)
        for _, sql in triggers:
            cursor.execute(sql)


sqlite_only = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="Takes SQLite's triggers away and puts them back."
)


def test_every_write_leaves_its_event_in_order(firm):
    assert [event.verb for event in trail(firm)] == [
        "organisation.founded", "member.added", "member.added", "member.added",
    ]  # fmt: skip
    assert [event.number for event in trail(firm)] == [1, 2, 3, 4]
    assert audit.check_chain(firm.organisation.id).intact
    last = trail(firm).last()
    assert last.actor == firm.owner.id
    assert "Added Ravi as Reader." in last.words.payload


def test_if_the_event_fails_nothing_happened(db, monkeypatch):
    def fail(**_):
        raise DatabaseError("the disk is full")

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(DatabaseError):
        organisations.found(name="Harbour", by=COMMAND_LINE)
    assert not Organisation.objects.exists()


def test_an_event_outside_a_transaction_is_refused(committed):
    firm = found_firm("Harbour Lettings")
    with pytest.raises(audit.NotInTransaction):
        audit.record(
            organisation=firm.organisation.id,
            by=COMMAND_LINE,
            verb="organisation.renamed",
            subject=firm.organisation,
            sentence="Renamed.",
        )


def test_several_deeds_are_several_links_and_move_the_head_once(firm):
    deeds = [
        audit.Deed(f"firm.{name}", firm.organisation, f"It was {name}.", {"name": name})
        for name in ("named", "moved", "sold")
    ]
    with CaptureQueriesContext(connection) as captured, transaction.atomic():
        written = audit.record_all(organisation=firm.organisation.id, by=COMMAND_LINE, deeds=deeds)
    assert len(without_borders(captured)) == 4
    last = list(trail(firm))[-3:]
    assert last == written
    assert [event.number for event in last] == [5, 6, 7]
    assert [event.words.payload for event in last] == [
        f'{{"by":"{COMMAND_LINE.name}","details":{{"name":"{name}"}},"sentence":"It was {name}."}}'
        for name in ("named", "moved", "sold")
    ]
    assert len({event.words.salt for event in last}) == 3
    assert [event.before for event in last[1:]] == [event.hash for event in last[:-1]]
    assert TrailHead.objects.get(organisation=firm.organisation.id).hash == last[-1].hash
    assert audit.check_chain(firm.organisation.id).count == 7
    assert audit.check_chain(firm.organisation.id).intact


def test_no_deed_leaves_no_trace(committed, django_assert_num_queries):
    with django_assert_num_queries(0):
        found = audit.record_all(organisation=uuid.uuid4(), by=COMMAND_LINE, deeds=[])
    assert found == []


def test_the_model_refuses_to_change_or_delete(firm):
    event = trail(firm).first()
    for wrong in (
        event.save,
        event.delete,
        Event.objects.all().delete,
        lambda: Event.objects.update(verb="x"),
    ):
        with pytest.raises(AppendOnly):
            wrong()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE organisations_event SET verb = 'x'",
        "DELETE FROM organisations_event",
        "UPDATE organisations_eventwords SET payload = '{}'",
        "UPDATE organisations_eventwords SET payload = '', salt = ''",
        "DELETE FROM organisations_eventwords",
        "UPDATE organisations_trailhead SET count = count - 1",
        "UPDATE organisations_trailhead SET hash = 'x'",
        "DELETE FROM organisations_trailhead",
    ],
)
def test_the_database_refuses_too(firm, statement):
    with (
        pytest.raises(DatabaseError, match=r"append only|only ever erased|only grows"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert audit.check_chain(firm.organisation.id).intact


def test_erased_words_leave_the_chain_whole(firm):
    event = trail(firm).first()

    audit.erase_words(event, under="UK GDPR Article 17")

    words = EventWords.objects.get(event=event)
    assert (words.salt, words.payload) == ("", "")
    assert str(words).startswith("erased on ")
    assert audit.check_chain(firm.organisation.id).intact


@sqlite_only
@pytest.mark.parametrize(
    ("statement", "number", "why"),
    [
        ("UPDATE organisations_event SET verb = 'x' WHERE number = 2 AND organisation = %s", 2, "changed"),
        ("UPDATE organisations_event SET at = '2020-01-01 00:00:00' WHERE number = 3 AND organisation = %s", 3, "changed"),
        ("UPDATE organisations_event SET number = 9 WHERE number = 4 AND organisation = %s", 4, "missing"),
        (
            ("UPDATE organisations_eventwords SET payload = 'x' WHERE event_id ="
            " (SELECT id FROM organisations_event WHERE number = 1 AND organisation = %s)"),
            1,
            "words",
        ),
    ],
)  # fmt: skip
def test_a_change_behind_our_back_is_found(firm, statement, number, why):
    without_triggers(statement, firm.organisation.id.hex)
    found = audit.check_chain(firm.organisation.id)
    assert not found.intact
    assert found.broken_at == number
    assert why in found.why


@sqlite_only
def test_a_tail_that_was_cut_off_is_found(firm):
    last = trail(firm).last()
    without_triggers("DELETE FROM organisations_eventwords WHERE event_id = %s", last.id)
    without_triggers("DELETE FROM organisations_event WHERE id = %s", last.id)
    found = audit.check_chain(firm.organisation.id)
    assert not found.intact
    assert "cut off" in found.why


def test_two_firms_have_two_trails(firm):
    other = found_firm("Quayside Brokers")
    assert trail(other).first().number == 1
    assert TrailHead.objects.get(organisation=other.organisation.id).count == 4


def test_a_member_is_added_once(firm):
    with pytest.raises(Refused, match="a member already"):
        members.add(
            organisation=firm.organisation, user=firm.reader, role=Role.OWNER, by=COMMAND_LINE
        )


def test_the_last_owner_stays(firm):
    owner = Membership.objects.of(firm.organisation).get(user=firm.owner)
    with pytest.raises(Refused, match="needs an owner"):
        members.remove(membership=owner, by=firm.owner.as_actor())
    with pytest.raises(Refused, match="needs an owner"):
        members.change_role(membership=owner, role=Role.READER, by=firm.owner.as_actor())

    second = members.add(
        organisation=firm.organisation,
        user=person("oscar", "harbour"),
        role=Role.OWNER,
        by=COMMAND_LINE,
    )
    members.change_role(membership=owner, role=Role.READER, by=second.user.as_actor())
    assert Membership.objects.of(firm.organisation).get(user=firm.owner).role == Role.READER


def test_the_trail_holds_when_many_write_at_once(committed):
    import threading

    firm = found_firm("Harbour Lettings")

    def write(who):
        for turn in range(5):
            members.add(
                organisation=firm.organisation,
                user=person(f"{who}{turn}", "harbour"),
                role=Role.READER,
                by=COMMAND_LINE,
            )
        connection.close()

    writers = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for each in writers:
        each.start()
    for each in writers:
        each.join()

    found = audit.check_chain(firm.organisation.id)
    assert found.intact
    assert found.count == 24
