"""Whether a DPIA is needed: three cases, the ICO's ten, nine European signs. Expected from the law."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.protection.dpia.told import LIBRARY, screened_with, sign

NOTHING = {
    "personal_data_types": ["contact"], "screening_features": ["none_features"],
    "use_cases": ["internal_drafting"], "output_effect": "expert_review", "solely_automated": "opt_no",
}  # fmt: skip


def options(key):
    told = LIBRARY.bank.by_id[key].options
    return [each.id for each in told if each.kind == "answer" and not each.exclusive]


def quiet():
    """Answers under which no sign but new technology is met."""
    return NOTHING | {"output_effect": options("output_effect")[0]}


def test_there_are_three_cases_ten_of_the_ico_and_nine_european_signs():
    assert [len(listed.signs) for listed in screened_with().lists] == [3, 10, 9]


def test_with_no_answer_nothing_is_ruled_out_and_nothing_is_met_but_new_technology():
    found = screened_with()
    assert found.need == "not_settled"
    met = {each.id for listed in found.lists for each in listed.signs if each.met == "met"}
    assert met == {"wp248_8"}
    assert not [each for listed in found.lists for each in listed.ruled_out]
    assert "personal_data_types" in dict(found.waits_for)


def test_no_data_about_people_needs_none_and_the_answer_is_shown():
    found = screened_with(personal_data_types=["none_personal"])
    assert found.need == "not_needed"
    first = sign(found, "dpia_large_special")
    assert first.met == "not_met"
    assert [line.key for line in first.because] == ["personal_data_types"]


# Article 35(3)(b): special category data on a large scale; (c): a public place on a large scale.
@pytest.mark.parametrize(
    ("answers", "name"),
    [
        ({"personal_data_types": ["special_category"], "screening_features": ["large_scale"]}, "dpia_large_special"),
        ({"screening_features": ["public_area"]}, "dpia_public_area"),
        # The ICO's list, without a second sign: matching; with AI as the second: tracking.
        ({"screening_features": ["matching"]}, "dpia_ico_matching"),
        ({"screening_features": ["tracking"]}, "dpia_ico_tracking"),
        ({"screening_features": ["physical_harm"]}, "dpia_ico_harm"),
        ({"screening_features": ["large_scale", "profiling"]}, "dpia_ico_profiling"),
    ],
)  # fmt: skip
def test_one_sign_of_the_law_is_enough_and_names_its_answer(answers, name):
    found = screened_with(**(quiet() | answers))
    assert found.need == "needed"
    met = sign(found, name)
    assert met.met == "met"
    assert "screening_features" in {line.key for line in met.because}


def test_large_scale_alone_is_one_european_sign_beside_ai():
    # The ICO asks for a DPIA where AI comes together with any other European sign.
    found = screened_with(**(quiet() | {"screening_features": ["large_scale"]}))
    assert sign(found, "wp248_5").met == "met"
    assert sign(found, "dpia_ico_innovative").met == "met"
    assert found.need == "needed"


def test_the_sources_are_named_with_the_day_they_were_checked():
    for listed in screened_with().lists:
        assert listed.sources
        assert all("Checked " in source.rest for source in listed.sources)


FEATURES = st.lists(
    st.sampled_from([each for each in options("screening_features") if each != "none_features"]),
    unique=True, min_size=1,
)  # fmt: skip


@given(FEATURES, st.lists(st.sampled_from(options("use_cases")), unique=True, min_size=1))
def test_leaving_an_answer_out_never_rules_a_sign_out(features, uses):
    told = {"personal_data_types": ["contact"], "screening_features": features, "use_cases": uses}
    whole = screened_with(**told)
    for left_out in told:
        less = screened_with(**{key: said for key, said in told.items() if key != left_out})
        for listed in less.lists:
            for each in listed.signs:
                if each.met == "not_met":
                    assert sign(whole, each.id).met == "not_met", (left_out, each.id)
        if less.need == "not_needed":
            assert whole.need == "not_needed"
