"""Small models of other kinds than ONNX, trained by other people's software on data that comes with it."""

import io
import json
import zipfile
from functools import cache
from typing import Any

import lightgbm
import numpy as np
import pandas as pd
import skops.io
import xgboost
from sklearn.compose import ColumnTransformer
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from tests.sandbox import models


def features_of(load):
    """Return a bundled data set's numbers with blanks and zeros in some places, and its answers."""
    data = load()
    numbers = data.data.astype(np.float32)
    draw = np.random.default_rng(11)
    numbers[draw.random(numbers.shape) < 0.1] = np.nan
    numbers[draw.random(numbers.shape) < 0.2] = 0
    return numbers, data.target


@cache
def xgboost_model(objective, *, ubj=False):
    """Return the file's bytes, the features, and what the library itself answers."""
    load = load_diabetes if objective.startswith(("reg", "count")) else load_iris
    load = load_breast_cancer if objective.startswith("binary") else load
    numbers, target = features_of(load)
    settings: dict[str, Any] = {"objective": objective, "max_depth": 3, "nthread": 1}
    if objective.startswith("multi"):
        settings["num_class"] = 3
    made = xgboost.train(settings, xgboost.DMatrix(numbers, target), num_boost_round=8)
    raw = bytes(made.save_raw("ubj" if ubj else "json"))
    return raw, numbers, made.predict(xgboost.DMatrix(numbers))


@cache
def lightgbm_model(objective):
    """Return the file's bytes, the features, and what the library itself answers."""
    load = load_diabetes if objective == "regression" else load_iris
    load = load_breast_cancer if objective == "binary" else load
    numbers, target = features_of(load)
    settings: dict[str, Any] = {
        "objective": objective,
        "num_leaves": 6,
        "verbosity": -1,
        "num_threads": 1,
    }
    if objective == "multiclass":
        settings["num_class"] = 3
    made = lightgbm.train(settings, lightgbm.Dataset(numbers, target), num_boost_round=8)
    return made.model_to_string().encode(), numbers, made.predict(numbers)


@cache
def skops_model(kind: str) -> Any:
    """Return the file's bytes, a table as the model was trained on, and the model itself."""
    iris = load_iris()
    numbers, names = iris.data, iris.target_names[iris.target]
    table: Any
    target: Any
    model: Any
    if kind == "texts":
        model = make_pipeline(TfidfVectorizer(), LogisticRegression())
        table, target = models.TEXTS, models.TEXT_LABELS
    elif kind == "columns":
        _, columns, _, _ = models.mixed_columns()
        table = pd.DataFrame({name: pd.Series(held) for name, held in columns.items()})
        target = np.where((table["age"] > 50) | (table["town"] == "Hull"), "yes", "no")
        prepare = ColumnTransformer([
            ("n", StandardScaler(), ["age", "income_per_year"]),
            ("t", OneHotEncoder(handle_unknown="ignore"), ["town"]),
        ])  # fmt: skip
        model = make_pipeline(prepare, LogisticRegression())
    elif kind == "numbers":
        table, target = load_diabetes(return_X_y=True)
        model = make_pipeline(StandardScaler(), LinearRegression())
    else:
        table, target = numbers, names
        model = {
            "forest": RandomForestClassifier(8, max_depth=3, n_jobs=-1, random_state=0),
            "boosted": HistGradientBoostingClassifier(max_iter=5, random_state=0),
            "linear": make_pipeline(StandardScaler(), LogisticRegression()),
        }[kind]
    model.fit(table, target)
    return skops.io.dumps(model), table, model


def skops_of(model, features, truth):
    """Return the file of a model that learnt another model's answers."""
    return skops.io.dumps(model.fit(features, truth.predict(features)))


def changed(content, change):
    """Return a skops file whose schema went through `change`."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            held = old.read(name)
            if name == "schema.json":
                held = json.dumps(change(json.loads(held))).encode()
            new.writestr(name, held)
    return made.getvalue()


def with_member(content, pick, replacement):
    """Return a skops file in which the first array for which `pick` is true is another."""
    made = io.BytesIO()
    done = False
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            held = old.read(name)
            if name.endswith(".npy") and not done:
                array = np.load(io.BytesIO(held))
                if pick(array):
                    held, done = replacement(array), True
            new.writestr(name, held)
    assert done
    return made.getvalue()


def as_npy(array, **more):
    """Return an array as NumPy writes it."""
    made = io.BytesIO()
    np.save(made, array, **more)
    return made.getvalue()
