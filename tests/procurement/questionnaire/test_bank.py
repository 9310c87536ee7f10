"""The bank as it comes with the product: whole, and nothing of the first one lost."""

import pytest
import yaml

from procurement.conditions.references import questions_read
from procurement.facts.values import NonAnswer, ValueKind
from procurement.questionnaire.answers import parse_answers
from procurement.questionnaire.loader import load_bank
from tests.procurement.telling import SHARED

BANK = load_bank()
COUNTRY_LOOKS = {
    "inference_countries": "inference",
    "labelling_countries": "labelling",
    "support_countries": "support",
    "subprocessor_countries": "subprocessor",
    "backup_countries": "backup",
}
MODEL_LOOKS = {
    "tier_name": ("product", "name"),
    "teacher_name": ("teacher", "name"),
    "teacher_provider": ("teacher", "made_by"),
    "teacher_licence": ("teacher", "licence"),
    "base_model": ("base", "name"),
    "base_licence": ("base", "licence"),
}


def test_the_bank_holds_what_its_changelog_says():
    assert len(BANK.questions) == 118 + 2
    assert [table.id for table in BANK.tables] == ["models", "hops"]


def test_the_sections_come_in_their_order():
    assert [section.order for section in BANK.sections] == list(range(1, 13))
    in_order = [question.section for question in BANK.questions]
    assert list(dict.fromkeys(in_order)) == [section.id for section in BANK.sections]


def test_every_question_takes_a_non_answer():
    assert all(question.non_answers for question in BANK.questions)


def test_non_answers_stand_alone_among_several_options():
    for question in BANK.questions:
        for option in question.options:
            if option.kind == "non_answer":
                assert NonAnswer(option.id) in question.non_answers
                assert option.exclusive == (question.kind is ValueKind.OPTIONS)


def test_the_five_country_questions_are_plain_looks_of_the_hops():
    looks = {question.id: look for question, look in BANK.plain_looks["hops"]}

    assert {key: look.role for key, look in looks.items()} == COUNTRY_LOOKS
    assert {look.column for look in looks.values()} == {"country"}


def test_the_single_questions_on_models_are_plain_looks_of_the_models():
    looks = {question.id: look for question, look in BANK.plain_looks["models"]}

    assert {key: (look.role, look.column) for key, look in looks.items()} == MODEL_LOOKS
    assert (looks["teacher_provider"].none, looks["teacher_provider"].several) == (
        "no_teacher",
        "several",
    )


def options_of(table, column_id):
    (column,) = [column for column in table.columns if column.id == column_id]
    return column.askable.options


def test_every_role_of_a_table_can_be_told_plainly():
    for table in BANK.tables:
        told_plainly = {look.role for _, look in BANK.plain_looks[table.id]}
        assert options_of(table, table.role_column) == told_plainly


def test_a_column_of_the_hops_offers_every_legal_tool():
    tools = BANK.by_id["transfer_tools"].askable.options

    assert options_of(BANK.by_id["hops"], "legal_tool") == tools


def test_what_a_firm_is_asked_once_is_about_the_organisation():
    about = {question.id for question in BANK.questions if question.subject == "organisation"}

    assert about == {
        "buyer_sector", "public_body", "fs_status", "large_user_base", "complaints_route"
    }  # fmt: skip


def test_no_question_is_hidden_by_a_later_one():
    for question in BANK.questions:
        if question.show_if is not None:
            for gate in questions_read(question.show_if):
                if gate not in {setting.id for setting in BANK.settings}:
                    assert BANK.position[gate] < BANK.position[question.id]


def test_depth_and_route_are_settings_with_a_full_assessment_as_the_usual_one():
    settings = {setting.id: setting for setting in BANK.settings}

    assert set(settings) == {"depth", "route"}
    assert settings["depth"].default == "full"
    assert [option.id for option in settings["depth"].options] == ["light", "full"]


@pytest.mark.skipif(not SHARED.exists(), reason="the first bank is not on this machine")
def test_every_id_and_every_option_of_the_first_bank_is_still_an_answer():
    first = yaml.load((SHARED / "questions.yaml").read_text("utf-8"), yaml.CSafeLoader)

    for told in first["questions"]:
        ways = [option["id"] for option in told.get("options", [])] + told["non_answers"]
        for way in ways:
            alone = told["type"] != "multi" or way in first["meta"]["non_answers"]
            parse_answers(BANK, {told["id"]: way if alone else [way]})
    for section, ours_too in zip(first["sections"], BANK.sections, strict=True):
        assert section == ours_too.model_dump(exclude={"category", "files"})
    assert first["meta"]["non_answers"].keys() <= {answer.value for answer in BANK.non_answers}
