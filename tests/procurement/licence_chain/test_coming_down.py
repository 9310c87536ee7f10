"""What comes down a line of models, held to the licences' own words as the table of licences has them."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procurement.library import load_library
from procurement.licence_chain.coming_down import licence_chain
from procurement.questionnaire.answers import parse_answers
from procurement.screening import gather_facts

LIBRARY = load_library()
TABLE = LIBRARY.rulebook.licences
MODELS = next(table for table in LIBRARY.bank.tables if table.id == "models")
OPTIONS = {column.id: [o.id for o in column.options] for column in MODELS.columns if column.options}


def chain(*rows, **answers):
    told = {"training_method": ["teacher_answers", "fine_tuned"], **answers}
    if rows:
        told["models"] = list(rows)
    claims = parse_answers(LIBRARY.bank, told)
    return licence_chain(gather_facts(LIBRARY, claims, date(2026, 11, 21)), TABLE)


def teacher(name, maker, licence=None, **more):
    return {"role": "teacher", "name": name, "made_by": maker, **more} | (
        {"licence": licence} if licence else {}
    )


def base(name, maker, licence, **more):
    return {"role": "base", "name": name, "made_by": maker, "licence": licence, **more}


def down(found):
    return {(one.model.names[0], one.rule): one.sure for one in found.inherited}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        # Tongyi Qianwen, 3 August 2023: outputs may not improve another model; its use limits bind copies.
        (teacher("Qwen-72B", "qwen", "tongyi"), {("Qwen-72B", "training"): True}),
        # Apache 2.0 has no limit on answers, and its notices go with copies.
        (teacher("Qwen3-32B", "qwen", "apache_2_0"), {}),
        # Llama 3.1 allows it, and the student's name begins with Llama.
        (
            teacher("Llama 3.1 70B", "meta", "llama_3_1"),
            {("Llama 3.1 70B", "training"): True, ("Llama 3.1 70B", "name"): True},
        ),
        # Llama 3 bars it; its naming rule is for models trained with the materials.
        (teacher("Llama 3 70B", "meta", "llama_3"), {("Llama 3 70B", "training"): True}),
        # DeepSeek License 1.0: a student carries the use limits.
        (
            teacher("DeepSeek-V3 (December 2024)", "deepseek", "deepseek_model"),
            {
                ("DeepSeek-V3 (December 2024)", "training"): True,
                ("DeepSeek-V3 (December 2024)", "use"): True,
            },
        ),
        # MIT, with distillation expressly allowed.
        (teacher("DeepSeek-R1", "deepseek", "mit"), {}),
    ],
    ids=lambda value: value.get("name", ""),
)
def test_what_a_larger_model_passes_to_its_student(row, expected):
    assert down(chain(row)) == expected


def test_a_starting_model_passes_on_all_that_flows_down():
    found = down(chain(base("Llama 4 Scout", "meta", "llama_vision")))

    assert {rule for _, rule in found} == {"training", "name", "use", "size", "place"}
    assert all(found.values())


def test_a_services_terms_reach_the_student_through_the_normal_service_only():
    row = teacher("GPT-4.1", "openai")
    assert down(chain(row, teacher_access="standard_api")) == {("GPT-4.1", "training"): True}
    assert down(chain(row, teacher_access="vendor_refused")) == {}
    assert [model.names for model in chain(row).unknown if model.names] == [("GPT-4.1",)]


def test_limits_come_down_from_teacher_to_student_to_fine_tune_to_product():
    found = chain(
        teacher("Gemma 2 27B", "google_gemma", "gemma_terms"),
        base("Sortwell 2B", "other_teacher", "other_licence", learned_from="gemma 2 27b"),
    )

    line = found.ancestry
    assert [model.names for model in line.models[:-1]] == [("Gemma 2 27B",), ("Sortwell 2B",)]
    assert [(link.parent, link.child, link.how) for link in line.links] == [
        (line.models[0].number, line.models[1].number, "learned"),
        (line.models[1].number, line.product.number, "started"),
    ]
    # Whatever is derived from Gemma carries its limits on use; of the rest only its holder can say.
    assert down(found)["Gemma 2 27B", "use"] is True
    assert down(found)["Gemma 2 27B", "name"] is False


def test_two_parents_each_bring_their_own_terms():
    found = down(
        chain(
            teacher("DeepSeek-R1", "deepseek", "mit"),
            base("Llama 3.1 8B", "meta", "llama_3_1"),
        )
    )
    assert {name for name, _ in found} == {"Llama 3.1 8B"}


def test_a_licence_that_may_be_one_of_several_is_asked_for():
    found = chain(base("Llama", "meta", "llama_3_1"))

    of_base = found.terms[found.ancestry.models[0].number]
    assert {entry.id for entry in of_base.entries} == {"llama_3_1", "llama_3_2", "llama_3_3"}
    assert not any(down(found).values())


def test_a_circle_that_was_told_ends():
    found = chain(
        teacher("Aldermoor", "other_teacher", learned_from="Brackley"),
        teacher("Brackley", "other_teacher", learned_from="Aldermoor"),
    )
    assert {model.names for model in found.ancestry.models} >= {("Aldermoor",), ("Brackley",)}


def test_every_licence_of_the_bank_has_an_entry_or_none_to_have():
    known = {option for entry in TABLE.licences for option in entry.bank_options}

    assert known <= set(OPTIONS["licence"])
    assert set(OPTIONS["licence"]) - known == {"proprietary", "no_licence"}


names = st.sampled_from(["Aldermoor", "Brackley", "Llama 3.1 8B", "Gemma 2 9B"])
row = st.fixed_dictionaries(
    {"role": st.sampled_from(["product", "teacher", "base"])},
    optional={
        "name": names,
        "made_by": st.sampled_from(OPTIONS["made_by"]),
        "licence": st.sampled_from(OPTIONS["licence"]),
        "learned_from": names,
    },
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(row, max_size=5))
def test_every_model_is_on_the_line_and_unknown_terms_are_never_free(rows):
    found = chain(*rows)

    line = found.ancestry
    for model in line.models[:-1]:
        assert line.ways_down(model.number)
        entries = found.terms[model.number].entries
        assert entries or found.terms[model.number].own or model in found.unknown
    assert all(one.licence in found.terms[one.model.number].entries for one in found.inherited)
