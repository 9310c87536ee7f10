"""What is gathered for a report, and that its pages say it: decisions, answers, sources, limits."""

import hashlib
from datetime import date, timedelta
from io import BytesIO

import pytest
import yaml
from django.utils import timezone

from content.words import group
from evaluations.actions.uploads import add_artefact
from evaluations.models import ArtefactKind
from procurement.actions.assessment_decisions import decide_assessment
from procurement.actions.confirming import confirm_acceptance, confirm_decision
from procurement.actions.flag_decisions import decide_flag
from procurement.actions.flag_review import change_severity
from procurement.agreed_condition import AgreedCondition
from procurement.models import FlagChoice, Verdict
from procurement.queries import decision_of, flag_states
from reports.gathering import gather
from reports.models import Report
from reports.queries import suggestion_for
from reports.typesetting.pages import render_html
from tests.organisations.cast import found_firm
from tests.procurement.opened import LIBRARY, TO_INDIA, answer, open_for
from tests.procurement.telling import SHARED
from tests.reports.content_made import evaluation
from tests.reports.typesetting.test_pages import HASH, Words

pytestmark = pytest.mark.django_db
LATER = timezone.localdate() + timedelta(days=20)


@pytest.fixture
def firm():
    return found_firm("Harbour Lettings")


@pytest.fixture
def assessment(firm):
    made = open_for(firm)
    answer(made, firm.owner, **TO_INDIA, screening_features=["matching"], dpia_status="not_started")
    return made


def gathered(assessment):
    report = Report.objects.of(assessment.organisation_id).create(
        assessment=assessment, number=assessment.reports.count() + 1
    )
    return gather(report, at=timezone.now(), made_by="Weighbridge")


def read(content):
    words = Words()
    words.feed(render_html(content, LIBRARY.bank, content_sha256=HASH))
    return " ".join(" ".join(words.said).split())


def on_flag(assessment, person, rule, what=FlagChoice.ACCEPT, reason="Agreed.", **more):
    state = next(each for each in flag_states(assessment) if each.flag.rule == rule)
    decide_flag(
        flag=state.flag,
        what=what,
        reason=reason,
        seen=state.finding,
        until=LATER,
        by=person.as_actor(),
        **more,
    )


def on_whole(assessment, person, value):
    suggestion = suggestion_for(assessment)
    decide_assessment(
        assessment=assessment, value=value, reason="A person reads every message",
        conditions=[AgreedCondition(what="Sign the IDTA", who="Sam Okoro", due=LATER)],
        suggested=Verdict(suggestion.value),
        grounds=[ground.model_dump(mode="json") for ground in suggestion.grounds],
        by=person.as_actor(),
    )  # fmt: skip


def test_nobody_has_decided_until_somebody_has(assessment):
    content = gathered(assessment)
    assert (content.status, content.decision, content.flag_decisions) == ("proposed", None, ())
    said = read(content)
    assert "Nobody has decided yet: this report is proposed, not decided." in said
    assert "Where no decision is named, nobody has decided yet." in said
    assert "Decision Nobody" not in said


def test_a_decision_other_than_suggested_stands_on_page_one_with_its_reason(assessment, firm):
    on_whole(assessment, firm.owner, Verdict.PROCEED_WITH_CONDITIONS)
    content = gathered(assessment)
    assert (content.status, content.decision.value) == ("decided", "proceed_with_conditions")
    assert content.decision.suggested == content.suggestion == "do_not_proceed_yet"
    page_one = read(content).split("Page one ends")[0].split("Flags")[0]
    assert "Decided by Olive, Owner, on" in page_one
    assert (
        "The rules suggested “Do not proceed yet”; decided otherwise because: A person" in page_one
    )
    assert "Sign the IDTA. Sam Okoro," in page_one


def test_a_decision_like_the_suggestion_says_so(assessment, firm):
    on_whole(assessment, firm.owner, Verdict.DO_NOT_PROCEED_YET)
    assert "The rules suggested the same. A person reads every message." in read(
        gathered(assessment)
    )


def test_what_changed_since_a_decision_is_said_and_does_not_count(assessment, firm):
    on_flag(assessment, firm.lead, "transfer_no_tool")
    on_whole(assessment, firm.owner, Verdict.PROCEED_WITH_CONDITIONS)
    before = gathered(assessment)
    assert not before.decision.changed_since
    assert before.status == "decided"
    assert [each.changed_since for each in before.flag_decisions] == [False]

    answer(assessment, firm.owner, inference_countries=["IN", "KE"])
    after = gathered(assessment)
    assert after.decision.changed_since
    assert after.status == "proposed"
    assert [each.changed_since for each in after.flag_decisions] == [True]
    said = read(after)
    assert (
        "suggest “Do not proceed yet” now. The decision “Proceed with conditions” no longer counts: something"
        in said
    )
    assert "Changed since this was decided: it does not count until somebody confirms it." in said


def test_each_decision_on_a_flag_is_printed_with_who_and_why(assessment, firm):
    on_flag(assessment, firm.lead, "transfer_no_tool", FlagChoice.NOT_APPLICABLE, "Test data only")
    on_flag(
        assessment, firm.lead, "transfer_inference", FlagChoice.ASK_MITIGATION, "Sign the IDTA",
        who="Sam Okoro", due=LATER,
    )  # fmt: skip
    said = read(gathered(assessment))
    assert "Does not apply, says Lena, Compliance lead, on" in said
    assert "Test data only." in said
    assert "A change first, asks Lena, Compliance lead, on" in said
    assert "Sign the IDTA. Sam Okoro, by" in said


def test_the_impact_assessment_names_its_rules_their_answers_and_their_sources(assessment):
    content = gathered(assessment)
    assert content.dpia.status == "needed"
    matching = next(each for each in content.dpia.reasons if each.rule == "dpia_ico_matching")
    assert any("joins data from different sources" in reason for reason in matching.because)
    assert any("ICO" in cited and "Checked" in cited for cited in matching.citations)
    said = read(content)
    assert matching.title in said.split("Data protection impact assessment")[2]
    assert "Have you done one? Not started." in said


def test_where_no_rule_asks_for_an_impact_assessment_the_page_says_on_what_that_rests(firm):
    made = open_for(firm)
    answer(made, firm.owner, personal_data_types=["none_personal"])
    content = gathered(made)
    assert content.dpia.status == "not_needed"
    said = read(content).split("Data protection impact assessment")[2].split("International")[0]
    assert "No rule asks for one on these answers." in said
    assert "nobody has answered" not in said
    assert "rests on the answers in this report alone" in said


def test_answers_stand_under_their_section_with_who_when_and_how_well_proven(assessment, firm):
    answer(
        assessment, firm.owner,
        notice_days={"value": 30, "grade": "document_seen", "by": "Ana Ruiz", "when": "2026-03-03"},
    )  # fmt: skip
    content = gathered(assessment)
    told = {each.key: each for section in content.sections for each in section.told}
    (said,) = told["notice_days"].said
    assert (said.grade, said.by, said.on) == ("document_seen", "Ana Ruiz", date(2026, 3, 3))
    assert "30 days Document seen. Ana Ruiz, 3 March 2026" in read(content)


def test_every_question_of_the_bank_is_accounted_for_once(assessment):
    content = gathered(assessment)
    keys = [each.key for section in content.sections for each in section.told]
    assert sorted(keys) == sorted(
        question.id
        for question in LIBRARY.bank.questions
        # What only follows from other answers is no question of its own.
        if question.type != "rows" and question.derived is None
    )


def test_a_question_ruled_out_names_the_answer_that_ruled_it_out(firm):
    made = open_for(firm)
    answer(made, firm.owner, personal_data_types=["none_personal"])
    told = {each.key: each for part in gathered(made).sections for each in part.told}
    assert told["dpia_status"].state == "cannot_apply"
    assert told["dpia_status"].because == (LIBRARY.bank.by_id["personal_data_types"].text,)


def test_in_a_full_check_no_question_is_said_to_be_left_out_of_a_light_one(assessment, firm):
    answer(
        assessment, firm.owner, depth="full", held_to_account=["nobody"], deployment="vendor_cloud",
        claim_measure="accuracy", route="cheaper_version",
    )  # fmt: skip
    content = gathered(assessment)
    left = [told for each in content.sections for told in each.told if told.state == "not_asked"]
    assert left
    assert all(told.because for told in left)
    said = read(content)
    assert "Of little weight, because of the answer to:" in said
    assert "of little weight here" in said.split("Valid until")[0]
    assert "light check" not in said.split("Flags and decision")[0]


def test_a_light_check_says_what_it_leaves_out(assessment, firm):
    answer(assessment, firm.owner, depth="light")
    said = read(gathered(assessment))
    assert "questions are not part of a light check." in said.split("Valid until")[0]
    assert "Not part of a light check" in said


def test_an_untold_file_reads_cannot_tell_everywhere_and_never_no(firm):
    content = gathered(open_for(firm, product="Quiet Lite"))
    states = {each.state for section in content.sections for each in section.told}
    assert "answered" not in states
    assert "cannot_apply" not in states
    assert content.dpia.status == content.transfers.status == "not_settled"
    assert content.where_data_goes is not None
    assert not content.where_data_goes.drawable
    said = read(content)
    assert said.count("Cannot tell") > 80
    assert "Not settled." in said
    for wrong in ("Not needed.", "None.", "No transfer.", "all clear", "compliant", "None needed"):
        assert wrong not in said


def test_files_handed_in_are_listed_with_their_hash(assessment, firm):
    assert "No file was handed in" in read(gathered(assessment))
    sheet = b"id,answer\n1,repair\n"
    add_artefact(
        assessment=assessment, kind=ArtefactKind.ANSWER_SHEET, source=BytesIO(sheet),
        name="cheap.csv", packed=False, by=firm.owner.as_actor(),
    )  # fmt: skip
    content = gathered(assessment)
    (held,) = content.evidence.files
    assert (held.kind, held.name, held.bytes) == ("answer_sheet", "cheap.csv", len(sheet))
    assert held.sha256 == hashlib.sha256(sheet).hexdigest()
    said = read(content)
    assert f"cheap.csv Answer sheet {len(sheet)}" in said
    assert held.sha256 in said


def test_the_method_says_what_each_word_asks_and_what_cannot_be_said(assessment):
    content = gathered(assessment)
    assert set(content.method.severities) == set(group("severity"))
    said = read(content)
    assert "Do not go live until cleared" in said
    for limit in content.method.limits:
        assert limit in said


EXAMPLES = (
    yaml.load((SHARED / "rules.yaml").read_text("utf-8"), yaml.CSafeLoader)["examples"]
    if SHARED.exists()
    else []
)


@pytest.mark.skipif(not EXAMPLES, reason="the worked examples are not on this machine")
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["id"])
def test_every_flag_of_every_open_example_stands_in_the_report(firm, example):
    made = open_for(firm, product=example["id"])
    answer(made, firm.owner, **example["answers"])
    content = gathered(made)
    said = read(content)
    for flag in content.screen.flags:
        assert flag.title in said
        assert f"Rule {flag.rule}." in said


def test_a_vendor_that_was_not_asked_has_refused_nothing(firm):
    content = gathered(open_for(firm))

    assert content.vendor_asked.sentence == "The vendor was not asked."
    assert content.would_not_say == ()


def test_a_vendor_that_answered_another_way_is_not_said_to_be_unasked(firm):
    made = open_for(firm)
    answer(made, firm.owner, notice_days=30)

    assert gathered(made).vendor_asked is None


def test_how_a_review_went_is_printed_with_both_severities_and_who_signed(assessment, firm):
    firm.organisation.signing = "two_people"
    firm.organisation.officer, firm.organisation.officer_words = "named", "Dr I. Bell"
    firm.organisation.save()
    on_flag(assessment, firm.owner, "transfer_no_tool", reason="We can bear it")
    state = next(each for each in flag_states(assessment) if each.flag.rule == "transfer_inference")
    change_severity(
        flags=[state.flag], held="low", seen=state.severity, reason="Only test data goes there",
        by=firm.adviser.as_actor(),
    )  # fmt: skip
    on_whole(assessment, firm.owner, Verdict.DO_NOT_PROCEED_YET)
    assessment.refresh_from_db()
    waiting = gathered(assessment)
    assert waiting.status == "proposed"
    assert [each.waits for each in waiting.flag_decisions] == [waiting.decision.waits]
    said = read(waiting)
    assert said.count("The second of two signatures is missing.") >= 2
    assert "By our rules it is “High”. Held to be “Low” by Anwen, Adviser, on" in said
    assert "Only test data goes there." in said
    assert "The firm signs with two people." in said
    assert "Data protection officer: Dr I. Bell." in said

    confirm_acceptance(
        flags=[assessment.flags.get(rule="transfer_no_tool")], by=firm.lead.as_actor()
    )
    on_whole(assessment, firm.owner, Verdict.DO_NOT_PROCEED_YET)
    decided = decision_of(assessment)
    assert decided
    confirm_decision(assessment=assessment, decision=decided, by=firm.lead.as_actor())
    signed = gathered(assessment)
    assert signed.status == "signed"
    said = read(signed)
    assert "signatures is missing" not in said
    assert "Confirmed by Lena, Compliance lead, on" in said


def test_what_a_vendor_changed_and_nobody_checked_is_printed_and_weighs(assessment, firm):
    answer(
        assessment, firm.owner,
        transfer_tools={"value": ["idta"], "grade": "vendor_says", "by": "M. Okoro"},
    )  # fmt: skip
    content = gathered(assessment)
    fell = next(each for each in content.fell_unchecked if each.rule == "transfer_no_tool")
    assert (fell.before, fell.now, fell.by) == ("critical", None, "M. Okoro")
    ground = next(each for each in content.grounds if each.kind == "change")
    assert ground.weight == "do_not_proceed_yet"
    said = read(content)
    assert "fell from “Stop until settled” and cleared, because M. Okoro answered otherwise" in said
    assert "not checked yet" in said


def test_the_saving_stands_against_the_mistakes_of_the_newest_test(assessment, firm, monkeypatch):
    answer(
        assessment, firm.owner, price_per_1000=10, teacher_price_per_1000=100, monthly_volume=2500
    )
    older, newest = evaluation(280, 2, 2, 16), evaluation(210, 60, 0, 30)
    said = {}
    for tests in ((older,), (newest,), (older, newest)):
        monkeypatch.setattr("reports.gathering.evaluations_of", lambda _, tests=tests: tests)
        said[len(tests), tests[0] is older] = gathered(assessment).trade_off
    assert said[2, True] == said[1, False] != said[1, True]
