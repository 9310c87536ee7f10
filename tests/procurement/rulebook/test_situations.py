"""Situations at a stated day, told as a solicitor would, against the rulebook as it stands.

They stand in situations/*.yaml; uk_letting_agency.yaml explains how they are written.
"""

from datetime import date
from fnmatch import fnmatch
from pathlib import Path

import pytest

from content.yaml_file import read_yaml
from procurement.facts.sources import Certainty, Observation
from procurement.facts.subjects import ASSESSMENT
from procurement.facts.values import Members
from procurement.library import load_library
from procurement.questionnaire.answers import parse_answers
from procurement.screening import screen

LIBRARY = load_library()
SITUATIONS = sorted(Path(__file__).with_name("situations").glob("*.yaml"))
KEYS = {
    "title", "on", "answers", "observations", "raised", "settled", "upcoming", "clear",
    "cannot_tell", "absent", "withdrawn",
}  # fmt: skip


def observed_in(told):
    """Return what was found by looking, as a situation tells it."""
    return [
        Observation(
            ASSESSMENT,
            seen["key"],
            Members(frozenset(seen["at_least"]), whole=False)
            if "at_least" in seen
            else seen["value"],
            Certainty(seen["certainty"]),
            "read from the file",
        )
        for seen in told.get("observations", [])
    ]


def screened(told):
    claims = parse_answers(LIBRARY.bank, told["answers"])
    return screen(LIBRARY, [*claims, *observed_in(told)], date.fromisoformat(told["on"]))


@pytest.mark.parametrize("path", SITUATIONS, ids=lambda path: path.stem)
def test_the_rulebook_says_what_the_law_says(path):
    told = read_yaml(path).data
    assert isinstance(told, dict)
    assert set(told) <= KEYS
    screening = screened(told)
    flags = {flag.rule: flag.status for flag in screening.flags}
    waiting = {rule.rule: rule.needs for rule in screening.cannot_tell}

    for status in ("raised", "settled", "upcoming"):
        for rule, reason in told.get(status, {}).items():
            assert flags.get(rule) == status, f"{rule}: {reason}"
    for rule, reason in told.get("clear", {}).items():
        assert rule in screening.clear, f"{rule}: {reason}"
    for rule, question in told.get("cannot_tell", {}).items():
        assert question in waiting.get(rule, ()), rule
    for pattern in told.get("absent", []):
        assert [rule for rule in flags if fnmatch(rule, pattern)] == []
    assert screening.withdrawn == tuple(told.get("withdrawn", ()))


def test_every_situation_names_rules_that_exist():
    rules = set(LIBRARY.rulebook.by_id)
    for path in SITUATIONS:
        told = read_yaml(path).data
        assert isinstance(told, dict)
        for part in ("raised", "settled", "upcoming", "clear", "cannot_tell"):
            named = {rule for rule in told.get(part, {}) if not rule.startswith("contradiction:")}
            assert named <= rules, path.name
