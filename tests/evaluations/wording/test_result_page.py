"""The sentences of a result's page, for every verdict and every kind of examples."""

import pytest

from evaluations.statistics.predictions import Predictions
from evaluations.statistics.summary import summarise
from evaluations.wording.result_page import result_page
from tests.reports.content_made import evaluation


def page(result, **changes):
    told = {"version": "3.2", "tested_on": "20 November 2026", "examples": {}, **changes}
    return result_page(result, "Turbo", **told)


def with_kinds(worse_on="damp"):
    """1,000 examples of two kinds: alike on one, far worse on the other."""
    truth = ["yes", "no"] * 500
    kind = ["damp" if number < 300 else "rent" for number in range(1_000)]
    swap = {"yes": "no", "no": "yes"}
    student = [
        swap[said] if kind[number] == worse_on and number % 3 == 0 else said
        for number, said in enumerate(truth)
    ]
    teacher = [swap[said] if number % 50 == 1 else said for number, said in enumerate(truth)]
    result = evaluation(1, 0, 0, 0)
    made = summarise(
        truth, Predictions(student), Predictions(teacher), slices={"about": kind}, replicates=200,
        labelled_by="people",
    ).as_json()  # fmt: skip
    return {**result, "slices": made["slices"], "comparison": made["comparison"]}


@pytest.mark.parametrize(
    ("counts", "words", "verdict"),
    [
        ((900, 5, 5, 90), "Good enough, within the limit you set", "not_inferior"),
        ((700, 200, 10, 90), "Not good enough: outside the limit you set", "inferior"),
        ((90, 5, 3, 2), "Not enough examples yet", "cannot_tell"),
    ],
)
def test_the_verdict_is_said_with_the_limit(counts, words, verdict):
    said = page(evaluation(*counts))
    assert (said.verdict_words, said.verdict) == (words, verdict)


def test_labels_of_the_bigger_version_give_no_verdict_and_no_difference():
    said = page(evaluation(900, 50, 20, 30, labelled_by="teacher"))
    assert said.verdict_words == "No result against a limit"
    assert said.headline.startswith("Turbo answers as the bigger version does in between")
    assert said.whole.wrong_plot == ""


def test_a_kind_that_is_worse_is_named_first_with_its_counts():
    kinds = page(with_kinds()).kinds
    assert kinds.heading == "Turbo is worse on about: damp"
    assert "Here Turbo got 100 of 300 wrong and the bigger version 6 of 300." in kinds.lead
    assert (kinds.rows[0].name, kinds.rows[0].worse) == ("about: damp", True)
    assert kinds.rows[0].result == "Worse than your limit"
    assert [row.worse for row in kinds.rows] == [True, False]


def test_what_the_test_does_not_show_follows_from_how_it_was_done():
    result = evaluation(270, 12, 9, 9)
    plain = page(result).not_shown
    assert plain == (
        "How it does on work unlike these 300 examples.",
        "What the next version will do. You tested version 3.2 on 20 November 2026.",
        "Whether the bigger version really is the model this one was made from.",
    )
    result["samples"] |= {"seen_by_vendor": "not_known", "labelled_by": "mixed"}
    result["student"] |= {"isolation": "none"}
    more = " ".join(page(result, version="").not_shown)
    assert "You tested it on 20 November 2026." in more
    assert "Others filled it in." in more
    assert "never seen" in more
    assert "Who wrote the right answers: people and models." in more


def test_what_is_odd_about_the_examples_is_told():
    result = evaluation(3, 1, 1, 1, labels=2)
    result["samples"]["checks"] |= {"conflicting": 1, "duplicates": 4, "unknown_to_model": ["Damp"]}
    said = " ".join(page(result).checks)
    assert "2 labels have fewer than 10 examples: kind 0, kind 1." in said
    assert "1 example has the same content as another one with another right answer." in said
    assert "4 examples have the same content as an earlier one." in said
    assert "never gives these answers, so it cannot get them right: Damp." in said
    assert "Always answering kind 0 would be right in 83.3 of 100." in said


def test_the_caption_says_which_way_the_best_guess_points():
    assert "3 fewer wrong in 100" in page(evaluation(880, 20, 50, 50)).caption
    assert (
        "More wrong than the bigger version is very unlikely."
        in page(evaluation(880, 20, 60, 40)).caption
    )
    assert "1 more wrong in 100. More than" in page(evaluation(880, 50, 40, 30)).caption
