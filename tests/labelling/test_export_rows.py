"""What is kept of an export and what is drawn: each text once, at random, and nothing changed."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.refusal import Refused
from labelling.export_rows import (
    MOST_ROWS,
    DrawnTexts,
    ExportRows,
    as_bytes,
    draw,
    likely_texts,
    places_to_keep,
    rows_from,
    texts_from,
    usable_texts,
    within_characters,
)

NONE = DrawnTexts(texts=())
cells = st.text(alphabet="ab \n\té", max_size=6)


def rows(lines, columns=("subject", "body"), **more):
    given = {"format": "csv", "total": len(lines), "numbers": tuple(range(2, len(lines) + 2))}
    return ExportRows(
        columns=tuple(columns), cells=tuple(tuple(line) for line in lines), **{**given, **more}
    )


def test_texts_stay_as_they_are_and_blank_and_repeated_ones_are_counted():
    found = usable_texts(
        rows([("NA", "null"), ("", " 0001 "), ("", " \n"), ("NA", "null"), ("a", "")]),
        ["subject", "body"],
    )

    assert [(each.row, each.text) for each in found.texts] == [
        (2, "NA\n\nnull"), (3, "0001"), (6, "a"),
    ]  # fmt: skip
    assert (found.blank, found.repeated) == (1, 1)


def test_the_columns_with_running_words_are_guessed():
    lines = [
        ("17", "anna", "the boiler is cold again", "x"),
        ("18", "ben", "may I see the flat", ""),
    ]

    assert likely_texts(rows(lines, ("no", "who", "what", "note"))) == ("what",)
    assert likely_texts(rows([("a", "b")], format="mbox")) == ("subject", "body")
    assert likely_texts(rows([("a",)], ("only",))) == ("only",)


@given(st.lists(st.tuples(cells, cells), max_size=30), st.integers(0, 30), st.integers(0, 2**32))
def test_a_draw_takes_each_text_at_most_once_and_never_a_blank_one(lines, number, seed):
    usable = usable_texts(rows(lines), ["body"])
    if number > len(usable.texts):
        with pytest.raises(Refused):
            draw(usable, NONE, number, seed=seed)
        return
    first = draw(usable, NONE, number, seed=seed)
    second = draw(usable, first, len(usable.texts) - number, seed=seed)

    said = [each.text for each in second.texts]
    assert second.texts[:number] == first.texts
    assert Counter(said) == Counter({body.strip() for _, body in lines if body.strip()})
    assert draw(usable, NONE, number, seed=seed) == first
    assert texts_from(as_bytes(second)) == second


def test_a_draw_is_fair():
    """Over 600 draws of 5 of 20, each text comes 150 times; 4 standard deviations are 43."""
    usable = usable_texts(rows([("", f"text {number}") for number in range(20)]), ["body"])

    drawn = Counter(
        each.text for seed in range(600) for each in draw(usable, NONE, 5, seed=seed).texts
    )

    assert all(abs(drawn[each.text] - 150) < 43 for each in usable.texts)


def test_a_long_export_is_kept_in_part_and_in_order():
    assert places_to_keep(3, seed=1) == [0, 1, 2]
    kept = places_to_keep(10 * MOST_ROWS, seed=1)
    assert len(set(kept)) == MOST_ROWS
    assert kept == sorted(kept)
    assert places_to_keep(10 * MOST_ROWS, seed=2) != kept


@given(st.lists(st.tuples(cells, cells), max_size=30), st.integers(0, 200))
def test_what_is_kept_holds_no_more_characters_than_it_may(lines, most):
    kept = within_characters(rows(lines), seed=3, most=most)

    assert sum(len(cell) for row in kept.cells for cell in row) <= most or kept == rows(lines)
    whole = dict(zip(rows(lines).numbers, rows(lines).cells, strict=True))
    assert all(whole[number] == row for number, row in zip(kept.numbers, kept.cells, strict=True))
    assert list(kept.numbers) == sorted(kept.numbers)
    assert rows_from(as_bytes(kept)) == kept
