"""Which questions apply, and the five states of a fact."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procurement.facts.fact import State
from procurement.facts.values import Members
from procurement.questionnaire.answers import parse_answers
from procurement.questionnaire.flow import gather, open_questions
from procurement.questionnaire.loader import load_bank
from tests.procurement.telling import TODAY, at_least, claim, observed

BANK = load_bank()


def facts(*more, bank=BANK, **answers):
    sources = [*parse_answers(bank, answers), *more]
    return gather(bank, sources, on=TODAY, country_status=lambda code: "none")


def state(key, **answers):
    return facts(**answers).find(key).state


def test_with_nothing_told_every_question_is_open_and_none_is_hidden():
    base = facts()

    assert open_questions(BANK, base) == tuple(
        question.id
        for question in BANK.questions
        if question.type != "rows" and question.derived is None
    )
    assert base.in_state(State.CANNOT_APPLY) == ()


@pytest.mark.parametrize(
    ("deployment", "expected"),
    [
        ("our_servers", State.UNANSWERED),
        ("vendor_cloud", State.CANNOT_APPLY),
        ("vendor_refused", State.UNANSWERED),
        (None, State.UNANSWERED),
    ],
)
def test_a_question_is_hidden_only_if_its_gate_decides_so(deployment, expected):
    assert state("file_integrity", deployment=deployment) is expected


def test_an_answer_counts_while_its_gate_is_open():
    assert state("file_integrity", file_integrity="signed") is State.KNOWN


def test_a_hidden_answer_is_set_aside_and_said_so():
    base = facts(deployment="vendor_cloud", file_integrity="signed", file_format="onnx")

    assert base.find("file_integrity").values == ()
    assert base.withdrawn == ("file_integrity", "file_format")


def test_what_was_observed_under_a_hidden_question_is_set_aside_too():
    base = facts(observed("file_format", "onnx"), deployment="vendor_cloud")

    assert base.find("file_format").state is State.CANNOT_APPLY
    assert base.withdrawn == ("file_format",)


def test_a_question_hidden_behind_a_hidden_one_is_hidden():
    base = facts(buyer_sector="charity")

    assert base.find("fs_status").state is State.CANNOT_APPLY
    assert base.find("fs_critical").state is State.CANNOT_APPLY


def test_an_open_question_names_the_gate_that_could_hide_it():
    assert facts().find("file_integrity").to_ask == ("deployment", "file_integrity")
    assert facts(deployment="device").find("file_integrity").to_ask == ("file_integrity",)
    assert facts().find("fs_critical").to_ask == ("buyer_sector", "fs_status", "fs_critical")


def test_a_gate_with_a_refusal_is_named_too():
    base = facts(deployment="vendor_refused")

    assert base.find("file_integrity").to_ask == ("deployment", "file_integrity")


def test_a_gate_that_is_known_in_part_hides_nothing():
    base = facts(claim("training_method", at_least("fine_tuned")))

    assert base.find("teacher_name").state is State.UNANSWERED


def test_two_claims_that_disagree_on_a_gate_hide_nothing():
    base = facts(claim("deployment", "vendor_cloud"), claim("deployment", "our_servers"))

    assert base.find("file_integrity").state is State.UNANSWERED


@pytest.fixture(scope="module")
def lighter_bank():
    """Return the bank with just two questions left to a full assessment."""
    full_only = {"generations", "backup_countries"}
    return BANK.model_copy(
        update={
            "questions": tuple(
                question.model_copy(update={"depth": "full", "derived": None})
                if question.id in full_only
                else question.model_copy(
                    update={"depth": "light", "derived": None, "worth_if": None}
                )
                for question in BANK.questions
            )
        }
    )


def test_a_light_check_leaves_questions_out_and_a_full_one_asks_them(lighter_bank):
    light = facts(bank=lighter_bank, depth="light")

    assert light.in_state(State.NOT_ASKED) == ("generations", "backup_countries")
    assert facts(bank=lighter_bank, depth="full").in_state(State.NOT_ASKED) == ()
    assert facts(bank=lighter_bank).in_state(State.NOT_ASKED) == ()


def test_what_is_answered_counts_though_a_light_check_would_not_ask(lighter_bank):
    light = facts(bank=lighter_bank, depth="light", generations="one")

    assert light.find("generations").state is State.KNOWN


def test_a_hop_that_a_light_check_does_not_ask_about_is_not_asked(lighter_bank):
    light = facts(bank=lighter_bank, depth="light")
    backups = [
        fact
        for fact in light
        if fact.key == "country" and light.cell(fact.subject, "what").values == ("backup",)
    ]

    assert [fact.state for fact in backups] == [State.NOT_ASKED]


def test_a_set_of_which_nothing_is_known_is_unanswered():
    base = facts(claim("training_method", Members(frozenset(), whole=False)))

    assert base.find("training_method").state is State.UNANSWERED


def test_a_key_that_answers_no_question_is_left_to_whoever_made_it():
    base = facts(observed("opset", 17))

    with pytest.raises(KeyError):
        base.find("opset")


SHEET = {
    "tier_name": "Triage Turbo",
    "deployment": "vendor_cloud",
    "file_integrity": "signed",
    "training_method": ["teacher_answers"],
    "teacher_provider": "openai",
    "hops": [{"what": "inference", "country": "US"}, {"what": "support", "country": "IN"}],
    "support_countries": ["GB", "IN"],
    "base_licence": "vendor_refused",
}


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations([*parse_answers(BANK, SHEET), observed("base_licence", "llama_2")]))
def test_the_order_of_telling_never_matters(sources):
    def told(order):
        base = gather(BANK, order, on=TODAY, country_status=lambda code: "none")
        return dict(base.facts), base.tables, base.withdrawn

    assert told(sources) == told(sorted(sources, key=repr))
