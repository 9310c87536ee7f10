"""The inbox: made again to the byte, as many of each kind as told, and nobody in it who exists."""

import itertools
import re
from collections import Counter

import pytest
import yaml

from demo.enquiries.inbox import inbox, traffic
from demo.enquiries.phrasebook import HERE, phrasebook
from demo.enquiries.tables import tables
from demo.enquiries.voices import CHANNELS
from demo.kinds import KINDS, SAFETY
from demo.training.distillation import traffic_mix
from tests.demo import committed


@pytest.fixture(scope="module")
def enquiries():
    return committed.inbox()


@pytest.fixture(scope="module")
def made():
    return tables(inbox())


def test_the_script_gives_the_committed_files_again_byte_for_byte(made):
    assert set(made) == {"enquiries_training.csv", "enquiries_test.csv", "enquiries_key.csv"}
    for name, content in made.items():
        assert content == (committed.DATA / name).read_bytes(), name


def test_another_seed_gives_another_inbox(made):
    assert tables(inbox(seed=1))["enquiries_test.csv"] != made["enquiries_test.csv"]


def test_there_are_enough_enquiries_and_enough_of_each_kind(enquiries):
    by_hand = [row for row in enquiries if row["origin"].startswith("by hand")]
    test = [row for row in enquiries if row["half"] == "test"]
    kinds = Counter(row["kind"] for row in test)

    assert len(enquiries) - len(by_hand) >= 900
    assert 500 <= len(test) <= 600
    assert set(kinds) == set(KINDS)
    assert kinds[SAFETY] >= 60
    assert min(kinds.values()) >= 50
    assert {row["channel"] for row in test} == set(CHANNELS)


def test_the_hard_ones_stand_as_they_were_written(enquiries):
    by_hand = [row for row in enquiries if row["origin"].startswith("by hand")]
    safety = yaml.safe_load((HERE / "hard_damp_and_safety.yaml").read_text(encoding="utf-8"))
    others = yaml.safe_load((HERE / "hard_other_kinds.yaml").read_text(encoding="utf-8"))
    written = {text: SAFETY for _, text in safety} | {text: kind for kind, _, text in others}

    assert len(by_hand) >= 120
    assert {row["text"]: row["kind"] for row in by_hand} == written
    in_test = Counter(row["kind"] == SAFETY for row in by_hand if row["half"] == "test")
    assert in_test == {True: 48, False: 22}


def test_about_one_label_in_sixty_is_wrong_and_the_key_says_which(enquiries):
    wrong = [row for row in enquiries if row["kind"] != row["right_kind"]]

    assert 1 / 65 < len(wrong) / len(enquiries) < 1 / 55
    assert {row["half"] for row in wrong} == {"training", "test"}
    assert not [row for row in wrong if row["origin"].startswith("by hand")]
    assert all(
        row["origin"].startswith(f"{row['right_kind']}: ")
        for row in enquiries
        if not row["origin"].startswith("by hand")
    )


def test_ids_are_different_and_all_came_in_during_autumn_2026(enquiries):
    days = [row["received"] for row in sorted(enquiries, key=lambda row: row["id"])]

    assert len({row["id"] for row in enquiries}) == len(enquiries)
    assert days == sorted(days)
    assert min(days) >= "2026-09-01"
    assert max(days) <= "2026-11-20"


def test_no_phrase_is_used_in_both_halves():
    training, test = phrasebook(5, "training"), phrasebook(5, "test")

    def phrases(book):
        parts = [each.parts for kind in book.situations.values() for each in kind]
        said = itertools.chain.from_iterable(itertools.chain.from_iterable(parts))
        return {*said, *itertools.chain.from_iterable(book.asides.values())}

    assert len(phrases(training)) > 700
    assert not phrases(training) & phrases(test)
    for kind in (*KINDS, "vague"):
        assert not set(training.subjects[kind]) & set(test.subjects[kind])


def test_traffic_is_made_of_the_training_halfs_phrases_with_danger_rare():
    book = phrasebook(20_260_901, "training")
    plain_danger = [part for each in book.situations[SAFETY] for part in each.parts[0]]
    messages = traffic(2_000, traffic_mix(0.015))
    # Phrases without choices, slips of the finger aside, are found as they stand.
    whole = [phrase.lower().rstrip(".") for phrase in plain_danger if "(" not in phrase]
    found = sum(any(phrase in message.lower() for phrase in whole) for message in messages)

    assert 5 <= found <= 45
    assert messages == traffic(2_000, traffic_mix(0.015))
    by_hand = {row["text"] for row in committed.inbox() if row["origin"].startswith("by hand")}
    assert not by_hand & set(messages)


def test_every_telephone_number_is_from_the_ranges_kept_for_drama(enquiries):
    # Ofcom, "Telephone numbers for use in TV and radio drama programmes".
    numbers = [
        number for row in enquiries for number in re.findall(r"\+?\d[\d ]{8,}\d", row["text"])
    ]

    assert len(numbers) >= 12
    assert [n for n in numbers if not re.fullmatch(r"07700 900\d{3}|01632 960\d{3}", n)] == []


def test_every_mail_address_ends_in_a_name_kept_for_examples(enquiries):
    # RFC 2606, sections 2 and 3.
    addresses = [found for row in enquiries for found in re.findall(r"\S+@[\w.]*\w", row["text"])]

    assert len(addresses) > 5
    assert [a for a in addresses if not re.search(r"@example\.org$|\.example$", a)] == []
    assert not [row for row in enquiries if re.search(r"https?:|www\.", row["text"])]
