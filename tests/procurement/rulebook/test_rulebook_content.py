"""The rulebook as it comes with the product: whole, cited, and nothing of the first one lost."""

from datetime import date

import pytest
import yaml

from procurement.conditions.references import every_test
from procurement.conditions.vocabulary import DaysTest, NumberTest
from procurement.library import load_library, may_raise
from tests.procurement.telling import SHARED

LIBRARY = load_library()
BOOK = LIBRARY.rulebook
DAY_OF_VERSION = date(2026, 11, 21)
first_content = pytest.mark.skipif(
    not SHARED.exists(), reason="the first rulebook is not on this machine"
)


def first(name):
    return yaml.load((SHARED / f"{name}.yaml").read_text("utf-8"), yaml.CSafeLoader)


def test_the_rulebook_holds_what_its_changelog_says():
    assert len(BOOK.rules) == 179
    assert len(BOOK.citations) == 77
    assert len(BOOK.adequacy.territories) == 46
    assert len(BOOK.licences.licences) == 44
    assert len(BOOK.lineage.families) == 23
    assert len(BOOK.lineage.marketing_terms) == 30


def test_every_rule_has_a_citation_and_every_citation_a_day_it_was_checked():
    assert all(rule.citations for rule in BOOK.rules)
    assert {citation.checked_on for citation in BOOK.citations} == {DAY_OF_VERSION}


def test_every_source_is_cited_by_a_rule_or_a_table():
    cited = {cited.ref for rule in BOOK.rules for cited in rule.citations}
    cited |= {ref for entry in BOOK.adequacy.territories for ref in entry.citations}

    assert cited == set(BOOK.citation)


def test_every_working_limit_stands_in_a_trigger():
    used = {
        float(test.value)
        for rule in BOOK.rules
        for test in every_test(rule.trigger)
        if isinstance(test, NumberTest | DaysTest)
    }

    assert {float(limit) for limit in BOOK.working_limits.values()} <= used


def test_licences_named_by_families_exist():
    licences = {licence.id for licence in BOOK.licences.licences}

    assert {ref for family in BOOK.lineage.families for ref in family.licence_ids} <= licences


def test_words_of_the_lineage_table_come_from_its_vocabulary():
    for family in BOOK.lineage.families:
        assert set(family.method) <= set(BOOK.lineage.methods)
        assert family.vendor_confirmed in BOOK.lineage.vendor_confirmed
    for licence in BOOK.licences.licences:
        assert licence.train_other_models_on_outputs in BOOK.licences.train_other_models_on_outputs


@pytest.mark.parametrize(
    ("name", "signal"),
    [
        ("DistilBERT base", "strong"),
        ("Llama-3.1-8B Q4_K_M", "strong"),
        ("Triage Turbo 2.1", "moderate"),
        ("Gemini 2.5 Flash", "moderate"),
        ("Mistral Small 3.1", "weak"),
        ("FlashAttention", "none"),
        ("distilabel", "none"),
        ("Assistant", "none"),
    ],
)
def test_a_name_is_read_as_its_words_usually_mean(name, signal):
    assert BOOK.lineage.signal(name) == signal


@pytest.mark.parametrize(
    ("code", "day", "status"),
    [
        ("GB", date(2026, 11, 21), "home"),
        ("FR", date(2026, 11, 21), "full"),
        ("FR", date(2020, 12, 30), "none"),
        ("FR", date(2020, 12, 31), "full"),
        # SI 2022/1213 in force 19 December 2022; SI 2023/1028 in force 12 October 2023.
        ("KR", date(2022, 12, 18), "none"),
        ("KR", date(2022, 12, 19), "partial"),
        ("US", date(2023, 10, 11), "none"),
        ("US", date(2023, 10, 12), "partial"),
        ("IN", date(2026, 11, 21), "none"),
        ("ZZ", date(2026, 11, 21), "none"),
    ],
)
def test_the_status_of_a_country_is_that_of_the_day(code, day, status):
    assert BOOK.adequacy.status(code, day) == status


def test_an_entry_that_ended_covers_its_last_day_and_no_more():
    france = BOOK.adequacy.entry("FR", DAY_OF_VERSION)
    assert france is not None
    ended = france.model_copy(update={"in_force_to": date(2027, 1, 31)})
    table = BOOK.adequacy.model_copy(update={"territories": (ended,)})

    assert table.status("FR", date(2027, 1, 31)) == "full"
    assert table.status("FR", date(2027, 2, 1)) == "none"


def without_newer_words(trigger):
    """Return a condition without the answers that the first bank did not have."""
    if isinstance(trigger, dict):
        return {key: without_newer_words(each) for key, each in trigger.items()}
    if isinstance(trigger, list):
        newer = {"not_in_contract", "no_promise", "kept_until_deleted", "never"}
        return [
            without_newer_words(each)
            for each in trigger
            if not (isinstance(each, str) and each in newer)
        ]
    return trigger


@first_content
def test_no_rule_of_the_first_book_is_lost():
    told = {rule["id"]: rule for rule in first("rules")["rules"]}
    assert set(told) <= set(BOOK.by_id)
    # What was wrong in law was corrected in its place, under a new version; the changelog says how.
    as_they_were = [rule for rule in BOOK.rules if rule.id in told and rule.version == 1]
    assert len(as_they_were) > len(told) / 3
    for rule in as_they_were:
        ours = rule.model_dump(mode="json")
        before = told[rule.id]
        # Which questions a rule uses is worked out; another test holds it to this list.
        del before["uses_questions"]
        for cited in before.pop("legal_basis"):
            part = {"ref": cited["ref"], "provision": cited.get("provision")}
            assert any(part.items() <= each.items() for each in ours["citations"])
            source = BOOK.citation[cited["ref"]].model_dump()
            assert {key: source[key] for key in ("instrument", "url", "url_seen", "seen")} == {
                key: cited[key] for key in ("instrument", "url", "url_seen", "seen")
            }
        trigger = rule.trigger.model_dump(mode="json", exclude_none=True)
        assert without_newer_words(trigger) == without_nulls(before.pop("trigger"))
        assert before == {key: ours[key] for key in before if key != "cleared_when"} | {
            "cleared_when": rule.cleared_when
            and rule.cleared_when.model_dump(mode="json", exclude_none=True)
        }


def without_nulls(node):
    if isinstance(node, dict):
        return {key: without_nulls(value) for key, value in node.items() if value is not None}
    return [without_nulls(item) for item in node] if isinstance(node, list) else node


@first_content
def test_no_entry_of_the_first_tables_is_lost():
    adequacy, licences, lineage = first("adequacy"), first("licences"), first("lineage")
    ours = {entry.code: entry.model_dump(mode="json") for entry in BOOK.adequacy.territories}
    for entry in adequacy["territories"]:
        refs = [source["ref"] for source in entry.pop("sources")]
        assert entry | {"citations": refs} == {
            key: ours[entry["code"]][key] for key in [*entry, "citations"]
        }
    for name, told, kept in [
        ("not covered", adequacy["not_covered_examples"], BOOK.adequacy.not_covered_examples),
        ("vendors", adequacy["vendor_location_notes"], BOOK.adequacy.vendor_location_notes),
        ("licences", licences["licences"], BOOK.licences.licences),
        ("families", lineage["families"], BOOK.lineage.families),
        ("terms", lineage["marketing_terms"], BOOK.lineage.marketing_terms),
    ]:
        by_name = {next(iter(one.model_dump().values())): one for one in kept}
        assert len(told) == len(kept), name
        for entry in told:
            entry.pop("status", None)  # every example of what is not covered said `none`
            ours_too = by_name[next(iter(entry.values()))].model_dump(mode="json")
            assert entry == {key: ours_too[key] for key in entry}
    assert lineage["gguf_bits"] == BOOK.lineage.gguf_bits.model_dump(mode="json")


@first_content
def test_questions_a_rule_uses_are_worked_out_and_none_of_the_first_lists_is_missed():
    raised_by = may_raise(LIBRARY)
    kept = {rule.id for rule in BOOK.rules if rule.version == 1}
    for question in first("questions")["questions"]:
        assert set(question["may_raise"]) & kept <= set(raised_by[question["id"]]), question["id"]
    for rule in first("rules")["rules"]:
        for question in rule["uses_questions"] if rule["id"] in kept else ():
            assert rule["id"] in raised_by[question]


def test_a_rule_that_rests_on_personal_data_says_so():
    # The first lists forgot it in 33 rules.
    raised_by = may_raise(LIBRARY)

    assert {"transfer_support", "dp_retention", "dpia_missing"} <= set(
        raised_by["personal_data_types"]
    )
    assert "transfer_support" in raised_by["hops"]


# What no rule reads, and what it is for instead.
READ_ELSEWHERE = {
    "on_premise_option": "a way out that a buyer may choose; the meeting sheet asks for it",
    "held_to_account": "decides which questions are worth asking",
    "work_variety": "decides what the first questions come to",
    "price_gap": "worked out from prices; decides whether no_teacher_statement is asked",
    "mistake_cost": "goes into the trade-off on the payback page",
}


def test_every_question_is_read_by_a_rule_or_is_for_something_else():
    raised_by = may_raise(LIBRARY)
    unread = {question.id for question in LIBRARY.bank.questions if not raised_by[question.id]}

    assert unread == set(READ_ELSEWHERE)
