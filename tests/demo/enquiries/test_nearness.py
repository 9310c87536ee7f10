"""No message of the test half is nearly another one, by somebody else's way of counting."""

import numpy as np
import pytest
from sklearn.feature_extraction.text import CountVectorizer

from demo.enquiries.nearness import Seen, plain
from tests.demo import committed

WAYS = {
    "words": (CountVectorizer(binary=True, token_pattern=r"[a-z0-9]+"), 0.6),
    "five letters in a row": (
        CountVectorizer(binary=True, analyzer="char", ngram_range=(5, 5)),
        0.5,
    ),
}


def jaccard(ours, theirs):
    both = (ours @ theirs.T).toarray()
    return both / (ours.sum(axis=1) + theirs.sum(axis=1).T - both)


@pytest.mark.parametrize("way", WAYS)
def test_no_message_of_the_test_half_is_nearly_one_of_either_half(way):
    counting, most = WAYS[way]
    rows = committed.inbox()
    in_test = np.array([row["half"] == "test" for row in rows])
    counted = counting.fit_transform([plain(row["text"]) for row in rows])
    shared = jaccard(counted[in_test], counted)
    shared[np.arange(in_test.sum()), np.flatnonzero(in_test)] = 0

    assert shared.max() < most


def test_what_is_nearly_the_same_is_seen():
    seen = Seen()
    seen.keep("The tap in the kitchen drips, please send a plumber on Monday.")

    assert seen.holds_like("the tap in the kitchen DRIPS please send a plumber on tuesday")
    assert not seen.holds_like("Somebody is parking in my space and it is not on.")
