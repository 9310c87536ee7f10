"""XGBoost and LightGBM files: answered as their own libraries answer, and refused where they lie."""

import json
import re

import numpy as np
import pyarrow as pa
import pytest

from content.refusal import Refused
from sandbox.inspecting import inspect_model
from sandbox.predicting import predict
from tests.sandbox import boosters, models


@pytest.fixture
def run(jail, tmp_path):
    def running(model, features, **more):
        return predict(jail, models.laid_out(model, tmp_path), features, **more)

    return running


@pytest.fixture
def look(jail, tmp_path):
    def looking(model):
        return inspect_model(jail, models.laid_out(model, tmp_path))

    return looking


def matrix(values):
    return pa.table({f"c{place}": pa.array(column) for place, column in enumerate(values.T)})


def as_shares(answers):
    return answers if answers.ndim == 2 else np.column_stack([1 - answers, answers])


@pytest.mark.parametrize(
    ("objective", "ubj"),
    [("binary:logistic", False), ("binary:logistic", True), ("multi:softprob", True)],
)
def test_xgboost_is_answered_as_xgboost_answers(run, objective, ubj):
    model, features, truth = boosters.xgboost_model(objective, ubj=ubj)

    found = run(model, matrix(features))

    assert found.classes == tuple(str(each) for each in range(as_shares(truth).shape[1]))
    np.testing.assert_allclose(found.probabilities, as_shares(truth), atol=1e-6)
    assert found.fed == "dense"
    assert found.notes[0].startswith("The columns were given whole (dense)")


def test_a_raw_sum_becomes_a_probability(run):
    model, features, sums = boosters.xgboost_model("binary:logitraw")

    found = run(model, matrix(features))

    np.testing.assert_allclose(found.probabilities[:, 1], 1 / (1 + np.exp(-sums)), atol=1e-6)


def test_a_class_number_comes_with_its_probabilities(run):
    model, features, numbers = boosters.xgboost_model("multi:softmax")

    found = run(model, matrix(features))

    assert found.labels == [str(int(each)) for each in numbers]
    assert found.probabilities.shape == (len(features), 3)


@pytest.mark.parametrize("objective", ["binary", "multiclass"])
def test_lightgbm_is_answered_as_lightgbm_answers(run, objective):
    model, features, truth = boosters.lightgbm_model(objective)

    found = run(model, matrix(features.astype(np.float64)))

    np.testing.assert_allclose(found.probabilities, as_shares(truth), atol=1e-6)
    assert found.fed == "dense"


def test_numbers_are_given_where_numbers_are_asked_for(run):
    model, features, truth = boosters.xgboost_model("reg:squarederror")

    found = run(model, matrix(features), task="numbers")

    np.testing.assert_allclose(found.numbers, truth, rtol=1e-6)
    assert not len(found.label_codes)


@pytest.mark.parametrize(
    ("made", "task", "piece"),
    [
        (boosters.lightgbm_model("regression"), "classes", "gives a number for each row"),
        (boosters.lightgbm_model("binary"), "numbers", "sorts rows into kinds"),
    ],
)
def test_another_task_is_named(run, made, task, piece):
    with pytest.raises(Refused, match=piece):
        run(made[0], matrix(made[1].astype(np.float64)), task=task)


def test_what_a_zero_means_is_counted_and_can_be_chosen(run):
    model, features, _ = boosters.xgboost_model("binary:logistic")
    rows = features[:200]

    found = run(model, matrix(rows))
    left_out = run(model, matrix(rows), zeros="missing")

    otherwise = sum(a != b for a, b in zip(found.labels, left_out.labels, strict=True))
    assert otherwise > 0
    assert f"{otherwise} of 200 answers would be different" in found.notes[1]
    assert left_out.fed == "sparse"
    assert left_out.notes == (
        "Zeros were left out of the columns (sparse): a zero went in as missing, as a blank cell did.",
    )


def test_what_the_files_show(look):
    model, features, _ = boosters.xgboost_model("multi:softprob", ubj=True)

    found = look(model)

    seen = {key: each.value for key, each in found.observations.items()}
    assert found.format == "xgboost_ubj"
    assert seen["trees"] == 24  # eight rounds of three classes
    assert seen["architecture"] == "boosted ensemble of 24 decision trees"
    assert seen["objective"] == "multi:softprob"
    assert found.labels == ["0", "1", "2"]
    assert found.inputs[0].shape == [None, features.shape[1]]
    assert found.observations["trees"].certainty == "measured"


def bent(model, change):
    held = json.loads(model)
    change(held["learner"])
    return json.dumps(held).encode()


def tree(learner):
    return learner["gradient_booster"]["model"]["trees"][0]


def lines(model, key, value):
    """Return a LightGBM file in which the first line of this key has another value."""
    return re.sub(rf"(?m)^{key}=.*$", f"{key}={value}", model.decode(), count=1).encode()


XGB = boosters.xgboost_model("binary:logistic")[0]
LGB = boosters.lightgbm_model("binary")[0]
POINTS = "Tree 1 of the model points at something that is not there"


@pytest.mark.parametrize(
    ("model", "piece"),
    [
        (bent(XGB, lambda held: tree(held)["left_children"].__setitem__(0, 0)), POINTS),
        (bent(XGB, lambda held: tree(held)["left_children"].__setitem__(0, 2**30)), POINTS),
        (bent(XGB, lambda held: tree(held)["split_indices"].__setitem__(0, 900)), POINTS),
        (bent(XGB, lambda held: tree(held)["split_conditions"].pop()), "damaged or incomplete"),
        (bent(XGB, lambda held: held["learner_model_param"].update(num_feature="4294967295")), "damaged"),
        (bent(XGB, lambda held: held["objective"].update(name="rank:ndcg")), "trained for ‘rank:ndcg’"),
        (XGB[:3000], "damaged or incomplete"),
        (boosters.xgboost_model("binary:logistic", ubj=True)[0][:3000], "damaged or incomplete"),
        (lines(LGB, "left_child", "0 2 -1 -4 -5"), POINTS),
        (lines(LGB, "split_feature", "99 1 1 1 1"), POINTS),
        (lines(LGB, "num_leaves", "400000000"), "damaged or incomplete"),
        (lines(LGB, "objective", "lambdarank"), "trained for ‘lambdarank’"),
        (LGB[:700], "damaged or incomplete"),
    ],
    ids=lambda part: part[:20] if isinstance(part, str) else "",
)  # fmt: skip
def test_a_file_that_would_crash_its_library_is_refused_before(look, model, piece):
    with pytest.raises(Refused) as caught:
        look(model)

    assert piece in caught.value.sentence
    assert caught.value.what_to_do


def test_the_model_s_own_names_find_their_columns(run, look):
    model, features, truth = boosters.xgboost_model("binary:logistic")
    names = [f"f {place}" for place in range(features.shape[1])]
    named = bent(model, lambda held: held.update(feature_names=names))
    columns = dict(zip(names, features.T, strict=True))
    shuffled = pa.table({name: columns[name] for name in sorted(columns, reverse=True)})

    found = run(named, shuffled)

    np.testing.assert_allclose(found.probabilities, as_shares(truth), atol=1e-6)
