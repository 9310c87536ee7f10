"""A file of more examples than are counted at once, from its bytes to the published result."""

import numpy as np

from evaluations.measurement.columns import Columns
from evaluations.measurement.evaluation import evaluate
from evaluations.measurement.plan import Contender, TestPlan
from evaluations.measurement.progress import Silent
from evaluations.measurement.result_shape import Evaluation
from evaluations.measurement.row_blocks import MOST_WHOLE
from sandbox.candidates import find_jail
from tests.evaluations.measurement.test_one_by_one import model

ROWS = MOST_WHOLE + 5_000


def test_each_answer_finds_its_example_and_each_kind_its_rows(tmp_path):
    draw = np.random.default_rng(5)
    numbers = draw.normal(size=ROWS).round(6)  # some stand twice
    side = draw.choice(["left", "right"], ROWS)
    # The model says 1 above nothing; on the right every tenth label is another.
    odd = (side == "right") & (np.arange(ROWS) % 10 == 0)
    labels = (numbers > 0) ^ odd
    lines = [f"{x},{kind},{int(y)}" for x, kind, y in zip(numbers, side, labels, strict=True)]
    (tmp_path / "s.csv").write_text("\n".join(["X,side,label", *lines]))
    path = model(tmp_path / "m.onnx", looks_at_batch=False)
    plan = TestPlan(
        student=Contender(path, "m.onnx", is_sheet=False),
        teacher=None,
        samples=tmp_path / "s.csv",
        samples_name="s.csv",
        columns=Columns("label", ("X",), slices=("side",)),
    )

    jail = find_jail(run_dir=tmp_path / "runs")
    done = evaluate(plan, jail=jail, progress=Silent())

    found = Evaluation.model_validate(done.result)
    assert found.student.metrics["accuracy"].value == 1 - odd.sum() / ROWS
    right = side == "right"
    kinds = {each.value: each for each in found.slices}
    assert kinds["left"].student.value == 1
    assert kinds["right"].student.value == 1 - odd.sum() / right.sum()
    assert found.samples.checks.duplicates == ROWS - len(set(map(str, numbers)))
    shown = [each for each in done.examples if ("side", "right") in each.kinds]
    assert [each.place for each in shown] == np.flatnonzero(odd)[:5].tolist()
    assert all(each.this != each.label for each in shown)
