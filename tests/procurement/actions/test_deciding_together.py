"""One decision for the flags of one silence: on all or on none, and open again when one changes."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from content.refusal import Refused
from organisations import audit
from organisations.models import Event
from procurement.actions.flag_decisions import decide_flags
from procurement.models import FlagChoice, FlagDecision
from procurement.queries import flag_states
from procurement.shown_flags import shown_flags
from tests.organisations.cast import found_firm
from tests.procurement.opened import answer, open_for
from tests.procurement.silent import REFUSED, TITLE

pytestmark = pytest.mark.django_db
LATER = timezone.localdate() + timedelta(days=30)


@pytest.fixture
def firm():
    return found_firm("Harbour Lettings")


@pytest.fixture
def assessment(firm):
    made = open_for(firm)
    answer(made, firm.owner, **REFUSED)
    return made


def silence(assessment):
    (one,) = (each for each in shown_flags(assessment) if each.several)
    return one


def decide(whole, firm, seen=None):
    return decide_flags(
        flags=[state.flag for state in whole.states], what=FlagChoice.ACCEPT, reason="We can bear it.", until=LATER,
        seen=seen if seen is not None else [state.finding for state in whole.states],
        by=firm.lead.as_actor(),
    )  # fmt: skip


def test_it_counts_as_one_and_every_rule_keeps_its_row(assessment):
    whole = silence(assessment)
    assert whole.title == f"{TITLE} ({len(whole.states)} points)"
    assert len(shown_flags(assessment)) == len(flag_states(assessment)) - len(whole.states) + 1
    said = Event.objects.get(verb="flags.rescreened").words.payload
    assert f"Flags after this: {len(shown_flags(assessment))} came up." in said


def test_one_decision_is_recorded_for_each(assessment, firm):
    whole = silence(assessment)
    made = decide(whole, firm)
    assert {each.flag_id for each in made} == {state.flag.id for state in whole.states}
    assert Event.objects.filter(verb="flag.decided").count() == len(whole.states)
    now = silence(assessment)
    assert (now.counting.what, now.changed, now.differs) == ("accept", False, False)


def test_it_is_decided_on_all_or_on_none(assessment, firm, monkeypatch):
    recorded, record = [], audit.record

    def fail_late(**event):
        recorded.append(event)
        if len(recorded) == 2:
            raise DatabaseError
        record(**event)

    monkeypatch.setattr(audit, "record", fail_late)
    with pytest.raises(DatabaseError):
        decide(silence(assessment), firm)
    assert not FlagDecision.objects.of(firm.organisation).exists()


def test_a_point_that_came_while_somebody_looked_is_named(assessment, firm):
    whole = silence(assessment)
    *seen, last = [state.finding for state in whole.states]
    with pytest.raises(Refused) as refused:
        decide(whole, firm, seen)
    assert f"“{last.title}” came to it." in refused.value.sentence
    assert not FlagDecision.objects.of(firm.organisation).exists()


def test_it_opens_again_when_one_of_them_changes(assessment, firm):
    decide(silence(assessment), firm)
    answer(assessment, firm.owner, training_method="vendor_unknown")
    now = silence(assessment)
    assert (now.counting, now.changed) == (None, True)


def test_the_same_silence_again_leaves_the_decision_standing(assessment, firm):
    decide(silence(assessment), firm)
    answer(assessment, firm.lead, **REFUSED)
    assert silence(assessment).counting is not None
