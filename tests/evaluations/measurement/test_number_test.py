"""A whole test whose labels are numbers, on answer sheets: the numbers, the words, the refusals."""

import csv
from dataclasses import replace

import numpy as np
import pytest
from skl2onnx import to_onnx
from sklearn.datasets import load_diabetes
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_absolute_error, r2_score

from content.refusal import Refused
from desk.evaluation_text import as_text
from evaluations.measurement.columns import Columns
from evaluations.measurement.evaluation import evaluate
from evaluations.measurement.number_cells import numbers_in
from evaluations.measurement.plan import Contender, TestPlan
from evaluations.measurement.progress import Silent
from evaluations.measurement.result_shape import Evaluation
from evaluations.statistics.claims import Claim
from evaluations.statistics.estimates import Precision
from evaluations.statistics.number_summary import summarise_numbers
from evaluations.wording.result_page import result_page
from evaluations.wording.whole_result import whole_result
from sandbox.candidates import find_jail

ROWS = 120


@pytest.fixture(scope="module")
def jail(tmp_path_factory):
    return find_jail(run_dir=tmp_path_factory.mktemp("runs"))


@pytest.fixture(scope="module")
def truth():
    return np.round(np.random.default_rng(1).lognormal(12, 0.4, ROWS), 0)


def written(path, header, rows):
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])
    return path


@pytest.fixture
def plan(tmp_path, truth):
    """Return a plan on house prices, with two sheets; the first is off by about 9,000 more."""
    generator = np.random.default_rng(2)
    samples = written(
        tmp_path / "homes.csv",
        ["id", "area", "price"],
        [[f"h{row}", 50 + row, f"{price:,.0f}"] for row, price in enumerate(truth.tolist())],
    )
    sheets = {}
    for name, spread in (("cheap", 20_000), ("full", 8_000)):
        answers = np.round(truth + generator.normal(0, spread, ROWS), 2)
        path = written(
            tmp_path / f"{name}.csv",
            ["id", "answer"],
            [[f"h{row}", answer] for row, answer in enumerate(answers.tolist())][::-1],
        )
        sheets[name] = Contender(path, path.name, is_sheet=True), answers
    return (
        TestPlan(
            student=sheets["cheap"][0],
            teacher=sheets["full"][0],
            samples=samples,
            samples_name="homes.csv",
            columns=Columns("price"),
            margin_in_units=1_000.0,
        ),
        sheets["cheap"][1],
        sheets["full"][1],
    )


def test_prices_are_recognised_and_measured_in_their_unit(jail, truth, plan):
    asked, cheap, full = plan
    done = evaluate(asked, jail=jail, progress=Silent())
    shown = Evaluation.model_validate(done.result)
    assert shown.task == "numbers"
    assert shown.numbers is not None
    assert shown.numbers.student.mae.value == pytest.approx(mean_absolute_error(truth, cheap))
    assert shown.numbers.student.r2.value == pytest.approx(r2_score(truth, cheap))
    assert shown.numbers.mae_difference is not None
    assert shown.numbers.mae_difference.value == pytest.approx(
        mean_absolute_error(truth, cheap) - mean_absolute_error(truth, full)
    )
    assert shown.numbers.verdict is not None
    assert shown.numbers.verdict.verdict == "inferior"
    assert any("labels are numbers" in note for note in shown.notes)
    assert {each.place for each in done.examples} == {each.row for each in shown.numbers.misses}


def test_the_terminal_and_the_page_say_it_in_words(jail, plan):
    result = dict(evaluate(plan[0], jail=jail, progress=Silent()).result)
    told = as_text(result)
    assert "more than the bigger version, on average" in told
    assert "Your limit: 1,000 further off" in told
    page = whole_result(result, "Turbo")
    assert page.rows[0][0] == "Off by, on average"
    assert (page.right_plot, page.wrong_plot) == ("", "")
    whole = result_page(result, "Turbo", version="1", tested_on="today", examples={})
    assert whole.headline.startswith("Turbo is off by between")


def test_said_to_be_names_they_are_names(jail, plan):
    with pytest.raises(Refused, match="is one of your labels"):
        evaluate(replace(plan[0], task="classes"), jail=jail, progress=Silent())


def test_an_answer_that_is_no_number_is_named(jail, plan, tmp_path):
    rows = [[f"h{row}", "dear" if row == 7 else row] for row in range(ROWS)]
    path = written(tmp_path / "odd.csv", ["id", "answer"], rows)
    odd = replace(plan[0], student=Contender(path, "odd.csv", is_sheet=True))
    with pytest.raises(Refused, match="dear is not a number"):
        evaluate(odd, jail=jail, progress=Silent())


def test_a_refusal_names_row_and_column_of_the_sheet_in_whatever_order_it_stands(
    jail, plan, tmp_path
):
    rows = [[f"h{row}", "dear" if row == 7 else row] for row in reversed(range(ROWS))]
    path = written(tmp_path / "odd.csv", ["id", "prediction"], rows)
    odd = replace(plan[0], student=Contender(path, "odd.csv", is_sheet=True))
    with pytest.raises(Refused, match="dear is not a number") as refusal:
        evaluate(odd, jail=jail, progress=Silent())
    # h119 stands in row 2, so h7 in row 2 + 112.
    assert (refusal.value.row, refusal.value.column) == (114, "prediction")


@pytest.mark.parametrize(("cell", "pointed"), [("0,125", "0.125"), ("-3,5", "-3.5")])
def test_an_answer_with_a_decimal_comma_is_not_read_as_thousands(
    jail, plan, tmp_path, cell, pointed
):
    rows = [[f"h{row}", cell if row == 7 else "12,345"] for row in range(ROWS)]
    path = written(tmp_path / "odd.csv", ["id", "answer"], rows)
    odd = replace(plan[0], student=Contender(path, "odd.csv", is_sheet=True))
    with pytest.raises(Refused, match=f"{cell} has a comma where we read a point") as refusal:
        evaluate(odd, jail=jail, progress=Silent())
    assert (refusal.value.file, refusal.value.row, refusal.value.column) == ("odd.csv", 9, "answer")
    assert f"here {pointed}" in (refusal.value.what_to_do or "")


def test_labels_with_decimal_commas_are_refused_and_not_taken_for_names(jail, plan, tmp_path):
    samples = tmp_path / "doses.csv"
    lines = [f"h{row};{row};{row // 100},{row % 100:02}5" for row in range(ROWS)]
    samples.write_text("\n".join(["id;area;price", *lines]))
    with pytest.raises(Refused, match="0,005 has a comma where we read a point") as refusal:
        evaluate(replace(plan[0], samples=samples), jail=jail, progress=Silent())
    assert (refusal.value.row, refusal.value.column) == (2, "price")


def test_commas_between_thousands_are_read_and_said(jail, plan, tmp_path):
    rows = [[f"h{row}", "12,345.5" if row < 2 else "1000"] for row in range(ROWS)]
    path = written(tmp_path / "some.csv", ["id", "answer"], rows)
    some = replace(plan[0], student=Contender(path, "some.csv", is_sheet=True))
    notes = evaluate(some, jail=jail, progress=Silent()).result["notes"]
    assert (
        "some.csv: In the column answer 2 numbers have commas. We read them as between thousands, "
        "12,345.5 as 12345.5. Write decimal points if that is wrong."
    ) in notes
    assert any(note.startswith("homes.csv: In the column price 120 numbers") for note in notes)


@pytest.mark.parametrize("odd", ["1.7e308", "-1e200", "1.1e100"])
def test_an_answer_too_large_to_reckon_with_is_named(odd):
    cells = np.array(["12", "1e100", odd], dtype=object)
    with pytest.raises(Refused, match="larger than any amount") as refused:
        numbers_in(cells, np.array([2, 3, 4]), file="odd.csv", column="answer")
    assert (refused.value.file, refused.value.row, refused.value.column) == ("odd.csv", 4, "answer")


def test_the_largest_amounts_that_are_taken_have_every_measure():
    truth = np.linspace(-1e100, 1e100, 60)
    found = summarise_numbers(
        truth, -truth, truth * 0.9, margin=1.0, precision=Precision(0.95, 100, 1)
    )
    for version in (found.student, found.teacher):
        assert version is not None
        assert all(number.value is not None for number in version.metrics.values())
    assert found.verdict is not None
    assert found.verdict.decision == "inferior"


def test_a_claim_about_names_cannot_be_held_against_numbers(jail, plan):
    with pytest.raises(Refused, match="accuracy"):
        evaluate(replace(plan[0], claim=Claim("accuracy", 0.9)), jail=jail, progress=Silent())


def test_a_model_of_numbers_gives_what_scikit_learn_gives(jail, tmp_path):
    held = load_diabetes()
    names = [f"x{number}" for number in range(held.data.shape[1])]
    model = LinearRegression().fit(held.data[:300], held.target[:300])
    (tmp_path / "m.onnx").write_bytes(
        to_onnx(model, held.data[:1].astype(np.float32)).SerializeToString()
    )
    rows = np.column_stack([held.data, held.target])[300:]
    samples = written(tmp_path / "s.csv", [*names, "progress"], rows.tolist())
    result = evaluate(
        TestPlan(
            student=Contender(tmp_path / "m.onnx", "m.onnx", is_sheet=False),
            teacher=None,
            samples=samples,
            samples_name="s.csv",
            columns=Columns("progress", inputs=tuple(names)),
            task="numbers",
        ),
        jail=jail,
        progress=Silent(),
    ).result
    shown = Evaluation.model_validate(result)
    assert shown.numbers is not None
    expected = mean_absolute_error(held.target[300:], model.predict(held.data[300:]))
    assert shown.numbers.student.mae.value == pytest.approx(expected, rel=1e-4)
    assert shown.student.speed is not None
    assert shown.student.speed.p50_ms.low is not None
    assert shown.student.batch_dependence is not None
    assert shown.student.batch_dependence.value == 0
