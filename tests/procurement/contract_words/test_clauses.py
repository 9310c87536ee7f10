"""The clauses: all there, all short, held to the rulebook, and offered by gravity."""

import shutil
from datetime import date

import pytest

from content.refusal import Refused
from procurement.contract_words.choosing import OpenFlag, Parties, offer
from procurement.contract_words.loader import FOLDER, load_clauses, read_clauses
from procurement.contract_words.plain_text import WIDTH, as_text
from procurement.library import load_library

PARTIES = Parties("Harbour Lettings", "Merebank {Ltd}", "Triage Turbo")
# What every buyer of a distilled model should be able to ask for.
TWELVE = {
    "model_named", "notice_of_change", "version_kept", "retest_window", "no_training",
    "teacher_maker_named", "location_fixed", "lineage_promise", "terms_permission", "deletion_proof",
    "incident_hours", "right_to_test",
}  # fmt: skip


def test_what_every_buyer_should_ask_for_is_there():
    assert {clause.id for clause in load_clauses()} >= TWELVE


@pytest.mark.parametrize("form", ["contract", "letter"])
def test_names_are_filled_in_and_a_brace_in_a_name_stays(form):
    words = [one.words for one in offer(load_clauses(), (), PARTIES, form)]
    assert not any("{vendor}" in each or "{product}" in each for each in words)
    if form == "contract":
        assert any("Merebank {Ltd}" in each for each in words)


def test_a_letter_asks_and_a_contract_does_not():
    assert all(clause.letter.startswith("Please") for clause in load_clauses())
    assert not any("please" in clause.contract.lower() for clause in load_clauses())


def test_the_gravest_open_flag_comes_first_and_names_itself():
    flags = [
        OpenFlag("com_lock_in", "Hard to leave", "medium"),
        OpenFlag("transfer_no_tool", "No legal tool", "critical"),
        OpenFlag("com_no_pinning", "The model can change under you", "high"),
    ]
    offered = offer(load_clauses(), flags, PARTIES, "contract")
    assert [one.id for one in offered if one.flags] == ["transfer_tool", "version_kept", "way_out"]
    assert [flag.title for flag in offered[0].flags] == ["No legal tool"]
    assert len(offered) == len(load_clauses())


def test_the_text_keeps_its_lines_short_and_its_blanks_open():
    text = as_text(
        offer(load_clauses(), (), PARTIES, "letter")[:3], PARTIES, "letter", date(2026, 11, 21)
    )
    assert max(map(len, text.splitlines())) <= WIDTH
    assert "[90] days" in text
    assert "not legal advice" in text
    assert "21 November 2026" in text


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(FOLDER, tmp_path / "clauses")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("clears: [dp_memorisation]", "clears: [dp_forgets]", "There is no rule `dp_forgets`."),
        ("id: memorisation", "id: no_training", "`no_training` stands here twice."),
        ("{vendor} tests each", "{seller} tests each", "{seller} is filled in by nobody"),
        ("{vendor} tests each", f"{'word ' * 60}each", "more than 70 words"),
    ],
)
def test_a_clause_that_does_not_fit_is_refused_with_its_place(folder, old, new, said):
    path = folder / "data.yaml"
    path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises(Refused) as refused:
        read_clauses(folder, load_library().rulebook)
    assert said in refused.value.sentence
    assert refused.value.file == "data.yaml"
