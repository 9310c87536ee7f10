"""The certificates above one must have issued it, be allowed to, and hold; what is missing is no fault."""

from datetime import UTC, datetime

import pytest

from content.refusal import Refused
from reports.signature.certificate_told import told
from reports.signature.chain import as_pem, chain_above, from_pem
from tests.reports.certificates.authority import (
    FIRM,
    MIDDLE_KEY,
    ROOT_KEY,
    authority,
    der,
    issued,
    new_key,
)

ROOT, MIDDLE = "Trust of Britain", "Trust of Britain, signatures"


def middle(**more):
    return authority(MIDDLE, MIDDLE_KEY, **{"by": ROOT, "by_key": ROOT_KEY, **more})


THIS, TOP = middle(), authority()


def look(*others, certificate=None):
    own = certificate or issued(by=MIDDLE, by_key=MIDDLE_KEY)
    return chain_above(der(own), [der(each) for each in others], at=datetime.now(UTC))


@pytest.mark.parametrize(
    ("others", "found"),
    [
        ((), ()),
        ((THIS,), (THIS,)),
        ((TOP, THIS), (THIS, TOP)),
        ((THIS, TOP, authority("Somebody else", new_key())), (THIS, TOP)),
        # Two of one name, as after an authority has renewed its key.
        ((authority(MIDDLE, new_key()), THIS, TOP), (THIS, TOP)),
    ],
    ids=["none", "without the root", "in any order", "with another’s", "two of one name"],
)
def test_a_whole_chain_is_taken_in_any_order_and_so_is_a_part_of_it(others, found):
    chain = look(*others)
    assert chain == tuple(der(each) for each in found)
    assert from_pem(as_pem(chain)) == chain


def test_one_that_was_made_by_its_own_holder_needs_nobody_above():
    assert look(TOP, certificate=issued(by=FIRM)) == ()
    assert told(der(issued(by=FIRM))).by_itself
    assert not told(der(issued())).by_itself


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ((authority(MIDDLE, new_key()),), f"says that {MIDDLE}, GB issued it, and the key of that one"),
        ((middle(by_key=new_key()), authority()), f"says that {ROOT}, GB issued it"),
        ((middle(ends=-1),), f"The certificate of {MIDDLE}, GB, which stands above yours, does not hold"),
        ((middle(begins=1),), "does not hold today"),
        ((middle(), authority(ends=-1)), f"The certificate of {ROOT}, GB, which stands above"),
        ((issued(MIDDLE, MIDDLE_KEY),), f"{MIDDLE}, GB may not issue certificates"),
    ],
)  # fmt: skip
def test_a_broken_one_is_named(others, said):
    with pytest.raises(Refused, match=said):
        look(*others)


def test_what_is_no_certificate_at_all_is_named():
    with pytest.raises(Refused, match="cannot be read"):
        chain_above(der(issued()), [b"junk"], at=datetime.now(UTC))


def test_a_name_is_said_as_people_say_it_on_one_line():
    said = told(der(issued("Northgate\u202e\nAdvice")))
    assert said.holder == "Northgate Advice, GB"
    assert said.issuer == f"{ROOT}, GB"
