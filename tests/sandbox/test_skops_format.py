"""scikit-learn models in skops files: answered as scikit-learn answers, any other type refused."""

import json

import numpy as np
import pyarrow as pa
import pytest
from sklearn.utils import all_estimators

from content.refusal import Refused
from sandbox.inspecting import inspect_model
from sandbox.predicting import predict
from sandbox.runner.skops_types import decided
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


def as_table(table):
    if isinstance(table, list):
        return pa.table({"text": table})
    if isinstance(table, np.ndarray):
        return pa.table({f"c{place}": column for place, column in enumerate(table.T)})
    return pa.table({name: pa.array(table[name].tolist()) for name in table.columns})


@pytest.mark.parametrize("kind", ["linear", "forest", "boosted", "texts", "columns"])
def test_answers_are_scikit_learn_s(run, kind):
    model, table, truth = boosters.skops_model(kind)

    found = run(model, as_table(table))

    assert found.labels == truth.predict(table).tolist()
    assert found.classes == tuple(truth.classes_)
    np.testing.assert_allclose(found.probabilities, truth.predict_proba(table), atol=1e-6)


def test_a_model_of_numbers_gives_numbers(run):
    model, table, truth = boosters.skops_model("numbers")

    found = run(model, as_table(table), task="numbers")

    np.testing.assert_allclose(found.numbers, truth.predict(table), rtol=1e-9)


def test_what_the_file_shows(look):
    model, _, truth = boosters.skops_model("columns")

    found = look(model)

    seen = {key: each.value for key, each in found.observations.items()}
    assert seen["sklearn_version"] == "1.8.0"
    assert seen["types"]["sklearn.linear_model._logistic.LogisticRegression"] == 1
    assert seen["architecture"] == "linear model"
    assert [(each.name, each.type) for each in found.inputs] == [
        ("age", "float64"), ("income_per_year", "float64"), ("town", "string"),
    ]  # fmt: skip
    assert found.labels == ["no", "yes"]
    learnt = truth[-1]
    # Weights and intercept, and a mean, a variance and a scale for each of two columns.
    assert seen["parameters"] >= learnt.coef_.size + 1 + 6
    assert seen["number_formats"]["float64"] > 0.5


def other_type(schema):
    schema["__class__"], schema["__module__"] = "system", "os"
    return schema


def other_loader(schema):
    schema["__loader__"] = "FunctionNode"
    return schema


def called_by_name(schema):
    return {
        **schema,
        "__loader__": "OperatorFuncNode",
        "__module__": "operator",
        "__class__": "call",
    }


def older(schema):
    return json.loads(json.dumps(schema).replace('\\"1.8.0\\"', '\\"1.6.1\\"'))


def bent(array):
    nodes = array.copy()
    nodes["left_child"][0] = 0
    return boosters.as_npy(nodes)


LINEAR = boosters.skops_model("linear")[0]
FOREST = boosters.skops_model("forest")[0]


@pytest.mark.parametrize(
    ("model", "piece"),
    [
        (boosters.changed(LINEAR, other_type), "holds ‘os.system’, which is not among the parts"),
        (boosters.changed(LINEAR, other_loader), "holds ‘sklearn.pipeline.Pipeline’"),
        (boosters.changed(LINEAR, called_by_name), "holds ‘operator.call’"),
        (boosters.changed(LINEAR, older), "saved by scikit-learn 1.6.1, and 1.8.0 is here"),
        (boosters.changed(LINEAR, lambda _: {"protocol": 2}), "holds no model of scikit-learn"),
        (boosters.changed(LINEAR, lambda held: {**held, "protocol": 99}), "damaged or incomplete"),
        (boosters.changed(LINEAR, lambda _: [[]]), "damaged or incomplete"),
        (boosters.with_member(LINEAR, lambda held: held.dtype.kind == "f", lambda _: boosters.as_npy(np.array([{}], object), allow_pickle=True)), "holds Python objects"),
        (boosters.with_member(LINEAR, lambda held: held.dtype.kind == "f", lambda held: boosters.as_npy(held)[:-8]), "not as large as it says"),
        (boosters.with_member(FOREST, lambda held: held.dtype.names is not None, bent), "points at something that is not there"),
    ],
    ids=lambda part: part[:30] if isinstance(part, str) else "",
)  # fmt: skip
def test_what_must_not_be_opened_is_refused(look, model, piece):
    with pytest.raises(Refused) as caught:
        look(model)

    assert piece in caught.value.sentence
    assert caught.value.what_to_do


def test_every_estimator_that_is_allowed_is_scikit_learn_s_under_that_name():
    known = {f"{kind.__module__}.{name}" for name, kind in all_estimators()}
    inner = ("_loss.", "._hist_gradient_boosting.predictor", ".binning.", "calibration._", "_stochastic_optimizers", "_ConstantPredictor")  # fmt: skip
    estimators = {
        name
        for loader, name in decided().allowed
        if loader == "ObjectNode" and not any(part in name for part in inner)
    }

    assert estimators <= known


def test_nothing_is_both_allowed_and_refused():
    assert not set(decided().names) & set(decided().refused)
    assert all(decided().refused.values())
