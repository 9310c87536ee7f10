"""The table of suggestions: every line is reached, nothing is left without one, and mistakes are named."""

import itertools
from typing import get_args

import pytest

from content.refusal import Refused
from procurement.rulebook.schema import SEVERITIES
from reports.suggestion_table import FILE, Kind, load_suggestion_table

TABLE = load_suggestion_table()
DECIDED = (None, "accept", "ask_mitigation", "not_applicable", "confirm", "verify", "escalate")

# By hand: what a flag of each severity means after each step. "-" is no ground.
WEIGHS = {
    "critical": "yet cond yet - yet cond yet",
    "high": "cond cond cond - cond - cond",
    "medium": "cond cond cond - cond - cond",
    "low": "- - - - - - -",
    "info": "- - - - - - -",
}
WORDS = {"yet": "do_not_proceed_yet", "cond": "proceed_with_conditions", "-": "proceed"}


@pytest.mark.parametrize(
    ("severity", "place"), list(itertools.product(SEVERITIES, range(len(DECIDED))))
)
def test_a_flag_weighs_as_the_table_by_hand_says(severity, place):
    line = TABLE.line_for("flag", severity=severity, decided=DECIDED[place])
    assert line.suggests == WORDS[WEIGHS[severity].split()[place]]


@pytest.mark.parametrize(
    ("kind", "found", "suggests"),
    [
        ("test", "inferior", "do_not_proceed"),
        ("test", "cannot_tell", "proceed_with_conditions"),
        ("test", "not_inferior", "proceed"),
        ("case", "worse", "proceed_with_conditions"),
        ("case", "too_few", "proceed"),
        ("claim", "not_supported", "proceed_with_conditions"),
        ("claim", "cannot_tell", "proceed"),
        ("undecided", "critical", "do_not_proceed_yet"),
        ("undecided", "high", "proceed_with_conditions"),
        ("undecided", "medium", "proceed"),
        ("change", "critical", "do_not_proceed_yet"),
        ("change", "medium", "proceed_with_conditions"),
        ("change", "low", "proceed"),
    ],
)
def test_everything_else_weighs_as_told(kind, found, suggests):
    line = TABLE.line_for(kind, result=found, severity=found)
    assert line.suggests == suggests


def test_no_line_is_dead():
    reached = {
        id(TABLE.line_for(kind, result=result, severity=severity, decided=decided))
        for kind, result, severity, decided in itertools.product(
            get_args(Kind),
            ("inferior", "cannot_tell", "not_inferior", "worse", "not_supported"),
            SEVERITIES,
            DECIDED,
        )
    }
    assert reached == {id(line) for line in TABLE.lines}


def test_every_reason_is_one_short_sentence_or_two():
    for line in TABLE.lines:
        assert line.because.endswith(".")
        assert len(line.because) < 100, line.because


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("suggests: do_not_proceed\n", "suggests: perhaps\n", "suggests"),
        ("  - kind: claim\n    suggests: proceed\n", "  - kind: claim\n    result: [supported]\n    suggests: proceed\n", "must fit every `claim`"),
        ("kind: case", "kind: guess", "kind"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_table_is_named(tmp_path, was, becomes, said):
    text = FILE.read_text("utf-8")
    assert was in text
    broken = tmp_path / "suggestion.yaml"
    broken.write_text(text.replace(was, becomes), "utf-8")
    with pytest.raises(Refused) as refused:
        load_suggestion_table(broken)
    assert said in f"{refused.value.sentence} {refused.value.column}"
    assert refused.value.row
