"""What is mistaken for what: the table holds every example once, and the sentences say the same."""

import re

from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import confusion_matrix

from evaluations.wording.mistakes import WIDEST, mistakes

LABELS = ["Arrears", "Damp", "Repairs"]
TRUTH = ["Damp"] * 21 + ["Repairs"] * 10 + ["Arrears"] * 4
SAID = ["Damp"] * 15 + ["Repairs"] * 5 + ["Arrears"] + ["Repairs"] * 10 + ["Damp"] + ["Arrears"] * 3


def made(truth, said, labels):
    counts = confusion_matrix(truth, said, labels=labels).tolist()
    return mistakes({"labels": labels, "counts": counts})


def test_the_worst_label_comes_first_with_where_it_went():
    found = made(TRUTH, SAID, LABELS)
    first = found.went[0]
    assert (first.label, first.right, first.all) == ("Damp", 15, 21)
    assert first.others == "5 put under Repairs, 1 put under Arrears"
    assert found.worst == "The commonest mistake: 5 examples that were Damp went under Repairs."


def test_right_answers_and_the_commonest_mistake_are_marked():
    rows = {row.label: row for row in made(TRUTH, SAID, LABELS).rows}
    assert [(cell.count, cell.css) for cell in rows["Damp"].cells] == [
        (1, ""), (15, "hit"), (5, "miss"),
    ]  # fmt: skip
    assert [(cell.count, cell.css) for cell in rows["Repairs"].cells] == [
        (0, "zero"), (0, "zero"), (10, "hit"),
    ]  # fmt: skip


def test_a_version_without_mistakes_has_none():
    found = made(TRUTH, TRUTH, LABELS)
    assert found.worst == ""
    assert all(each.others == "" and each.right == each.all for each in found.went)


def test_a_label_only_answered_has_a_column_and_no_row():
    found = made(["a", "a"], ["a", "b"], ["a", "b"])
    assert found.columns == ("a", "b")
    assert [row.label for row in found.rows] == ["a"]


def test_seventy_seven_labels_are_told_in_sentences_only():
    labels = [f"label {number}" for number in range(77)]
    found = made(labels, labels[1:] + labels[:1], labels)
    assert found.rows == ()
    assert (len(found.went), found.left_out) == (20, 57)


NAMES = [f"kind {number}" for number in range(WIDEST)]
names = st.sampled_from(NAMES)


@given(st.lists(st.tuples(names, names), min_size=1, max_size=60))
def test_every_example_is_told_once(pairs):
    truth, said = zip(*pairs, strict=True)
    found = made(truth, said, NAMES)
    assert sum(row.all for row in found.rows) == len(pairs)
    right = sum(one == other for one, other in pairs)
    assert sum(each.right for each in found.went) == right
    told = sum(
        int(number)
        for each in found.went
        for number in re.findall(r"\d+(?= put| elsewhere)", each.others)
    )
    assert told == len(pairs) - right
