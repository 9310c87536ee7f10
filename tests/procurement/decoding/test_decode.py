"""What a name usually means: published examples, and for any text whatever."""

import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from procurement.decoding.decode import decode
from procurement.decoding.family_names import load_family_names
from procurement.decoding.name_words import LONGEST_NAME, stands_in, words_of
from procurement.decoding.plain_words import NOTHING_KNOWN, Meaning, in_words
from procurement.library import load_library

RULEBOOK = load_library().rulebook
LINEAGE = RULEBOOK.lineage


def decoded(name):
    return decode(name, LINEAGE, as_at=RULEBOOK.as_at)


def marked(name):
    return [part.text for part in decoded(name).parts if part.marked]


# By hand, from the names under which these are sold or published.
@pytest.mark.parametrize(
    ("name", "words", "strength", "families"),
    [
        ("Triage Turbo", ["Turbo"], "moderate", []),
        ("gpt-4o-mini", ["mini"], "moderate", ["gpt_4o_mini"]),
        ("Gemini 2.5 Flash-Lite", ["Flash", "Lite"], "moderate", ["gemini_flash"]),
        ("distilbert-base-uncased", ["distilbert"], "strong", ["distilbert"]),
        ("whisper_large_v3_turbo", ["large", "turbo"], "moderate", ["whisper_turbo"]),
        ("Qwen3-8B-AWQ", ["8B", "AWQ"], "strong", ["qwen3_small"]),
        ("Llama-3.2-3B-Instruct", ["3B"], "weak", ["llama_3_2_small"]),
        ("Llama 3.2 90B Vision", ["90B"], "weak", []),
        # A Gemma of the first generation, 2 billion parameters: not Gemma 2.
        ("Gemma 2B", ["2B"], "weak", []),
        ("Gemma 2 9B", ["9B"], "weak", ["gemma_2"]),
        ("DeepSeek R1", [], "none", ["deepseek_r1_distill"]),
        ("Claude 3.5 Haiku", ["Haiku"], "moderate", ["claude_haiku"]),
        ("distilabel", [], "none", []),
        ("FlashAttention", [], "none", []),
        ("Microsoft 365 Copilot", [], "none", []),
        ("ＴＵＲＢＯ", ["TURBO"], "moderate", []),
    ],
)
def test_a_name_is_read_as_people_write_it(name, words, strength, families):
    found = decoded(name)
    assert marked(name) == words
    assert found.strength == strength
    assert [family.id for family in found.families] == families


# llama.cpp's own README measures these on Llama 3.1 8B; AWQ is 4-bit by its paper.
@pytest.mark.parametrize(
    ("name", "tag", "bits"),
    [
        ("mistral_7b.Q4_K_M.gguf", "Q4_K_M", 4.89),
        ("model-q8_0", "q8_0", 8.5),
        ("phi_Q2_K", "Q2_K", 3.16),
        ("x IQ2_XXS", "IQ2_XXS", 2.38),
        ("Q5_0", "Q5_0", 5),
        ("llama int8", "int8", 8),
        ("W4A16", "W4A16", 4),
        ("Qwen3-8B-AWQ", "AWQ", 4),
        ("thing-BF16", "BF16", 16),
    ],
)
def test_a_precision_tag_says_about_how_many_bits(name, tag, bits):
    (found,) = decoded(name).precisions
    assert (found.tag, found.bits) == (tag, bits)
    assert tag in marked(name)


def test_a_word_inside_another_is_no_sign():
    for name in ("Minimal", "Elite", "Turbocharger", "Airtable", "Smallpdf", "Q4_2026_report_x"):
        assert decoded(name).signs == (), name


def test_every_family_of_the_table_is_found_by_the_name_of_one_of_its_members():
    names = load_family_names()
    assert set(names) == {family.id for family in LINEAGE.families}
    for family, phrases in names.items():
        for phrase in phrases:
            shown = phrase.replace("...", "one")
            assert family in [each.id for each in decoded(shown).families], phrase


def test_every_word_of_the_table_is_found_and_shown_with_its_counter_examples():
    for term in LINEAGE.marketing_terms:
        name = next(
            (each for each in (*re.split(r"[,()]", term.label), *term.label.split()) if term.regex.search(each)),
            None,
        )  # fmt: skip
        assert name, term.id
        sign = next(each for each in decoded(name).signs if each.term.id == term.id)
        words = next(each for each in in_words(decoded(name)).signs if each.word == sign.word)
        assert words.not_always == term.counter_examples


def test_an_unknown_name_is_an_honest_nothing():
    words = in_words(decoded("Harbour Helper"))
    assert words.meanings == (Meaning("", NOTHING_KNOWN),)
    assert words.how_sure.startswith("No sign")
    assert (words.signs, words.families, words.ask_first) == ((), (), "")


NAMES = st.one_of(
    st.text(),
    st.text(alphabet=st.sampled_from("abQq48_-. kKmMxXbBiInNtTfFlLaAsShH0123"), max_size=300),
    st.lists(
        st.sampled_from(
            ["GPT", "Gemini", "Flash", "Lite", "turbo", "MINI", "Q4_K_M", "int8", "AWQ", "8B", "v3", "r1", "_", "-",
             "/", ".", "4o", "Haiku", "\n", "\u202e", "ﷺ"]
        )
    ).map(" ".join),
)  # fmt: skip
# What would be a statement about the product, not about names of its kind.
ASSERTS = re.compile(
    r"\b(this|the) (product|model|tier|version) (is|was|has been) \w+|\b(certainly|definitely|proves|proven)\b",
    re.IGNORECASE,
)
HEDGES = re.compile(r"\b(usually|ask|hint|likely|reads like|no sign|weak sign)\b", re.IGNORECASE)


@given(NAMES)
@example("\ud800 Turbo")
@example("\x00")
@example("İ" * 300)
def test_any_text_is_read_the_same_way_twice_and_nothing_is_asserted(name):
    found = decoded(name)
    assert found == decoded(name)
    assert "".join(part.text for part in found.parts) == found.name
    assert len(found.name) <= LONGEST_NAME
    found.name.encode()
    words = in_words(found)
    assert HEDGES.search(words.how_sure)
    assert not ASSERTS.search(" ".join([words.how_sure, words.cannot_tell]))
    for _, said in words.precisions:
        assert said.startswith("Usually means")
        assert "Ask" in said
    for family in words.families:
        assert {label for label, _ in family.lines} >= {"Who says so", "How sure we are"}
        assert family.sources


@settings(max_examples=40, deadline=None)
@given(st.sampled_from("aAqQ4_-. bk0B\u0130ﷺ"), st.sampled_from(" _-.4aQk"))
def test_a_hostile_name_costs_no_time(one, other):
    for name in (one * 100_000, (one + other) * 50_000, "turbo-" * 20_000, "Q4_K_" * 20_000):
        begun = time.process_time()
        in_words(decoded(name))
        assert time.process_time() - begun < 1


def test_a_gap_stands_for_any_words_and_a_space_for_none():
    assert stands_in("gemini ... flash", words_of("Gemini 2.5 Flash"))
    assert not stands_in("gemini flash", words_of("Gemini 2.5 Flash"))
    assert not stands_in("gemini ... flash", words_of("Flash by Gemini"))
