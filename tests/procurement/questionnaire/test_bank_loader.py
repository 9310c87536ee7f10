"""A malformed bank is refused with file, line and key."""

import shutil

import pytest

from content.refusal import Refused
from procurement.questionnaire.loader import FOLDER, load_bank


@pytest.fixture
def folder(tmp_path):
    copy = tmp_path / "bank"
    shutil.copytree(FOLDER, copy)
    return copy


def change(folder, file, old, new):
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "column", "says"),
    [
        ("exit.yaml", "required: true", "requird: true", "data_export.requird", "not a key"),
        ("exit.yaml", "    required: true\n", "", "data_export", "`required` is missing"),
        ("exit.yaml", "- id: alternative", "- id: data_export", "data_export.id", "asked twice"),
        ("exit.yaml", "section: exit", "section: leaving", "section", "a file of section `exit`"),
        ("exit.yaml", "type: single", "type: choice", "data_export.type", "Input should be"),
        ("exit.yaml", "      all: Yes", "      opt_no: Yes", "opt_no", "stands here twice"),
        (
            "exit.yaml",
            "non_answers: [not_sure, does_not_apply]",
            "non_answers: [unsure]",
            "alternative.non_answers.item 1",
            "Input should be",
        ),
        ("dpia.yaml", "op: eq, value: done", "op: eq, value: finished", "value", "no answer"),
        ("dpia.yaml", "q: dpia_status, op: eq", "q: dpia, op: eq", "q", "no question `dpia`"),
        ("dpia.yaml", "q: dpia_status, op: in", "q: deletion_proof, op: in", "show_if", ""),
        ("hosting.yaml", "role: support", "role: helpdesk", "role", "no role `helpdesk`"),
        ("hosting.yaml", "role_column: what", "role_column: company", "role_column", "required"),
        ("hosting.yaml", "role: support, column: country", "role: support, column: data", "", ""),
        ("parents.yaml", "none: no_teacher", "none: nobody", "plain_look_of", "`nobody`"),
        ("about.yaml", "retired: {}", "retired: {data_export: alternative}", "retired", "gone"),
        ("about.yaml", "retired: {}", "retired: {old: younger}", "retired.old", "successor"),
    ],
)
def test_what_is_wrong_is_named_by_file_line_and_key(folder, file, old, new, column, says):
    change(folder, file, old, new)

    with pytest.raises(Refused) as caught:
        load_bank(folder)

    assert caught.value.file == file
    assert (caught.value.row or 0) > 3
    assert column in str(caught.value.column)
    assert says in caught.value.sentence


def test_a_later_question_cannot_decide_an_earlier_one(folder):
    change(
        folder,
        "upgrades.yaml",
        "show_if: null",
        "show_if: {q: data_export, op: eq, value: all}",
    )

    with pytest.raises(Refused, match="`data_export` is asked later"):
        load_bank(folder)


def test_nothing_follows_from_a_later_question_that_hangs_on_others(folder):
    change(
        folder,
        "commercials.yaml",
        "show_if: null",
        "show_if: {q: deployment, op: eq, value: device}",
    )

    with pytest.raises(Refused, match="`price_per_1000` is asked later") as caught:
        load_bank(folder)
    assert caught.value.file == "lineage.yaml"


def test_a_show_if_cannot_read_computed_facts_or_tables(folder):
    change(
        folder,
        "exit.yaml",
        "show_if: null",
        "show_if: {some: hop, where: {column: country, op: country_in, value: [US]}}",
    )

    with pytest.raises(Refused, match="no table of `hop` rows"):
        load_bank(folder)


def test_a_section_without_a_file_and_a_file_without_a_section_are_refused(folder):
    (folder / "exit.yaml").rename(folder / "leaving.yaml")

    with pytest.raises(Refused, match="no such file"):
        load_bank(folder)

    (folder / "exit.yaml").write_text((folder / "leaving.yaml").read_text("utf-8"), "utf-8")
    with pytest.raises(Refused) as caught:
        load_bank(folder)
    assert caught.value.file == "leaving.yaml"


def test_a_retired_question_with_a_successor_is_accepted(folder):
    change(folder, "about.yaml", "retired: {}", "retired: {old_alternative: alternative}")

    assert load_bank(folder).retired == {"old_alternative": "alternative"}
