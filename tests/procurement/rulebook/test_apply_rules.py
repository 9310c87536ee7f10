"""Verdicts: raised, clear, cannot tell with what would decide it, not asked, not in force."""

from datetime import date, timedelta

import pytest

from procurement.facts.sources import Grade
from procurement.facts.values import members
from procurement.rulebook.evaluate import Verdict, apply_rules
from procurement.screening import gather_facts
from tests.procurement.rulebook.engine import LIBRARY, outcomes, verdict
from tests.procurement.telling import REFUSED, TODAY, at_least, claim, observed

BOOK = LIBRARY.rulebook


def test_nothing_told_raises_nothing_and_clears_nothing():
    verdicts = {rule: outcome.verdict for rule, outcome in outcomes().items()}

    # How many steps it is from the original, and whether answers changed, is not asked by itself.
    for only_found in ("lin_many_generations", "com_changed_untold"):
        assert verdicts.pop(only_found) is Verdict.NOT_ASKED
    ended = {rule.id for rule in BOOK.rules if rule.ended_before(TODAY)}
    assert {verdicts.pop(rule) for rule in ended} <= {Verdict.NOT_IN_FORCE}
    assert set(verdicts.values()) == {Verdict.CANNOT_TELL}


def test_every_rule_that_waits_names_what_it_waits_for():
    waiting = [one for one in outcomes().values() if one.verdict is Verdict.CANNOT_TELL]

    assert all(outcome.needs for outcome in waiting)


def test_silence_is_told_from_a_hidden_question_and_from_an_answer():
    assert verdict("sec_no_integrity") == "cannot_tell"
    assert verdict("sec_no_integrity", deployment="our_servers") == "cannot_tell"
    assert verdict("sec_no_integrity", deployment="vendor_cloud") == "clear"
    servers = {"deployment": "our_servers"}
    assert verdict("sec_no_integrity", **servers, file_integrity="signed") == "clear"
    assert verdict("sec_no_integrity", **servers, file_integrity="opt_no") == "raised"


def test_a_non_answer_that_a_rule_does_not_name_decides_nothing():
    # `not_sure` is not among the answers that raise or clear the ICO's item on profiling.
    answers = {"personal_data_types": "contact", "screening_features": "not_sure"}

    assert verdict("dpia_ico_profiling", **answers) == "cannot_tell"
    assert outcomes(**answers)["dpia_ico_profiling"].needs == ("screening_features",)


def test_a_refusal_is_no_legal_tool():
    answers = {"personal_data_types": "contact", "support_countries": "IN"}

    assert verdict("transfer_support", **answers, transfer_tools="vendor_refused") == "raised"
    assert verdict("transfer_support", **answers) == "cannot_tell"


def test_a_document_that_was_never_asked_for_is_not_missing():
    trained = {"training_method": "fine_tuned"}

    assert verdict("lin_no_evidence", **trained) == "cannot_tell"
    assert verdict("lin_no_evidence", **trained, lineage_document="vendor_refused") == "raised"
    assert verdict("lin_no_evidence", **trained, lineage_document="card.pdf") == "clear"


def test_what_raises_a_rule_is_named_with_what_it_was_worked_out_from():
    raised = outcomes(personal_data_types="contact", screening_features=["matching", "profiling"])

    because = [fact.name for fact in raised["dpia_ico_matching"].because]
    assert because == ["personal_data", "personal_data_types", "screening_features"]


def test_what_a_rule_waits_for_comes_in_the_order_of_the_bank():
    needs = outcomes(personal_data_types="contact")["transfer_china_service"].needs

    assert needs == tuple(sorted(needs, key=lambda key: LIBRARY.bank.position[key]))
    assert {"inference_countries", "customer_data_trains", "labelling_countries"} <= set(needs)


def test_a_rule_on_a_derived_fact_waits_for_what_is_below_it():
    answers = {"personal_data_types": "contact", "dpia_status": "not_started"}

    assert "screening_features" in outcomes(**answers)["dpia_missing"].needs


def test_a_raised_rule_is_settled_once_what_clears_it_is_true():
    answers = {"personal_data_types": "contact", "screening_features": "matching"}

    assert not outcomes(**answers)["dpia_ico_matching"].settled
    assert not outcomes(**answers, dpia_status="in_progress")["dpia_ico_matching"].settled
    assert outcomes(**answers, dpia_status="done")["dpia_ico_matching"].settled


def test_nothing_is_settled_while_an_equal_source_denies_it():
    answers = {"personal_data_types": "contact", "screening_features": "matching"}
    denied = claim("dpia_status", "not_started", Grade.BUYER_SAYS)

    outcome = outcomes(denied, **answers, dpia_status="done")["dpia_ico_matching"]
    assert (outcome.verdict, outcome.settled) == (Verdict.RAISED, False)


def test_a_flag_is_raised_if_either_of_two_equal_sources_raises_it():
    agreed = claim("ip_cover", "full", by="A")
    denied = claim("ip_cover", "opt_no", by="B")

    assert outcomes(agreed)["lic_no_ip_cover"].verdict is Verdict.CLEAR
    assert outcomes(agreed, denied)["lic_no_ip_cover"].verdict is Verdict.RAISED


def test_what_was_measured_clears_what_was_only_said():
    answers = {"deployment": "our_servers", "file_format": "pickle"}

    assert verdict("sec_unsafe_format", **answers) == "raised"
    assert verdict("sec_unsafe_format", observed("file_format", "onnx"), **answers) == "clear"


def test_a_member_known_in_part_raises_and_its_absence_clears_nothing():
    part = observed("training_method", at_least("quantised_copy"))

    assert verdict("lin_quantised", part) == "raised"
    assert verdict("lin_method_unknown", part) == "cannot_tell"
    assert verdict("lin_method_unknown", part, claim("training_method", REFUSED)) == "raised"


FIRST_DAYS = sorted(
    {(rule.id, rule.effective_from) for rule in BOOK.rules if rule.effective_from is not None}
)


@pytest.mark.parametrize(("rule", "day"), FIRST_DAYS, ids=[rule for rule, _ in FIRST_DAYS])
def test_every_rule_is_to_come_the_day_before_it_starts(rule, day):
    assert outcomes(on=day - timedelta(days=1))[rule].upcoming
    assert not outcomes(on=day)[rule].upcoming


def test_an_ended_rule_holds_on_its_last_day_and_not_after():
    ended = BOOK.by_id["dp_complaints"].model_copy(update={"effective_to": date(2027, 1, 31)})
    book = BOOK.model_copy(update={"rules": (ended,), "dpia_required_rules": ()})
    answers = {"personal_data_types": "contact", "complaints_route": "opt_no"}

    def on(day):
        return outcomes(rulebook=book, on=day, **answers)["dp_complaints"].verdict

    assert on(date(2027, 1, 31)) is Verdict.RAISED
    assert on(date(2027, 2, 1)) is Verdict.NOT_IN_FORCE


@pytest.fixture(scope="module")
def light_library():
    """Return the library with the backups left to a full assessment."""
    questions = tuple(
        question.model_copy(update={"depth": "full"})
        if question.id in ("backup_countries", "generations")
        else question
        for question in LIBRARY.bank.questions
    )
    bank = LIBRARY.bank.model_copy(update={"questions": questions})
    return type(LIBRARY).of(bank, LIBRARY.rulebook)


def light_outcomes(library, *sources):
    depth = claim("depth", "light", Grade.BUYER_SAYS)
    facts = gather_facts(library, [depth, *sources], TODAY)
    return {one.rule.id: one for one in apply_rules(library.rulebook, facts, TODAY).outcomes}


def test_what_a_light_check_does_not_ask_is_neither_clear_nor_waited_for(light_library):
    rule = light_outcomes(light_library)["lin_many_generations"]

    assert (rule.verdict, rule.left_out) == (Verdict.NOT_ASKED, ("generations",))
    assert rule.needs == ()


def test_a_rule_that_also_waits_for_an_answer_waits_for_that_one(light_library):
    rule = light_outcomes(light_library)["transfer_backups"]

    assert rule.verdict is Verdict.CANNOT_TELL
    assert {"personal_data_types", "transfer_tools"} <= set(rule.needs)
    assert rule.left_out == ("backup_countries",)


def test_an_answer_decides_though_a_light_check_would_not_have_asked(light_library):
    rule = light_outcomes(light_library, claim("generations", "three_plus"))["lin_many_generations"]

    assert rule.verdict is Verdict.RAISED


def test_a_rule_that_is_decided_otherwise_is_clear_in_a_light_check_too(light_library):
    nobody = claim("personal_data_types", members("none_personal"), Grade.BUYER_SAYS)

    assert light_outcomes(light_library, nobody)["transfer_backups"].verdict is Verdict.CLEAR
