"""Whatever is done to a request in whatever order, it goes only where the table says.

The table of what may follow what is written here by hand a second time.
"""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.refusal import Refused
from content.words import group
from portal import reminding
from portal.actions import answering, asking, entering, sending_back
from portal.lifecycle import TRANSITIONS, State, may_follow
from portal.models import VendorLink, VendorRequest
from portal.moving import leader_of, move
from tests.portal.asked import OKORO, ask

pytestmark = pytest.mark.django_db

# state: where it may go at once.
BY_HAND = {
    "sent": "bounced opened expired revoked",
    "bounced": "sent opened expired revoked",
    "opened": "sent in_progress expired revoked",
    "in_progress": "received expired revoked",
    "received": "sent_back in_progress revoked",
    "sent_back": "received expired revoked",
    "expired": "sent opened in_progress sent_back revoked",
    "revoked": "",
}


def test_the_table_says_what_is_written_here():
    said = {state.value: {each.value for each in after} for state, after in TRANSITIONS.items()}
    assert said == {state: set(after.split()) for state, after in BY_HAND.items()}


def test_every_state_has_a_word():
    assert set(group("vendor_request")) == set(State.values)


def test_what_is_withdrawn_stays_withdrawn():
    assert not any(may_follow("revoked", state) for state in State)


def open_it(asked, firm):
    link = VendorLink.objects.of(firm.organisation).filter(
        person__request=asked, revoked_at__isnull=True
    )
    newest = link.order_by("-made_at").first()
    if newest is not None:
        entering.start(link=newest)


def answer_it(asked, firm):
    draft = asked.drafts.first()
    answering.save_draft(
        person=leader_of(asked), key="retention_days", value=30, words="",
        based_on=draft.version if draft else 0,
    )  # fmt: skip


def send_it(asked, firm):
    answering.send_answers(
        person=leader_of(asked), signed_by="M. Okoro", signed_as="Head", without_open=True
    )


def soon():
    return timezone.localdate() + timedelta(days=9)


def time_passes(asked, firm):
    rows = VendorRequest.objects.of(firm.organisation).filter(id=asked.id)
    rows.update(closes_at=timezone.now())
    reminding.look_round()


DEEDS = {
    "open": open_it,
    "answer": answer_it,
    "send": send_it,
    "reopen": lambda asked, firm: answering.open_again(person=leader_of(asked)),
    "ask for time": lambda asked, firm: answering.ask_for_time(person=leader_of(asked)),
    "send back": lambda asked, firm: sending_back.send_back(
        asked=asked, comments={"retention_days": "And backups?"}, due_on=soon(),
        by=firm.owner.as_actor(),
    ),
    "extend": lambda asked, firm: asking.extend(
        asked=asked, due_on=soon(), by=firm.owner.as_actor()
    ),
    "revoke": lambda asked, firm: asking.revoke(asked=asked, by=firm.owner.as_actor()),
    "renew": lambda asked, firm: asking.send_again(
        asked=asked, mailed=True, by=firm.owner.as_actor()
    ),
    "another address": lambda asked, firm: asking.change_address(
        asked=asked, to=OKORO, by=firm.owner.as_actor()
    ),
    "bounce": lambda asked, firm: move(asked, State.BOUNCED),
    "time passes": time_passes,
}  # fmt: skip
# One deed may pass through a state on its way.
THROUGH = {("bounced", "sent", "opened"), ("opened", "in_progress")}


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(deeds=st.lists(st.sampled_from(sorted(DEEDS)), max_size=14))
def test_no_order_of_deeds_leaves_the_table(assessment, firm, deeds):
    asked = ask(assessment, firm, keys=("retention_days",)).request
    before = asked.state
    for deed in deeds:
        fresh = VendorRequest.objects.of(firm.organisation).get(id=asked.id)
        with suppress(Refused):
            DEEDS[deed](fresh, firm)
        after = VendorRequest.objects.of(firm.organisation).get(id=asked.id).state
        assert after == before or after in BY_HAND[before].split(), (deed, before, after)
        if before == "revoked":
            assert after == "revoked"
        before = after
    asking.revoke(asked=asked, by=firm.owner.as_actor())
