"""What a screening holds and how it is published."""

import json
from datetime import date

import pytest
from jsonschema import Draft202012Validator

from desk.schemas import published_schema
from procurement.facts.sources import Grade
from procurement.facts.values import members
from procurement.library import load_library
from procurement.questionnaire.answers import parse_answers
from procurement.screening import screen
from tests.procurement.telling import REFUSED, TODAY, at_least, claim, observed

LIBRARY = load_library()

ANSWERS = {
    "deployment": "our_servers",
    "file_format": "pickle",
    "personal_data_types": ["contact"],
    "screening_features": ["matching", "large_scale"],
    "dpia_status": "done",
    "support_countries": ["US", "IN"],
    "transfer_tools": "none_in_place",
    "us_uk_extension": "opt_no",
    "training_method": ["from_scratch"],
    "eu_reach": "opt_yes",
    "eu_areas": ["eu_credit"],
    "setup_cost": 100,
    "teacher_price_per_1000": 1,
    "price_per_1000": 2,
    "monthly_volume": 10,
}
MEASURED = observed("training_method", at_least("quantised_copy"))


def screened(*more, on=TODAY, **answers):
    return screen(LIBRARY, [*parse_answers(LIBRARY.bank, answers), *more], on)


def flag(screening, rule):
    (found,) = [each for each in screening.flags if each.rule == rule]
    return found


def test_nothing_told_gives_no_flag_and_clears_nothing():
    screening = screened()

    assert screening.flags == ()
    assert screening.clear == ()
    in_force = [rule for rule in LIBRARY.rulebook.rules if not rule.ended_before(TODAY)]
    assert len(screening.cannot_tell) == len(in_force) - 2
    # Only asking the same examples again shows whether answers changed: no question asks for it.
    assert {rule.rule for rule in screening.not_asked} == {
        "lin_many_generations", "com_changed_untold",
    }  # fmt: skip
    assert all(rule.needs for rule in screening.cannot_tell)


def test_the_json_has_the_keys_of_the_published_interface():
    told = json.loads(screened(MEASURED, **ANSWERS).model_dump_json())

    assert {
        "schema_version", "on", "rulebook_version", "question_bank_version", "flags",
        "cannot_tell", "clear",
    } <= set(told)  # fmt: skip
    for each in told["flags"]:
        assert {
            "rule", "title", "category", "severity", "kind", "because", "clears", "citations",
        } <= set(each)  # fmt: skip
        assert all({"fact", "value", "source"} <= set(reason) for reason in each["because"])
        assert all({"instrument", "provision", "url"} <= set(cited) for cited in each["citations"])
    assert all({"rule", "needs"} <= set(each) for each in told["cannot_tell"])
    assert told["on"] == "2026-11-21"
    assert all(isinstance(rule, str) for rule in told["clear"])


def test_the_json_fits_the_published_schema():
    validator = Draft202012Validator(published_schema("screen"))
    for screening in (screened(), screened(MEASURED, **ANSWERS)):
        validator.validate(json.loads(screening.model_dump_json()))


def test_flags_come_by_severity_then_category_then_rule():
    order = ("critical", "high", "medium", "low", "info")
    flags = screened(MEASURED, **ANSWERS).flags

    places = [(order.index(each.severity), each.category, each.rule) for each in flags]
    assert places == sorted(places)
    assert len({place[0] for place in places}) > 2


def test_a_flag_says_whether_it_stands_is_settled_or_is_still_to_come():
    screening = screened(**ANSWERS)

    assert flag(screening, "dpia_ico_matching").status == "settled"
    assert flag(screening, "transfer_no_tool").status == "raised"
    later = flag(screening, "eu_high_risk")
    assert (later.status, later.effective_from) == ("upcoming", date(2027, 12, 2))


def test_a_flag_shows_its_work():
    found = flag(screened(**ANSWERS), "transfer_support")

    told = [(each.fact, each.value, each.source.kind) for each in found.because]
    assert told == [
        ("personal_data", True, "computed"),
        ("personal_data_types", ["contact"], "claim"),
        ("support_without_tool", True, "computed"),
        ("support_countries", ["IN", "US"], "claim"),
        ("transfer_tools", ["none_in_place"], "claim"),
    ]
    assert found.because[0].source.worked_out_from == ("personal_data_types",)
    assert found.because[1].source.grade == "buyer_says"
    assert found.because[3].source.grade == "vendor_says"
    assert found.citations[0].checked_on == date(2026, 11, 21)
    assert found.explanation
    assert found.clears


def test_a_fact_from_two_sources_is_shown_with_both():
    seen = claim("ip_cover", "opt_no", Grade.DOCUMENT_SEEN, by="A", when=date(2026, 5, 1))
    also = claim("ip_cover", "capped", Grade.PUBLIC_DOCUMENT)

    because = flag(screened(seen, also), "lic_no_ip_cover").because
    assert {(each.value, each.source.grade, each.source.by) for each in because} == {
        ("opt_no", "document_seen", "A"),
        ("capped", "public_document", None),
    }


def test_a_contradiction_is_a_flag_by_itself():
    found = flag(screened(MEASURED, **ANSWERS), "contradiction:training_method")

    assert (found.kind, found.severity, found.category) == ("contradiction", "high", "lineage")
    assert found.citations == ()
    measured, said = found.because
    assert (measured.value, measured.partial) == (["quantised_copy"], True)
    assert (measured.source.kind, measured.source.certainty) == ("observation", "measured")
    assert (said.value, said.source.grade) == (["from_scratch"], "vendor_says")


@pytest.mark.parametrize(
    ("question", "one", "other", "category"),
    [
        ("support_countries", members("GB"), members("IN"), "transfer"),
        ("retention_days", 1, 2, "regulatory"),
        ("incident_hours", 1, 2, "security"),
        ("price_per_1000", 1, 2, "commercial"),
        ("dpia_status", "done", "not_started", "dpia"),
        ("ip_cover", "full", "capped", "licence"),
        ("student_score", 1, 2, "accuracy"),
    ],
)
def test_a_contradiction_is_reported_under_the_category_of_its_section(
    question, one, other, category
):
    answers = {"benchmark_vs_teacher": "our_task", "personal_data_types": "contact"}
    screening = screened(claim(question, one, by="A"), claim(question, other, by="B"), **answers)

    assert flag(screening, f"contradiction:{question}").category == category


def test_a_test_run_later_replaces_the_answer_that_there_was_none():
    later = screened(observed("own_trial", "done_enough"), own_trial="opt_no")

    assert "contradiction:own_trial" not in {flag.rule for flag in later.flags}
    assert "acc_no_trial" in later.clear
    assert "acc_no_trial" in {flag.rule for flag in screened(own_trial="opt_no").flags}


def test_an_endless_payback_is_written_in_words():
    found = flag(screened(**ANSWERS), "com_slow_payback")

    assert ("payback_months", "never") in {(each.fact, each.value) for each in found.because}


def test_what_was_set_aside_is_named():
    answers = ANSWERS | {"deployment": "vendor_cloud"}

    assert screened(**answers).withdrawn == ("file_format",)


def test_computed_facts_are_handed_on():
    worked_out = screened(**ANSWERS).worked_out

    assert worked_out["dpia_required"].values == (True,)
    assert worked_out["dpia_required"].settled
    assert worked_out["is_compressed"].values == (False,)
    assert worked_out["is_compressed"].settled
    assert not worked_out["wp248_count"].settled


def test_versions_and_hashes_of_bank_and_rulebook_are_printed():
    screening = screened()

    assert screening.question_bank_version == "2026.11.4"
    assert screening.rulebook_version == "2026.11.4"
    assert len(screening.rulebook_sha256) == len(screening.question_bank_sha256) == 64
    assert screening.rulebook_sha256 != screening.question_bank_sha256


def test_a_refusal_in_one_cell_is_a_reason_of_its_own():
    screening = screened(
        personal_data_types="contact",
        hops=[
            {"what": "support", "country": "GB"},
            {"what": "support", "country": "vendor_refused"},
        ],
    )

    because = flag(screening, "transfer_location_unknown").because
    assert because[-1].fact == "support_countries"
    assert because[-1].value == ["GB", REFUSED.value]


LEDGER_CHAT = {"use_cases": ["customer_chat"], "eu_reach": "opt_yes"}


@pytest.mark.parametrize(
    ("rule", "usual", "partly"),
    [("eu_transparency", "medium", "low"), ("uk_transparency", "low", "low")],
)
def test_what_is_partly_in_place_counts_one_step_lower_and_says_so(rule, usual, partly):
    whole = flag(screened(**LEDGER_CHAT, told_ai="opt_no"), rule)
    found = flag(screened(**LEDGER_CHAT, told_ai="opt_partly"), rule)

    assert (whole.severity, whole.severity_of_rule, whole.severity_because) == (usual, usual, None)
    assert (found.severity, found.severity_of_rule) == (partly, usual)
    said = "One step lower, because it is partly in place."
    assert found.severity_because == (said if partly != usual else None)


def test_partly_lowers_nothing_that_another_source_denies_altogether():
    partly = claim("told_ai", "opt_partly", Grade.VENDOR_SAYS, by="A")
    not_at_all = claim("told_ai", "opt_no", Grade.BUYER_SAYS, by="B")

    assert flag(screened(partly, **LEDGER_CHAT), "eu_transparency").severity == "low"
    both = flag(screened(partly, not_at_all, **LEDGER_CHAT), "eu_transparency")
    assert (both.severity, both.severity_because) == ("medium", None)
