"""Everything that can go wrong in a jail has its sentence, and nothing hostile gets into it."""

import json
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.refusal import Refused
from sandbox.contract import Ending, JailUnavailable, Limits, Outcome
from sandbox.plain_words import plain_words
from sandbox.runner.codes import Code, Trouble
from sandbox.runner.content_types import MAGIC
from sandbox.sentences import EITHER, ENDED, OURS, What, raise_unless_done
from sandbox.table_sentences import FOUND

WHATS: list[What] = ["table", "workbook", "model", "document", "certificate"]
DETAILS = {
    "reason", "error", "found", "limit", "limit_mb", "member", "value", "position", "expected", "times",
    "tensor", "operator", "domain", "input", "shape", "outputs", "converter", "instead", "found_mp", "limit_mp",
    "tree", "library", "type", "ours", "objective",
}  # fmt: skip


def said(code, what, **details):
    trouble = json.dumps(Trouble(code, **details).as_json()).encode()
    outcome = Outcome(Ending.TROUBLE, 3, 1.0, "", trouble=trouble)
    with pytest.raises((Refused, JailUnavailable)) as caught:
        raise_unless_done(outcome, what=what, file="m.onnx", limits=Limits())
    return caught.value


def test_every_code_has_its_sentence_somewhere():
    assert set(Code) == {code for what in WHATS for code in EITHER[what]} | OURS


@pytest.mark.parametrize("what", WHATS)
def test_every_ending_but_the_good_one_has_its_sentence(what):
    assert set(ENDED[what]) == set(Ending) - {Ending.DONE, Ending.TROUBLE}
    for ending in ENDED[what]:
        with pytest.raises(Refused) as caught:
            raise_unless_done(
                Outcome(ending, 1, 1.0, "CANARY"), what=what, file="f", limits=Limits(wall=300)
            )
        assert caught.value.sentence.endswith(".")
        assert "CANARY" not in str(caught.value)
        assert "{" not in str(caught.value)


@pytest.mark.parametrize("what", WHATS)
def test_every_sentence_is_one_sentence_and_says_what_to_do(what):
    for code, (sentence, way_out) in EITHER[what].items():
        assert sentence.endswith((".", "{reason}")), code
        assert way_out.endswith((".", "{instead}")), code
        names = {name for text in (sentence, way_out) for _, name, _, _ in Formatter().parse(text)}
        assert names - {None} <= DETAILS, code


def test_every_kind_of_file_has_its_words():
    words = {word for word, _, _ in MAGIC} - {"zip", "ole", "parquet"}

    assert words | {"joblib", "pickle", "torch", "old_office", "binary"} <= set(FOUND)


def test_row_column_and_details_are_told():
    refused = said(Code.RAGGED, "table", row=7, found=2, expected=3)

    assert refused.sentence == "This row has 2 values where the header has 3 columns."
    assert (refused.file, refused.row) == ("m.onnx", 7)


def test_what_this_machine_lacks_is_not_the_model_s_fault():
    missing = said(Code.LOCALE_MISSING, "model")

    assert isinstance(missing, JailUnavailable)
    assert "apt-get install locales" in missing.reason


@pytest.mark.parametrize(
    "trouble",
    [
        b"", b"[]", b'{"code": "no such"}', b'{"code": "ragged", "row": -1, "column": null, "details": {}}',
        b'{"code": "ragged", "row": true, "column": null, "details": {"found": 1, "expected": 2}}',
        b'{"code": "ragged", "row": 2, "column": 3, "details": {"found": 1, "expected": 2}}',
        b'{"code": "ragged", "row": 2, "column": null, "details": {"found": "{0.__class__}", "expected": 2}}',
        b'{"code": "ragged", "row": 2, "column": null, "details": {"found": 1}}',
        b'{"code": "ragged", "row": 2, "column": null, "details": {"found": [1], "expected": 2}}',
        b'{"code": ["ragged"], "row": 2, "column": null, "details": {}}',
        b'{"code": "external_data", "row": null, "column": null, "details": {"tensor": "W"}}',
    ],
)  # fmt: skip
def test_trouble_of_another_shape_becomes_the_plainest_sentence(trouble):
    outcome = Outcome(Ending.TROUBLE, 3, 1.0, "", trouble=trouble)

    with pytest.raises(Refused, match=r"The file could not be read\."):
        raise_unless_done(outcome, what="table", file="f", limits=Limits())


@given(st.text(max_size=300))
def test_words_from_a_file_stay_on_one_line_and_short(text):
    shown = plain_words(text)

    assert len(shown) <= 80
    assert shown.isprintable()
    assert plain_words(shown) == shown


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("a\u202eexe.txt", "aexe.txt"),
        ("a\x1b[31mred", "a[31mred"),
        ("a\nb\tc", "a b c"),
        ("z\u200bero", "zero"),
        ("{x.__class__}", "{x.__class__}"),
    ],
)
def test_characters_that_hide_or_reorder_are_taken_out(hostile, shown):
    refused = said(Code.UNSAFE_MEMBER, "model", member=hostile)

    assert f"‘{shown}’" in refused.sentence
