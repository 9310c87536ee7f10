"""The flip list: only rows exactly one model answers rightly, the surest first, never too many."""

import numpy as np

from evaluations.statistics.flips import surest_flips
from evaluations.statistics.predictions import Predictions
from evaluations.statistics.rows import encode_rows


def flips_of(truth, student, teacher, **given):
    rows = encode_rows(truth, student, teacher)
    assert rows.teacher is not None
    return surest_flips(
        rows.labels,
        rows.truth,
        rows.student.codes,
        rows.teacher.codes,
        student_scores=rows.student.scores,
        teacher_scores=rows.teacher.scores,
        **given,
    )


def sure(answers, confidence):
    chances = [
        [c, 1 - c] if answer == "a" else [1 - c, c]
        for answer, c in zip(answers, confidence, strict=True)
    ]
    return Predictions(answers, np.array(chances), ["a", "b"])


def test_flips_come_by_kind_and_by_how_sure_both_were():
    found = flips_of(
        list("aaaabb"),
        sure(list("bababa"), [0.6, 0.9, 0.9, 0.9, 0.7, 0.8]),
        sure(list("aaabab"), [0.9, 0.9, 0.8, 0.7, 0.6, 0.9]),
    )

    assert [(flip.kind, flip.row) for flip in found] == [
        ("teacher_only_right", 2), ("teacher_only_right", 5), ("teacher_only_right", 0),
        ("student_only_right", 3), ("student_only_right", 4),
    ]  # fmt: skip
    assert found[0].as_json() == {
        "row": 2, "kind": "teacher_only_right", "label": "a", "student": "b", "teacher": "a",
        "student_confidence": 0.9, "teacher_confidence": 0.8,
    }  # fmt: skip


def test_without_probabilities_rows_keep_their_order():
    found = flips_of(list("aaa"), Predictions(list("bab")), Predictions(list("aaa")))

    assert [flip.row for flip in found] == [0, 2]
    assert found[0].student_confidence is None


def test_the_list_is_bounded_for_each_kind():
    truth = ["a"] * 100
    student, teacher = ["a"] * 50 + ["b"] * 50, ["b"] * 50 + ["a"] * 50
    found = flips_of(truth, Predictions(student), Predictions(teacher), most=7)

    assert [flip.kind for flip in found] == ["teacher_only_right"] * 7 + ["student_only_right"] * 7
