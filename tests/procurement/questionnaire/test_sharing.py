"""Which questions stand on one page: each on exactly one, and a page holds one group."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.library import load_library
from procurement.questionnaire.sharing import sharing_a_page
from procurement.questionnaire.walk import Chapter, Step

BANK = load_library().bank
ACCURACY = [question for question in BANK.questions if question.section == "accuracy"]


def chapter(asked, waiting):
    return Chapter(
        "accuracy", "", "", tuple(Step(each, False) for each in asked), waiting=tuple(waiting)
    )


def test_the_group_of_the_claim_shares_a_page():
    keys = ("claim_measure", "claim_test", "student_score", "teacher_score")
    for key in keys:
        assert sharing_a_page(BANK, chapter(ACCURACY, ()), key) == keys


@given(
    st.lists(
        st.sampled_from(["asked", "waiting", "left out"]),
        min_size=len(ACCURACY),
        max_size=len(ACCURACY),
    )
)
def test_whoever_is_asked_every_question_stands_on_one_page(states):
    asked = [each for each, state in zip(ACCURACY, states, strict=True) if state == "asked"]
    waiting = [each for each, state in zip(ACCURACY, states, strict=True) if state == "waiting"]
    here = chapter(asked, waiting)
    shown = {each.id for each in (*asked, *waiting)}
    for question in ACCURACY:
        page = sharing_a_page(BANK, here, question.id)
        assert question.id in page
        if len(page) > 1:
            assert {BANK.by_id[key].group for key in page} == {question.group}
            assert set(page) <= shown
            assert list(page) == sorted(page, key=lambda key: BANK.position[key])
            # Whichever of them one comes by, it is the same page.
            assert all(sharing_a_page(BANK, here, key) == page for key in page)


@pytest.mark.parametrize("setting", BANK.settings, ids=lambda setting: setting.id)
def test_a_setting_has_its_page_to_itself(setting):
    assert sharing_a_page(BANK, chapter(ACCURACY, ()), setting.id) == (setting.id,)
