"""Two sources that disagree are a finding in itself."""

from datetime import date

import pytest

from procurement.facts.sources import Certainty, Grade
from procurement.facts.values import ValueKind, members
from procurement.rulebook.contradictions import contradictions, disagree
from tests.procurement.rulebook.engine import facts
from tests.procurement.telling import REFUSED, at_least, claim, observed

DECLARED, INFERRED = Certainty.DECLARED, Certainty.INFERRED
SEEN, BUYER = Grade.DOCUMENT_SEEN, Grade.BUYER_SAYS


def found(*sources, **answers):
    return [(each.question, each.severity) for each in contradictions(facts(*sources, **answers))]


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        # int8 weights in the file; the vendor says it is no copy at lower precision.
        (
            [
                claim("training_method", members("from_scratch")),
                observed("training_method", at_least("quantised_copy")),
            ],
            [("training_method", "high")],
        ),
        (
            [
                claim("training_method", members("teacher_answers", "quantised_copy")),
                observed("training_method", at_least("quantised_copy")),
            ],
            [],
        ),
        (
            [
                claim("training_method", REFUSED),
                observed("training_method", at_least("pruned_copy")),
            ],
            [],
        ),
        (
            [
                claim("training_method", members("from_scratch")),
                observed("training_method", at_least("quantised_copy"), INFERRED),
            ],
            [],
        ),
        (
            [
                claim("training_method", members("from_scratch")),
                observed("training_method", at_least("quantised_copy"), DECLARED),
            ],
            [("training_method", "medium")],
        ),
        (
            [
                claim("training_method", members("from_scratch"), SEEN),
                observed("training_method", at_least("quantised_copy")),
            ],
            [("training_method", "high")],
        ),
        (
            [
                claim("personal_data_types", members("none_personal"), BUYER),
                observed("personal_data_types", at_least("contact")),
            ],
            [("personal_data_types", "medium")],
        ),
        ([claim("ip_cover", "full"), claim("ip_cover", "opt_no", SEEN)], [("ip_cover", "medium")]),
        ([claim("ip_cover", "full"), claim("ip_cover", "full", SEEN)], []),
        ([claim("ip_cover", REFUSED), claim("ip_cover", "full", SEEN)], []),
        ([claim("notice_days", 30), claim("notice_days", 30.0, SEEN)], []),
        ([claim("notice_days", 30), claim("notice_days", 90, SEEN)], [("notice_days", "medium")]),
        (
            [
                claim("evaluation_date", date(2026, 1, 1)),
                claim("evaluation_date", date(2025, 1, 1), SEEN),
            ],
            [("evaluation_date", "medium")],
        ),
    ],
)
def test_what_disagrees_and_how_much_it_weighs(sources, expected):
    assert found(*sources) == expected
    assert found(*reversed(sources)) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("GPT-4o", "gpt-4o (2024-08-06)", False),
        ("Qwen/Qwen2.5-0.5B", "Qwen2.5 0.5B", False),
        ("Llama 3.1 8B", "Mistral 7B", True),
    ],
)
def test_two_ways_of_writing_one_name_agree(one, other, expected):
    assert disagree(one, other, ValueKind.TEXT) is expected


def test_files_are_never_held_against_each_other():
    assert not disagree("card.pdf", "card_v2.pdf", ValueKind.FILE)


def test_what_the_file_says_of_its_base_is_held_against_the_plain_answer():
    assert found(observed("base_licence", "llama_2", DECLARED), base_licence="apache_2_0") == [
        ("base_licence", "medium")
    ]


def test_two_bases_are_no_contradiction_but_two_words_on_one_are():
    two = [{"role": "base", "licence": "mit"}, {"role": "base", "licence": "llama_2"}]

    assert found(models=two) == []
    assert found(models=two[:1], base_licence="llama_2") == [("base_licence", "medium")]


def test_the_table_and_the_plain_list_of_countries_are_held_against_each_other():
    rows = [{"what": "support", "country": "GB"}]

    assert found(hops=rows, support_countries=["GB", "IN"]) == [("support_countries", "medium")]
    assert found(hops=rows, support_countries=["GB"]) == []
    assert found(hops=rows) == []


def test_no_teacher_beside_a_teacher_is_a_contradiction():
    answers = {"training_method": "teacher_answers", "teacher_provider": "no_teacher"}

    assert found(**answers) == []
    assert found(**answers, models=[{"role": "teacher", "made_by": "meta"}]) == [
        ("teacher_provider", "medium")
    ]
    assert found(**answers, teacher_name="GPT-4o") == [("teacher_provider", "medium")]
    assert found(**answers, teacher_name="vendor_refused") == []


def test_what_cannot_apply_contradicts_nobody():
    sources = [claim("file_format", "onnx"), observed("file_format", "pickle")]

    assert found(*sources, deployment="our_servers") == [("file_format", "high")]
    assert found(*sources, deployment="vendor_cloud") == []


def test_the_weightiest_side_comes_first_and_who_agrees_stays_out():
    (each,) = contradictions(
        facts(
            claim("ip_cover", "full"),
            claim("ip_cover", "opt_no", SEEN),
            observed("ip_cover", "opt_no"),
            observed("ip_cover", "capped", INFERRED),
        )
    )

    assert [side.value for side in each.sides] == ["opt_no", "opt_no", "full"]
    assert each.measured


def test_countries_told_and_those_of_an_attached_contract_are_held_against_each_other():
    told = claim("inference_countries", members("GB"))
    contract = claim("inference_countries", members("GB", "US"), SEEN)
    assert found(told, contract) == [("inference_countries", "medium")]
    assert found(claim("inference_countries", members("GB", "US")), contract) == []
