"""What the machine suggests, case by case, worked from what each thing means for a buyer."""

import pytest

from procurement.screening_result import Flag, Undecided
from reports.suggestion import suggest
from tests.reports.content_made import evaluation, screening

EMPTY = screening().model_copy(update={"flags": (), "cannot_tell": ()})
GOOD, BAD, OPEN = evaluation(900, 5, 5, 90), evaluation(800, 120, 20, 60), evaluation(90, 5, 3, 2)


def flag(severity, status="raised"):
    return Flag(
        rule=f"made_{severity}", version=1, title="t", category="licence", severity=severity, kind="law",
        jurisdiction="UK", status=status, effective_from=None, effective_to=None, because=(), explanation="e",
        clears=(), citations=(), confidence="high",
    )  # fmt: skip


def waiting(severity, *, upcoming=False):
    return Undecided(
        rule="open",
        title="t",
        category="dpia",
        severity=severity,
        upcoming=upcoming,
        needs=("use_cases",),
    )


def suggested(*evaluations, flags=(), cannot_tell=(), decisions=None):
    return suggest(
        EMPTY.model_copy(update={"flags": flags, "cannot_tell": cannot_tell}),
        evaluations,
        decisions or {},
    )


@pytest.mark.parametrize(
    ("evaluations", "flags", "cannot_tell", "expected"),
    [
        ((), (), (), "proceed"),
        ((GOOD,), (flag("low"), flag("info")), (waiting("medium"),), "proceed"),
        ((GOOD,), (flag("medium"),), (), "proceed_with_conditions"),
        ((GOOD,), (flag("high"),), (), "proceed_with_conditions"),
        ((OPEN,), (), (), "proceed_with_conditions"),
        ((GOOD,), (), (waiting("high"),), "proceed_with_conditions"),
        ((GOOD,), (), (waiting("critical"),), "do_not_proceed_yet"),
        ((GOOD,), (flag("critical"),), (), "do_not_proceed_yet"),
        ((BAD,), (), (), "do_not_proceed"),
        ((GOOD, BAD), (flag("critical"),), (), "do_not_proceed"),
        ((GOOD,), (flag("critical", "settled"), flag("critical", "upcoming")), (waiting("critical", upcoming=True),), "proceed"),
    ],
)  # fmt: skip
def test_the_gravest_ground_decides(evaluations, flags, cannot_tell, expected):
    assert suggested(*evaluations, flags=flags, cannot_tell=cannot_tell).value == expected


def test_an_unmet_claim_is_a_condition():
    assert suggested(evaluation(900, 5, 5, 90, claim=0.99)).value == "proceed_with_conditions"


def test_agreement_with_the_bigger_version_is_no_ground_to_say_yes_or_no():
    assert suggested(evaluation(800, 120, 20, 60, labelled_by="teacher")).grounds == ()


def test_an_empty_file_is_never_waved_through():
    assert suggest(screening(), ()).value == "do_not_proceed_yet"


@pytest.mark.parametrize(
    ("severity", "decided", "expected"),
    [
        ("critical", "not_applicable", "proceed"),
        ("critical", "accept", "proceed_with_conditions"),
        ("critical", "ask_mitigation", "do_not_proceed_yet"),
        ("high", "not_applicable", "proceed"),
        ("high", "accept", "proceed_with_conditions"),
        ("medium", "ask_mitigation", "proceed_with_conditions"),
        ("low", "ask_mitigation", "proceed"),
    ],
)
def test_what_a_person_decided_on_a_flag_weighs(severity, decided, expected):
    one = suggested(GOOD, flags=(flag(severity),), decisions={f"made_{severity}": decided})
    assert one.value == expected


def test_no_decision_on_a_flag_outweighs_a_failed_test_or_an_open_point():
    accepted = {"made_critical": "not_applicable"}
    assert suggested(BAD, flags=(flag("critical"),), decisions=accepted).value == "do_not_proceed"
    still_open = suggested(cannot_tell=(waiting("critical"),), decisions={"open": "not_applicable"})
    assert still_open.value == "do_not_proceed_yet"


def test_an_accepted_flag_stays_among_the_grounds_and_says_so():
    (ground,) = suggested(flags=(flag("high"),), decisions={"made_high": "accept"}).grounds
    assert (ground.ref, ground.decided) == ("made_high", "accept")


def test_a_kind_that_is_worse_is_a_ground_however_good_the_average_is():
    kind = {"verdict": "worse", "column": "kind", "value": "damp"}
    good = {**GOOD, "slices": [{**kind, "verdict": "no_worse_shown"}, kind]}
    found = suggested(good)
    assert found.value == "proceed_with_conditions"
    assert [(ground.kind, ground.ref) for ground in found.grounds] == [("case", "1.2")]
