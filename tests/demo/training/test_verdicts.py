"""The committed sheets and bundles tell the two stories they are there to tell, through the real test."""

import pytest

from demo.kinds import KINDS, SAFETY
from evaluations.measurement.columns import Columns, LabelledBy
from evaluations.measurement.evaluation import evaluate
from evaluations.measurement.plan import Contender, TestPlan
from evaluations.measurement.progress import Silent
from evaluations.measurement.result_shape import Evaluation
from evaluations.observations import of_model
from sandbox.candidates import find_jail
from tests.demo import committed

SAMPLES = "enquiries_test.csv"


@pytest.fixture(scope="module")
def jail(tmp_path_factory):
    return find_jail(run_dir=tmp_path_factory.mktemp("runs"))


def evaluated(jail, student, teacher):
    def contender(name):
        return Contender(committed.DATA / name, name, is_sheet=name.endswith(".csv"))

    plan = TestPlan(
        student=contender(student),
        teacher=contender(teacher),
        samples=committed.DATA / SAMPLES,
        samples_name=SAMPLES,
        columns=Columns("kind", inputs=("text",), id="id", slices=("kind", "channel")),
        labelled_by=LabelledBy.PEOPLE,
        margin=0.05,
    )
    return evaluate(plan, jail=jail, progress=Silent())


@pytest.fixture(scope="module")
def triage(jail):
    return evaluated(jail, "triage_turbo.csv", "triage_full.csv").result


@pytest.fixture(scope="module")
def enquirysense(jail):
    return evaluated(jail, "enquirysense_lite.zip", "enquirysense.zip")


def right(sheet):
    answers = {row["id"]: row["answer"] for row in committed.rows(sheet)}
    return {row["id"]: answers[row["id"]] == row["kind"] for row in committed.rows(SAMPLES)}


def slice_of(result, value):
    return next(each for each in result["slices"] if each["value"] == value)


def test_turbo_is_not_inferior_overall(triage):
    comparison = triage["comparison"]

    assert comparison["verdict"] == "not_inferior"
    assert comparison["accuracy_difference"]["low"] > -0.05
    assert -0.02 < comparison["accuracy_difference"]["value"] < -0.01


def test_turbo_is_worse_on_damp_and_safety_and_on_nothing_else(triage):
    worse = [each for each in triage["slices"] if each["verdict"] == "worse"]
    full, turbo = right("triage_full.csv"), right("triage_turbo.csv")
    danger = [row["id"] for row in committed.rows(SAMPLES) if row["kind"] == SAFETY]

    assert [(each["column"], each["value"]) for each in worse] == [("kind", SAFETY)]
    assert worse[0]["p_holm"] < 0.005
    # Counted here without the product's statistics.
    assert worse[0]["n"] == len(danger) == 66
    assert sum(full[key] for key in danger) == 54
    assert sum(turbo[key] for key in danger) == 33


def test_the_sheets_answer_every_example_and_the_full_one_says_how_sure_it_is():
    ids = [row["id"] for row in committed.rows(SAMPLES)]

    for name in ("triage_full.csv", "triage_turbo.csv"):
        sheet = committed.rows(name)
        assert [row["id"] for row in sheet] == ids
        assert {row["answer"] for row in sheet} == set(KINDS)
    for row in committed.rows("triage_full.csv"):
        shares = {kind: float(row[kind]) for kind in KINDS}
        assert sum(shares.values()) == pytest.approx(1, abs=1e-3)
        assert shares[row["answer"]] == max(shares.values())


def test_lite_is_not_good_enough(enquirysense):
    result = enquirysense.result
    Evaluation.model_validate(result)

    assert result["comparison"]["verdict"] == "inferior"
    assert result["comparison"]["accuracy_difference"]["high"] < -0.05
    assert slice_of(result, SAFETY)["verdict"] == "worse"
    assert result["student"]["isolation"] == result["teacher"]["isolation"] != "none"


def test_lite_holds_int8_and_names_its_parent_whatever_the_vendor_says(enquirysense):
    seen = enquirysense.student.observations
    found = {each.key: each.value for each in of_model(enquirysense.student)}

    assert seen["number_formats"].value["int8"] > 0.99
    assert seen["number_formats"].certainty == "measured"
    assert seen["base_model"].value == "brightpath-enquiry-large"
    assert found["base_model"] == "brightpath-enquiry-large"
    assert "quantised" in str(found["tier_meaning"])
    assert "Student of brightpath-enquiry-large" in str(seen["declared_description"].value)


def test_the_bigger_version_is_float32_and_much_bigger(enquirysense):
    large, lite = enquirysense.teacher, enquirysense.student

    assert large.observations["number_formats"].value == {"float32": 1.0}
    assert large.observations["parameters"].value > 10 * lite.observations["parameters"].value
    assert "tier_meaning" not in {each.key for each in of_model(large)}


def test_the_files_stay_small():
    sizes = {path.name: path.stat().st_size for path in committed.DATA.iterdir()}

    assert sum(size for name, size in sizes.items() if name.endswith(".zip")) < 3_000_000
    assert sum(sizes.values()) < 4_000_000
