"""Models and hops: told as rows or plainly, they are one table, read back by the plain questions."""

import pytest

from procurement.facts.fact import State
from procurement.facts.sources import Certainty, Grade
from procurement.facts.subjects import SubjectKind
from procurement.facts.values import members
from procurement.questionnaire.answers import parse_answers
from procurement.questionnaire.flow import gather
from procurement.questionnaire.loader import load_bank
from tests.procurement.telling import (
    REFUSED,
    TODAY,
    UNKNOWN,
    at_least,
    claim,
    model,
    observed,
)

BANK = load_bank()


def facts(*more, **answers):
    sources = [*parse_answers(BANK, answers), *more]
    return gather(BANK, sources, on=TODAY, country_status=lambda code: "none")


def hops(base):
    """Return (what, country) of each hop told, as it is known."""
    return [
        (base.cell(row.subject, "what").values, base.cell(row.subject, "country").values)
        for row in base.rows(SubjectKind.HOP)
        if row.told
    ]


def models(base, column):
    return {
        base.cell(row.subject, "role").values[0]: base.cell(row.subject, column).values
        for row in base.rows(SubjectKind.MODEL)
        if row.told
    }


def test_a_plain_list_of_countries_tells_one_hop_for_each():
    base = facts(inference_countries=["US", "GB"], support_countries=["IN"])

    assert hops(base) == [
        (("inference",), ("GB",)),
        (("inference",), ("US",)),
        (("support",), ("IN",)),
    ]
    assert base.find("inference_countries").values == (members("GB", "US"),)


def test_rows_are_read_back_as_plain_lists_and_a_role_without_a_row_is_unanswered():
    base = facts(hops=[{"what": "inference", "country": "US"}])

    assert base.find("inference_countries").values == (members("US"),)
    assert base.find("support_countries").state is State.UNANSWERED


def test_a_refused_place_leaves_the_list_known_in_part():
    told_as_rows = facts(
        hops=[
            {"what": "support", "country": "US"},
            {"what": "support", "country": "vendor_refused"},
        ]
    )
    told_plainly = facts(support_countries=["US", "vendor_refused"])

    for base in (told_as_rows, told_plainly):
        assert base.find("support_countries").values == (members("US", untold=[REFUSED]),)


def test_a_row_without_a_country_leaves_the_list_open():
    base = facts(hops=[{"what": "support", "country": "US"}, {"what": "support", "company": "X"}])

    assert base.find("support_countries").values == (at_least("US"),)


def test_a_refused_list_is_a_non_answer_and_a_hop_of_which_nobody_says_where():
    base = facts(backup_countries="vendor_refused")

    assert base.find("backup_countries").state is State.NON_ANSWER
    assert hops(base) == [(("backup",), (REFUSED,))]


def test_the_same_place_told_twice_is_one_hop():
    base = facts(hops=[{"what": "backup", "country": "IE"}], backup_countries=["IE", "FR"])

    assert hops(base) == [(("backup",), ("IE",)), (("backup",), ("FR",))]
    assert base.find("backup_countries").values == (members("FR", "IE"),)


def test_what_a_document_says_of_a_list_outranks_what_the_vendor_says():
    said = claim("support_countries", members("GB"))
    seen = claim("support_countries", members("GB", "IN"), Grade.DOCUMENT_SEEN)

    assert facts(said, seen).find("support_countries").values == (members("GB", "IN"),)


def test_a_list_known_in_part_leaves_room_for_more():
    base = facts(claim("support_countries", at_least("GB")))

    assert base.find("support_countries").values == (at_least("GB"),)
    assert [row.told for row in base.rows(SubjectKind.HOP)].count(False) == 5


def test_questions_about_one_teacher_fill_one_row():
    base = facts(
        training_method="teacher_answers", teacher_name="GPT-4o", teacher_provider="openai"
    )

    assert models(base, "name") == {"teacher": ("GPT-4o",)}
    assert models(base, "made_by") == {"teacher": ("openai",)}


@pytest.mark.parametrize(
    ("makers", "expected"),
    [
        (["openai"], {"openai"}),
        (["openai", "openai"], {"openai"}),
        (["openai", "meta"], {"openai", "meta", "several"}),
        (["openai", "vendor_refused"], {"openai", REFUSED}),
    ],
)
def test_several_teachers_are_several_and_each_of_them(makers, expected):
    base = facts(
        training_method="teacher_answers",
        models=[{"role": "teacher", "made_by": maker} for maker in makers],
    )

    assert set(base.find("teacher_provider").values) == expected


def test_a_teacher_whose_maker_nobody_named_leaves_the_maker_open():
    base = facts(
        training_method="teacher_answers",
        models=[{"role": "teacher", "made_by": "meta"}, {"role": "teacher", "name": "X"}],
    )

    fact = base.find("teacher_provider")
    assert (fact.values, fact.unsettled) == (("meta",), True)


def test_no_larger_model_is_a_table_without_a_teacher():
    base = facts(training_method="self_distil", teacher_provider="no_teacher")

    assert base.find("teacher_provider").values == ("no_teacher",)
    assert models(base, "role") == {}
    untold = [row for row in base.rows(SubjectKind.MODEL) if not row.told]
    roles = {base.cell(row.subject, "role").values for row in untold}
    assert roles == {("product",), ("base",)}


def test_no_larger_model_beside_a_named_one_is_both():
    base = facts(
        training_method="teacher_answers",
        teacher_provider="no_teacher",
        models=[{"role": "teacher", "made_by": "meta"}],
    )

    assert set(base.find("teacher_provider").values) == {"meta", "no_teacher"}


def test_a_row_that_only_the_table_can_fill_names_the_table():
    rows = [{"what": "support", "country": "US"}, {"what": "support", "company": "X"}]
    named = facts(
        training_method="teacher_answers", teacher_name="X", teacher_provider="no_teacher"
    )

    personal = {"personal_data_types": "contact"}
    assert facts(hops=rows, **personal).find("support_countries").to_ask == (
        "support_countries",
        "hops",
    )
    assert named.find("teacher_provider").to_ask == ("teacher_provider", "models")
    trained = {"training_method": "fine_tuned", "base_model": "X"}
    assert facts(**trained).find("base_licence").to_ask == ("base_licence",)


def test_two_bases_with_different_licences_count_both():
    base = facts(
        models=[{"role": "base", "licence": "mit"}, {"role": "base", "licence": "llama_2"}]
    )

    assert base.find("base_licence").values == ("llama_2", "mit")


def test_what_a_file_declares_of_its_base_lands_in_the_row_of_the_base():
    base = facts(observed("base_licence", "llama_2", Certainty.DECLARED), base_model="Llama 2 7B")

    assert models(base, "licence") == {"base": ("llama_2",)}
    assert models(base, "name") == {"base": ("Llama 2 7B",)}


def test_a_guess_makes_no_row_and_decides_nothing():
    base = facts(observed("base_model", "Llama", Certainty.INFERRED))

    assert models(base, "name") == {}
    assert base.find("base_model").state is State.UNANSWERED


def test_a_measured_cell_outranks_what_was_said_of_it():
    measured = observed("base_licence", "llama_2")
    base = facts(measured, base_licence="mit")

    assert base.find("base_licence").values == ("llama_2",)
    assert len(base.cell(model(1), "licence").sources) == 2


def test_a_vendor_that_refuses_a_whole_table_refuses_each_part_of_it():
    base = facts(hops="vendor_refused", support_countries=["GB"])

    assert base.find("support_countries").values == (members("GB"),)
    for key in ("inference_countries", "backup_countries", "subprocessor_countries"):
        assert base.find(key).state is State.NON_ANSWER


def test_a_role_nobody_described_is_a_row_still_to_be_told():
    base = facts(inference_countries=["GB"], customer_data_trains="never")

    waiting = {
        base.cell(row.subject, "what").values[0]: base.cell(row.subject, "country")
        for row in base.rows(SubjectKind.HOP)
        if not row.told
    }
    assert set(waiting) == {"labelling", "support", "subprocessor", "backup"}
    assert waiting["support"].to_ask == ("support_countries",)


def test_a_role_that_cannot_apply_has_no_row_and_what_was_told_of_it_is_set_aside():
    no_labelling = {"customer_data_trains": "never", "customer_data_to_teacher": "opt_no"}
    told_as_row = facts(hops=[{"what": "labelling", "country": "IN"}], **no_labelling)
    told_plainly = facts(labelling_countries=["IN"], **no_labelling)

    for base in (told_as_row, told_plainly):
        assert base.find("labelling_countries").state is State.CANNOT_APPLY
        assert hops(base) == []
    assert told_as_row.withdrawn == ("hops",)
    assert told_plainly.withdrawn == ("labelling_countries",)


def test_a_cell_of_a_plain_answer_asks_the_plain_question_and_others_the_table():
    base = facts(base_licence="mit")

    assert base.cell(model(1), "licence").asks == ("base_licence",)
    assert base.cell(model(1), "made_by").asks == ("models",)
    assert base.cell(model(1), "made_by").state is State.UNANSWERED


def test_a_non_answer_in_any_cell_is_kept():
    base = facts(models=[{"role": "base", "made_by": "vendor_unknown"}])

    assert base.cell(model(1), "made_by").values == (UNKNOWN,)


def test_nobody_is_no_place_and_is_known():
    """A product that no person can look into has no leg for support, and nobody is asked for one."""
    base = facts(support_countries="nobody", personal_data_types=["contact"])

    assert base.find("support_countries").state is State.KNOWN
    assert base.find("support_countries").values == (members(),)
    waiting = {
        base.cell(row.subject, "what").values[0]: base.cell(row.subject, "country")
        for row in base.rows(SubjectKind.HOP)
    }
    assert "support" not in waiting
    assert "inference" in waiting  # what nobody spoke of is still to be asked


def test_nobody_against_a_place_leaves_the_place_and_both_sides():
    base = facts(
        hops=[{"what": "support", "country": "IN"}],
        support_countries="nobody",
        personal_data_types=["contact"],
    )
    fact = base.find("support_countries")
    assert fact.values == (members("IN"),)
    assert {source.value for source in fact.sources} == {members(), members("IN")}


def test_a_document_that_names_places_outweighs_nobody():
    base = facts(
        claim("support_countries", members()),
        claim("support_countries", members("IN"), Grade.DOCUMENT_SEEN),
        personal_data_types=["contact"],
    )
    assert base.find("support_countries").values == (members("IN"),)
