"""The documents on the rules are those of the rulebook, and its changes name what changed."""

import pytest

from procurement.library import load_library
from procurement.rulebook.change_log import Change, changes_since, faults, load_changes
from procurement.rulebook.loader import rules_by_file
from procurement.wording.drawn_changes import PATH, drawn_changes, period_in_words
from procurement.wording.drawn_rulebook import drawn_rulebook
from tests.house.project import ROOT
from tests.procurement.older import first_library

LIBRARY = load_library()
DRAWN = drawn_rulebook(LIBRARY, rules_by_file())


@pytest.mark.parametrize("path", sorted(DRAWN))
def test_what_is_drawn_is_current(path):
    written = (ROOT / "docs" / path).read_text("utf-8")
    assert written == DRAWN[path], "run ./weigh draw_rulebook"


def test_the_changelog_is_current():
    written = (ROOT / PATH).read_text("utf-8")
    assert written == drawn_changes(load_changes(), LIBRARY.rulebook), "run ./weigh draw_rulebook"


def test_nothing_is_left_of_a_file_that_is_gone():
    docs = ROOT / "docs"
    there = {path.relative_to(docs).as_posix() for path in (docs / "rulebook").rglob("*.md")}
    assert there == {path for path in DRAWN if "/" in path}


def test_every_rule_is_drawn_once_with_what_it_takes_to_judge_it():
    text = "".join(text for path, text in DRAWN.items() if "/" in path)
    for rule in LIBRARY.rulebook.rules:
        assert text.count(f"\n`{rule.id}`, version {rule.version}. ") == 1
        told = text.split(f"\n`{rule.id}`, version ")[1].split("\n## ")[0]
        assert f"How sure we are: {rule.confidence}." in told
        assert told.count("\n- Rests on ") == len(rule.citations)
        assert told.count(". Checked ") == len(rule.citations)
        assert ("- To be verified: " in told) == (rule.verify is not None)


def test_what_is_to_be_verified_stands_in_the_index_too():
    index = DRAWN["rulebook.md"]
    for rule in LIBRARY.rulebook.rules:
        listed = f"(`{rule.id}`): how sure we are is " in index
        assert listed == (rule.verify is not None or rule.confidence != "high")


def test_every_source_says_by_when_it_is_to_be_checked_again():
    for citation in LIBRARY.rulebook.citations:
        assert citation.review_by is not None, citation.ref
        assert citation.review_by > citation.checked_on


def test_the_newest_changes_are_those_of_the_rulebook():
    newest = load_changes()[0]
    assert (newest.version, newest.as_at) == (LIBRARY.rulebook.version, LIBRARY.rulebook.as_at)


def test_changes_name_only_what_is_there():
    assert [fault for told in load_changes() for fault in faults(told, LIBRARY.rulebook)] == []


def test_every_rule_that_is_new_or_has_a_new_version_is_named_by_a_change():
    """Held against the first rulebook as it was kept, not against the changes."""
    first = first_library().rulebook
    named = {
        (change.what, rule)
        for told in changes_since(first.version)
        for change in told.changes
        for rule in change.rules
    }
    for rule in LIBRARY.rulebook.rules:
        if rule.id not in first.by_id:
            assert ("added", rule.id) in named, rule.id
        elif rule.version > first.by_id[rule.id].version:
            assert ("mended", rule.id) in named, rule.id


def test_a_change_names_the_days_from_which_its_rules_hold():
    """What is said to apply from a day may not leave out an earlier day of one of its new rules."""
    for told in load_changes():
        for change in told.changes:
            if change.what != "added" or change.applies_from is None:
                continue
            for key in change.rules:
                begins = LIBRARY.rulebook.by_id[key].effective_from
                assert begins is not None, key
                assert begins >= change.applies_from, key


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (None, None, "Every day"),
        ("2026-02-05", None, "Days from 5 February 2026"),
        ("2020-12-31", "2026-02-04", "Days from 31 December 2020 to 4 February 2026"),
        (None, "2026-02-04", "Days to 4 February 2026"),
    ],
)
def test_the_days_a_change_holds_for_are_said_in_words(first, last, words):
    change = Change.model_validate(
        {"what": "added", "sentence": "x", "applies_from": first, "applies_to": last}
    )
    assert period_in_words(change) == words
