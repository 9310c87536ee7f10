"""Where somebody stands, and that pressing Continue always comes to an end."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procurement.library import load_library
from procurement.questionnaire.answers import parse_answers
from procurement.questionnaire.flow import gather
from procurement.questionnaire.walk import (
    ABOUT,
    Progress,
    chapter_of,
    chapters,
    newly_set_aside,
    next_open,
)
from procurement.screening import gather_facts
from tests.procurement.questionnaire.test_posted import everything_sayable

LIBRARY = load_library()
BANK = LIBRARY.bank
ON = date(2026, 11, 21)


def facts_of(**answers):
    return gather_facts(LIBRARY, parse_answers(BANK, answers), ON)


def chapter(name, **answers):
    return next(each for each in chapters(BANK, facts_of(**answers)) if each.id == name)


def test_the_chapters_are_those_of_the_bank_after_the_one_about_the_check():
    found = [each.id for each in chapters(BANK, facts_of())]
    assert found == [ABOUT, *(section.id for section in BANK.sections)]


def test_every_question_is_asked_offered_as_a_table_or_left_out_and_only_once():
    for depth in ("light", "full"):
        seen = [
            key
            for each in chapters(BANK, facts_of(depth=depth, training_method="from_scratch"))[1:]
            for key in (
                *(step.key for step in each.steps),
                *(table.id for table in each.tables),
                *(left.question.id for left in each.left_out),
                *(question.id for question in each.waiting),
                *(step.key for step in each.of_the_firm),
            )
        ]
        asked = (question.id for question in BANK.questions if question.derived is None)
        assert sorted(seen) == sorted(asked)


def test_a_chapter_says_how_far_it_is():
    route = {"route": "inside_software", "personal_data_types": "contact"}
    assert chapter("exit", **route).progress is Progress.NOT_STARTED
    keys = [step.key for step in chapter("exit", **route).steps]
    assert chapter("exit", **route, **{keys[0]: "not_sure"}).progress is Progress.IN_PROGRESS
    told = route | dict.fromkeys(keys, "not_sure")
    waits = chapter("exit", **told)
    # Nothing is open, and a question may still come: that is not completed.
    assert (waits.open, len(waits.waiting), waits.progress) == ((), 1, Progress.IN_PROGRESS)
    done = chapter("exit", **told, held_to_account=["client"], alternative="not_sure")
    assert (done.progress, done.done, done.open) == (Progress.COMPLETED, len(done.steps), ())


def test_a_chapter_whose_every_question_depends_on_another_cannot_start_yet():
    assert chapter("dpia").progress is Progress.CANNOT_START
    assert chapter("dpia", personal_data_types=["contact"]).progress is not Progress.CANNOT_START


def test_a_usual_depth_is_nobodys_answer_until_somebody_gives_it():
    assert chapter(ABOUT).done == 0
    assert chapter(ABOUT, depth="light").done == 1


def test_what_a_light_check_leaves_out_is_told_apart_from_what_an_answer_hides():
    lineage = chapter("lineage", training_method="from_scratch")
    hidden = {left.question.id: [q.id for q in left.because] for left in lineage.left_out}
    assert hidden["teacher_name"] == ["training_method", "teacher_provider"]
    # teacher_access hangs on teacher_provider, which is hidden too.
    assert hidden["teacher_access"] == ["teacher_provider"]


def test_what_a_light_check_leaves_out_names_no_answer_as_the_reason():
    deeper = BANK.by_id["generations"].model_copy(update={"depth": "full"})
    bank = BANK.model_copy(
        update={"questions": tuple(deeper if q.id == deeper.id else q for q in BANK.questions)}
    )
    claims = parse_answers(bank, {"depth": "light", "training_method": "from_scratch"})
    facts = gather(bank, claims, on=ON, country_status=lambda _: "none")
    left_out = {
        left.question.id: left.because for one in chapters(bank, facts) for left in one.left_out
    }
    assert left_out["lineage_document"] == ()
    assert left_out["teacher_name"]


def test_an_answer_that_hides_another_names_it():
    before = facts_of(training_method="soft_targets", teacher_name="Big-1")
    after = facts_of(training_method="from_scratch", teacher_name="Big-1")
    assert list(newly_set_aside(before, after)) == ["teacher_name"]
    assert list(newly_set_aside(after, after)) == []


def test_the_next_question_is_looked_for_behind_the_one_just_answered():
    lineage = chapter("lineage", base_model="B")
    assert next_open(BANK, lineage, "teacher_access") == "lineage_document"
    assert next_open(BANK, lineage, "lineage_warranty") is None


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_continue_from_the_start_ends_and_asks_only_what_applies_and_nothing_twice(data):
    answers, asked = {}, set()
    for name in [ABOUT, *(section.id for section in BANK.sections)]:
        here = chapter(name, **answers)
        key = here.open[0].id if here.open else None
        while key is not None:
            assert key not in asked
            assert chapter_of(BANK, key) == name
            asked.add(key)
            answers[key] = data.draw(
                everything_sayable(BANK.by_id[key])
                if key in BANK.by_id
                else st.sampled_from(
                    [o.id for s in BANK.settings if s.id == key for o in s.options]
                )
            )
            here = chapter(name, **answers)
            key = next_open(BANK, here, key)
        # Nobody skipped anything, so nothing is left behind either.
        assert here.open == ()


def test_a_question_that_another_still_decides_on_is_not_asked_before_it():
    tier = chapter("product_tier")
    assert "on_premise_option" in {question.id for question in tier.waiting}
    assert "on_premise_option" not in {step.key for step in tier.steps}

    somewhere = chapter("product_tier", deployment="not_sure")
    assert "on_premise_option" in {step.key for step in somewhere.steps}
    ours = chapter("product_tier", deployment="our_servers")
    assert "on_premise_option" in {left.question.id for left in ours.left_out}


def test_nothing_waits_once_everything_asked_is_answered():
    for depth in ("light", "full"):
        told = {"depth": depth}
        while True:
            steps = [
                step.key
                for each in chapters(BANK, facts_of(**told))
                for step in (*each.steps, *each.of_the_firm)
                if not step.done
            ]
            if not steps:
                break
            told |= dict.fromkeys(steps, "not_sure")
        assert not any(each.waiting for each in chapters(BANK, facts_of(**told)))
