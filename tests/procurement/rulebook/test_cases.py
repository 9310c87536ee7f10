"""Single rules, each with a case that raises it, one that does not, and one that cannot tell.

They stand in cases/*/*.yaml, named as the files of rules are; cases/README.md says how to write one.
"""

from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from content.yaml_file import read_yaml
from procurement.library import load_library
from procurement.questionnaire.answers import parse_answers
from procurement.screening import screen
from tests.procurement.telling import TODAY

LIBRARY = load_library()
ONE_DAY = timedelta(days=1)
FOLDER = Path(__file__).with_name("cases")
FILES = sorted(FOLDER.glob("*/*.yaml"))
CASES = [
    pytest.param(case, id=f"{path.parent.name}-{case['rule']}")
    for path in FILES
    for case in read_yaml(path).data
]


def standing(rule: str, answers: dict[str, Any], on: str | None) -> tuple[str, tuple[str, ...]]:
    """Return where one rule stands on a day, and the questions it waits for."""
    day = date.fromisoformat(on) if on else TODAY
    result = screen(LIBRARY, parse_answers(LIBRARY.bank, answers), day)
    for flag in result.flags:
        if flag.rule == rule:
            return flag.status, ()
    for waiting in result.cannot_tell:
        if waiting.rule == rule:
            return "cannot_tell", waiting.needs
    if rule in {one.rule for one in result.not_asked}:
        return "not_asked", ()
    if rule in result.not_in_force:
        return "not_in_force", ()
    assert rule in result.clear, f"the screening says nothing of {rule}"
    return "clear", ()


@pytest.mark.parametrize("case", CASES)
def test_a_rule_says_what_the_law_says(case):
    assert set(case) <= {"rule", "law", "common", "raised", "clear", "cannot_tell", "days"}
    rule, common = case["rule"], case.get("common", {})
    assert case["law"]
    for state in ("raised", "clear", "cannot_tell"):
        told = case[state]
        if "never" in told:
            assert told["never"]
            continue
        assert told["because"]
        found, needs = standing(rule, common | told["answers"], told.get("on"))
        assert found == told.get("is", state), f"{state}: {told['because']}"
        assert told.get("needs") in {None, *needs}, f"{state}: it waits for {needs}"
    for day in case.get("days", ()):
        answers = common | day.get("answers", case["raised"].get("answers", {}))
        assert standing(rule, answers, day["on"])[0] == day["is"], day["because"]


def test_every_rule_has_its_case_in_the_file_named_as_its_own():
    rules = Path(__file__).parents[3] / "procurement" / "rulebook" / "rules"
    for path in sorted(rules.glob("*/*.yaml")):
        cases = read_yaml(FOLDER / path.relative_to(rules)).data
        named = {case["rule"] for case in cases}
        assert named == {rule["id"] for rule in read_yaml(path).data["rules"]}, path.name


def test_every_rule_that_starts_or_ends_is_tried_on_the_day_and_the_day_beside_it():
    # Good practice starts on the day on which we first said so, which is no law.
    dated = {
        rule.id: {
            *({rule.effective_from, rule.effective_from - ONE_DAY} if rule.effective_from else ()),
            *({rule.effective_to, rule.effective_to + ONE_DAY} if rule.effective_to else ()),
        }
        for rule in LIBRARY.rulebook.rules
        if rule.kind != "good_practice"
    }
    tried = defaultdict(set)
    for path in FILES:
        for case in read_yaml(path).data:
            told = [*case.get("days", ()), case["raised"], case["clear"], case["cannot_tell"]]
            days = {date.fromisoformat(day["on"]) for day in told if "on" in day}
            tried[case["rule"]] |= days
    missing = {rule: days - tried[rule] for rule, days in dated.items() if days - tried[rule]}
    assert missing == {}
