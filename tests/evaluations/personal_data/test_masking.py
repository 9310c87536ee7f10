"""What was found is gone from the rows, nothing else is changed, and a row still knows its own."""

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from evaluations.personal_data.masking import (
    MASKS,
    Masking,
    is_masked_form,
    mask,
    scan_of_masked,
)
from evaluations.personal_data.scan import scan


def masked(text, **beside):
    done = mask({"text": [text]}, beside={title: [cell] for title, cell in beside.items()})
    return done.columns["text"][0]


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Write to k.mensah@harbour.example, please", "Write to [email address], please"),
        ("Ring 020 7946 0958 or +44 7700 900123", "Ring [phone number] or [phone number]"),
        ("NI AB 12 34 56 C", "NI [insurance number]"),
        ("NHS 943 476 5919", "NHS [health number]"),
        ("Card 4111 1111 1111 1111 declined", "Card [card number] declined"),
        ("Pay GB29 NWBK 6016 1331 9268 19 now", "Pay [payment details] now"),
        ("Flat 3, M1 1AE", "Flat 3, [postcode]"),
        ("4111 1111 1111 1111 020 7946 0958", "[card number] [phone number]"),
        ("Nothing here", "Nothing here"),
    ],
)
def test_each_piece_becomes_a_word_for_it(text, after):
    assert masked(text) == after


def test_a_name_in_a_column_of_names_goes_from_the_texts_of_its_row_and_of_no_other():
    done = mask(
        {"text": ["Mr Kofi Mensah rang", "Kofi rang again", "mensah is also a word"]},
        beside={"Tenant": ["Kofi Mensah", "A. Bell", "Kofi Mensah"]},
    )
    assert done.columns["text"] == ("Mr [name] rang", "Kofi rang again", "mensah is also a word")
    assert [(each.kind, each.column, each.cells) for each in done.counts] == [("name", "text", 1)]


def test_a_column_of_names_is_masked_whole_and_blanks_stay_blank():
    done = mask({"Tenant": ["Kofi Mensah", " ", "A. Bell"]})
    assert done.columns["Tenant"] == ("[name]", " ", "[name]")


def test_cells_are_counted_by_kind_and_rows_once_and_the_first_are_shown():
    done = mask({"text": ["a@x.example b@x.example", "M1 1AE, c@x.example", "none"]})
    assert {(each.kind, each.cells) for each in done.counts} == {("email", 2), ("postcode", 1)}
    assert all(not each.examples for each in done.counts)
    assert done.rows == 2
    assert [(pair.before, pair.after) for pair in done.pairs] == [
        ("a@x.example b@x.example", "[email address] [email address]"),
        ("M1 1AE, c@x.example", "[postcode], [email address]"),
    ]


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ("Write to k@x.example, please", "Write to [email address], please", True),
        ("Write to k@x.example, please", "Write to k@x.example, please", True),
        ("Write to k@x.example, please", "Wrote to [email address], please", False),
        ("Write to k@x.example, please", "Write to [email address], thanks", False),
        ("a k@x.example b M1 1AE c", "a [email address] b [postcode] c", True),
        ("a k@x.example b M1 1AE c", "a [postcode] c b [email address]", False),
        ("ab", "ab[name]", False),
        ("Hello [name]", "Hello [name]", True),
    ],
)
def test_a_masked_text_is_known_again_and_another_is_not(ours, theirs, same):
    assert is_masked_form(ours, theirs) == same


PIECES = st.sampled_from(
    ["k@x.example", "020 7946 0958", "AB 12 34 56 C", "M1 1AE", "4111 1111 1111 1111", "Kofi"]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=20)), max_size=6).map(" ".join)


@limits(max_examples=200, deadline=1_000)
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4))
def test_whatever_the_text_nothing_is_found_afterwards_and_each_row_knows_its_own(rows):
    texts, names = [row[0] for row in rows], [row[1] for row in rows]
    done = mask({"text": texts}, beside={"tenant name": names})
    after = done.columns["text"]
    assert not scan({"text": after}).found
    assert mask({"text": after}).columns["text"] == after
    assert all(is_masked_form(one, other) for one, other in zip(texts, after, strict=True))
    assert done.rows == sum(one != other for one, other in zip(texts, after, strict=True))


def test_no_mask_is_taken_for_personal_data():
    assert not scan({"text": list(MASKS.values())}).found


@limits(max_examples=100, deadline=1_000)
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=8), st.integers(1, 4))
def test_rows_that_come_some_at_a_time_are_masked_as_all_at_once(rows, at_once):
    columns = {"text": [row[0] for row in rows], "customer": [row[1] for row in rows]}
    beside = {"tenant name": [row[1] for row in reversed(rows)]}
    whole = mask(columns, beside=beside)
    masking = Masking()
    written: dict[str, tuple[str, ...]] = {"text": (), "customer": ()}
    for start in range(0, len(rows), at_once):
        cut = slice(start, start + at_once)
        more = masking.take(
            {title: cells[cut] for title, cells in columns.items()},
            beside={title: cells[cut] for title, cells in beside.items()},
        )
        masking.look_again(more)
        written = {title: written[title] + more[title] for title in written}
    assert written == whole.columns
    assert (masking.rows, masking.pairs()) == (whole.rows, whole.pairs)
    assert masking.counts() == whole.counts
    assert masking.before() == scan(columns)
    assert masking.after() == scan_of_masked(whole)
