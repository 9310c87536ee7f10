"""The flags of one silence are shown as one, and nothing else is."""

from datetime import date

from procurement.library import load_library
from procurement.questionnaire.answers import parse_answers
from procurement.screening import screen
from procurement.silences import findings_together
from procurement.wording.silences import title_together
from tests.procurement.silent import REFUSED, TITLE

LIBRARY = load_library()


def flags_of(**answers):
    return screen(LIBRARY, parse_answers(LIBRARY.bank, answers), date(2026, 11, 21)).flags


def test_one_refusal_is_one_flag_with_its_points_counted():
    together = findings_together(flags_of(**REFUSED, notice_days=5))
    by_rule = {each.rule: group for group in together for each in group}

    group = by_rule["lin_method_unknown"]
    assert {"lin_method_unknown", "lin_teacher_unknown"} <= {each.rule for each in group}
    assert title_together(group, LIBRARY.bank) == f"{TITLE} ({len(group)} points)"
    assert len(by_rule["com_short_notice"]) == 1


def test_the_gravest_leads_and_no_flag_is_lost():
    flags = flags_of(**REFUSED, notice_days=5)
    together = findings_together(flags)

    assert sorted(each.rule for group in together for each in group) == sorted(
        each.rule for each in flags
    )
    order = ["critical", "high", "medium", "low", "info"]
    for group in together:
        assert group[0].severity == min((one.severity for one in group), key=order.index)


def test_two_silences_are_two_flags():
    together = findings_together(
        flags_of(**REFUSED, customer_data_to_teacher="vendor_refused", base_model="vendor_unknown")
    )
    for group in together:
        assert len({each.part_of for each in group}) == 1


def test_a_flag_alone_keeps_its_own_title():
    (flag,) = (each for each in flags_of(notice_days=5) if each.rule == "com_short_notice")
    assert title_together((flag,), LIBRARY.bank) == flag.title


STAFF_TRACKED = {
    "personal_data_types": ["contact", "location"],
    "screening_features": ["monitoring", "tracking", "vulnerable"],
    "dpia_status": "not_started",
}
DPIA_TITLE = "A DPIA is required and not done"


def test_what_calls_for_one_dpia_is_one_finding_with_its_reasons():
    """A firm that tracks its drivers: two rows of the ICO's list, WP248's two signs, none done."""
    together = findings_together(flags_of(**STAFF_TRACKED))
    (group,) = (each for each in together if each[0].rule == "dpia_missing")

    assert {each.rule for each in group} == {
        "dpia_missing", "dpia_ico_innovative", "dpia_ico_tracking", "dpia_two_criteria",
    }  # fmt: skip
    assert title_together(group, LIBRARY.bank) == f"{DPIA_TITLE} (4 reasons)"
    assert group[0].severity == "critical"


def test_a_dpia_that_is_done_is_no_finding_that_it_is_not():
    together = findings_together(flags_of(**STAFF_TRACKED | {"dpia_status": "done"}))
    (group,) = (each for each in together if each[0].rule == "dpia_ico_innovative")

    assert {each.status for each in group} == {"settled"}
    assert DPIA_TITLE not in title_together(group, LIBRARY.bank)
    assert title_together(group, LIBRARY.bank).endswith(f"(and {len(group) - 1} more)")
