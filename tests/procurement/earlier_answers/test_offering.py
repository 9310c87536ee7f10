"""Which earlier answer is offered: the nearest, then the newest, and never one without news."""

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.refusal import Refused
from procurement.earlier_answers.loader import load_about_the_vendor, read_about_the_vendor
from procurement.earlier_answers.offering import Earlier, Standing, offers
from procurement.library import load_library

TODAY = date(2026, 11, 22)
BANK = load_library().bank
ONE = Earlier(
    uuid.UUID(int=1), "notice_days", 30, "vendor_says", "Priya", date(2026, 3, 3), "", "Turbo 3",
    same_product=True,
)  # fmt: skip
ASKED = ("vendor_country", "notice_days", "incident_hours")
COMPANY = frozenset({"vendor_country", "incident_hours"})


def offered(*earlier, standing=None):
    return offers(earlier, standing or {}, asked=ASKED, about_the_vendor=COMPANY, today=TODAY)


def test_the_newest_answer_on_the_same_product_is_offered_once():
    newer = replace(ONE, answer=uuid.UUID(int=2), value=60, on=date(2026, 9, 1))
    assert [each.earlier for each in offered(newer, ONE)] == [newer]


def test_the_same_product_goes_before_a_newer_answer_on_another():
    here = replace(ONE, key="incident_hours", value=24)
    other = replace(here, value=48, same_product=False, on=date(2026, 11, 1))
    assert [each.earlier.value for each in offered(other, here)] == [24]


def test_of_another_product_only_what_is_about_the_company():
    other = replace(ONE, same_product=False)
    assert offered(other) == ()
    assert len(offered(replace(other, key="incident_hours", value=48))) == 1


@pytest.mark.parametrize(
    ("value", "standing"), [("not_sure", {}), (30, {"notice_days": Standing(30, 4)})]
)
def test_what_tells_nothing_new_is_left_out(value, standing):
    assert offered(replace(ONE, value=value), standing=standing) == ()


def test_a_refusal_is_an_answer_and_is_offered_with_its_day():
    assert [each.earlier.value for each in offered(replace(ONE, value="vendor_refused"))] == [
        "vendor_refused"
    ]


@pytest.mark.parametrize(
    ("on", "standing", "old", "ticked"),
    [
        (date(2025, 11, 22), {}, False, True),
        (date(2025, 11, 21), {}, True, False),
        (date(2026, 3, 3), {"notice_days": Standing(60, 1)}, False, False),
    ],
)
def test_only_what_is_fresh_and_stands_against_nothing_is_ticked(on, standing, old, ticked):
    (offer,) = offered(replace(ONE, on=on), standing=standing)
    assert (offer.old, offer.ticked) == (old, ticked)


EARLIER = st.builds(
    Earlier, answer=st.uuids(), key=st.sampled_from([*ASKED, "base_model"]),
    value=st.sampled_from([1, 2, "not_sure", "vendor_refused"]), grade=st.just("vendor_says"),
    given_by=st.just("Priya"), on=st.dates(TODAY - timedelta(days=900), TODAY), words=st.just(""),
    product=st.just("Turbo"), same_product=st.booleans(),
)  # fmt: skip


@given(st.lists(EARLIER, max_size=12), st.randoms())
def test_whatever_the_order_each_question_is_offered_once_and_in_the_order_of_asking(found, chance):
    first = offered(*found)
    keys = [each.key for each in first]
    assert keys == [key for key in ASKED if key in keys]
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert offered(*shuffled) == first


def test_the_list_of_what_is_about_the_vendor_fits_the_bank(tmp_path):
    assert "vendor_country" in load_about_the_vendor()
    assert not {"base_licence", "teacher_name", "price_per_1000"} & load_about_the_vendor()
    path = tmp_path / "list.yaml"
    for key in ("buyer_sector", "the_moon"):
        path.write_text(f"questions: [{key}]\n")
        with pytest.raises(Refused, match=key):
            read_about_the_vendor(path, BANK)
