"""Who counts when several sources speak of one fact."""

from itertools import permutations

import pytest

from procurement.facts.precedence import standing_sources, standing_values
from procurement.facts.sources import Certainty, Grade
from procurement.facts.values import Members, members
from tests.procurement.telling import NOT_SURE, REFUSED, UNKNOWN, at_least, claim, observed

SAID = Grade.VENDOR_SAYS
PAPER = Grade.DOCUMENT_SEEN
DECLARED = Certainty.DECLARED
INFERRED = Certainty.INFERRED


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        ([], ()),
        ([claim("k", "a")], ("a",)),
        ([claim("k", "a"), observed("k", "b")], ("b",)),
        ([claim("k", "a", PAPER), observed("k", "b")], ("b",)),
        ([claim("k", "a", PAPER), observed("k", "b", DECLARED)], ("a", "b")),
        ([claim("k", "a", PAPER), claim("k", "b", Grade.PUBLIC_DOCUMENT)], ("a", "b")),
        ([claim("k", "a", SAID), claim("k", "b", PAPER)], ("b",)),
        ([claim("k", "a", SAID), claim("k", "b", Grade.BUYER_SAYS)], ("a", "b")),
        ([claim("k", "a", SAID), claim("k", "a", Grade.BUYER_SAYS)], ("a",)),
        ([observed("k", "a", INFERRED)], ()),
        ([claim("k", "a"), observed("k", "b", INFERRED)], ("a",)),
        ([claim("k", REFUSED, PAPER), claim("k", "a", SAID)], ("a",)),
        ([claim("k", REFUSED), claim("k", UNKNOWN)], (REFUSED, UNKNOWN)),
        ([claim("k", 1), claim("k", 1.0)], (1,)),
    ],
)
def test_the_highest_rank_stands_and_equals_that_differ_all_stand(sources, expected):
    for order in permutations(sources):
        assert standing_values(order) == expected


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        # A part that fits into a whole adds nothing; one that does not breaks the whole.
        ([claim("k", members("a", "b")), observed("k", at_least("a"))], (members("a", "b"),)),
        ([claim("k", members("a")), observed("k", at_least("b"))], (at_least("a", "b"),)),
        ([claim("k", members("a"), PAPER), observed("k", members("b"))], (members("b"),)),
        ([claim("k", members("a"), PAPER), claim("k", at_least("b"))], (members("a"),)),
        ([claim("k", members("a")), claim("k", members("b"))], (members("a"), members("b"))),
        ([observed("k", at_least("a")), observed("k", at_least("b"))], (at_least("a", "b"),)),
        # Refused, but part of it was measured: known in part, and the rest refused.
        ([claim("k", REFUSED), observed("k", at_least("a"))], (members("a", untold=[REFUSED]),)),
        ([claim("k", REFUSED), claim("k", members("a"))], (members("a"),)),
        ([claim("k", NOT_SURE), observed("k", at_least("a"), INFERRED)], (NOT_SURE,)),
    ],
)
def test_a_set_that_may_be_incomplete_adds_members_and_denies_none(sources, expected):
    for order in permutations(sources):
        assert standing_values(order) == expected


def test_sources_that_count_come_in_an_order_of_their_own():
    one, two = claim("k", "a", PAPER, by="A"), claim("k", "b", PAPER, by="B")

    assert standing_sources([one, two]) == standing_sources([two, one])


def test_a_set_of_which_nothing_is_named_tells_nothing():
    refused = Members(frozenset(), untold=frozenset({REFUSED}))

    assert standing_values([claim("k", refused), claim("k", members("a"))]) == (members("a"),)
