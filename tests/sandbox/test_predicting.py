"""What a model answers in the jail is what the software that trained it answers outside."""

import numpy as np
import pyarrow as pa
import pytest
from onnx import TensorProto, helper

from sandbox.contract import Stopped
from sandbox.predicting import predict
from tests.sandbox import models


@pytest.fixture
def run(jail, tmp_path):
    """Return a function that runs a model from its bytes or files on a table."""

    def running(model, features, **more):
        return predict(jail, models.laid_out(model, tmp_path), features, **more)

    return running


def matrix(values, kind="float32"):
    columns = {f"c{place}": pa.array(column, kind) for place, column in enumerate(values.T)}
    return pa.table(columns)


@pytest.mark.parametrize("zipmap", [False, True])
def test_a_matrix_of_numbers_is_answered_as_scikit_learn_answers(run, zipmap):
    model, features, truth = models.breast_cancer(zipmap=zipmap)

    found = run(model, matrix(features))

    assert found.labels == [str(label) for label in truth.predict(features)]
    assert found.classes == ("0", "1")
    np.testing.assert_allclose(found.probabilities, truth.predict_proba(features), atol=1e-5)


@pytest.mark.parametrize("rows", [None, 1, 7])
def test_text_labels_and_fixed_numbers_of_rows(run, rows):
    model, features, truth = models.iris_by_name(rows)

    found = run(model, matrix(features))

    assert found.labels == truth.predict(features).tolist()
    assert found.classes == ("setosa", "versicolor", "virginica")
    np.testing.assert_allclose(found.probabilities, truth.predict_proba(features), atol=1e-5)


def test_each_input_finds_its_column_by_name_whatever_the_order(run):
    model, columns, table, truth = models.mixed_columns()
    features = pa.table(
        {
            "town": pa.array(columns["town"].tolist()),
            "not read": pa.array(["x"] * 300),
            "Income per year": pa.array(columns["income_per_year"]),
            "age": pa.array(columns["age"].astype(np.float64)),
        }
    )

    found = run(model, features)

    assert found.labels == truth.predict(table).tolist()
    np.testing.assert_allclose(found.probabilities, truth.predict_proba(table), atol=1e-5)


def test_a_text_pipeline_that_lowers_the_case_finds_its_locale(run):
    model, truth = models.word_counts()
    texts = [*models.TEXTS, "CARD CARD", "REFUND", ""]

    found = run(model, pa.table({"message": texts}))

    assert found.labels == truth.predict(texts).tolist()
    np.testing.assert_allclose(found.probabilities, truth.predict_proba(texts), atol=1e-5)


@pytest.mark.parametrize("folder", [None, "", "vendor/"])
@pytest.mark.parametrize("kind", [TensorProto.INT64, TensorProto.INT32])
def test_a_text_bundle_is_tokenised_padded_and_softmaxed(run, folder, kind):
    texts = ["good good", "bad", "fine awful strange", "", "bad " * 9]
    files = models.bundle(models.bag_of_words(kind))

    found = run(files if folder is None else models.zipped(files, folder), pa.table({"t": texts}))

    expected = models.bag_of_words_by_hand(texts)
    np.testing.assert_allclose(found.probabilities, expected, atol=1e-6)
    assert found.labels == [("happy", "sad")[place] for place in expected.argmax(axis=1)]
    assert found.classes == ("happy", "sad")
    assert found.notes == ("One text was longer than the model reads and cut to fit.",)


def test_a_graph_of_fixed_text_length_is_padded_to_it(run):
    files = models.bundle(models.bag_of_words(length=4))
    texts = ["good", "bad bad bad awful good good good"]

    found = run(files, pa.table({"t": texts}))

    expected = models.bag_of_words_by_hand(texts, longest=4)
    np.testing.assert_allclose(found.probabilities, expected, atol=1e-6)


def test_rows_keep_their_order_over_batches_and_progress_is_told(run):
    rows = 40_000
    model = models.linear(
        [[1.0, -1.0]], [0.0, 0.0], after=[helper.make_node("Softmax", ["s"], ["y"])]
    )
    values = np.random.default_rng(3).normal(size=(rows, 1)).astype(np.float32)
    told = []

    found = run(model, matrix(values), on_progress=lambda done, total: told.append((done, total)))

    assert told == [(16_384, rows), (32_768, rows), (rows, rows)]
    assert [batch.rows for batch in found.batches] == [16_384, 16_384, 7_232]
    assert min(batch.seconds for batch in found.batches) >= 0
    expected = 1 / (1 + np.exp(-2 * values[:, 0].astype(np.float64)))
    np.testing.assert_allclose(found.probabilities[:, 0], expected, atol=1e-5)
    assert found.labels == ["0" if value > 0 else "1" for value in values[:, 0]]
    assert found.peak_bytes > 20_000_000
    assert (found.threads, found.isolation) == (2, "bubblewrap+seccomp")


def test_what_else_is_in_the_batch_can_be_changed_to_see_whether_it_matters(run):
    # Each answer is measured against the batch's mean, as dynamic quantisation does in effect.
    nodes = [
        helper.make_node("ReduceMean", ["x"], ["m"], axes=[0]),
        helper.make_node("Sub", ["x", "m"], ["s"]),
        helper.make_node("Softmax", ["s"], ["y"]),
    ]
    shape = [None, 2]
    model = models.graph(
        nodes, [("x", TensorProto.FLOAT, shape)], [("y", TensorProto.FLOAT, shape)]
    )
    features = matrix(np.array([[0.0, 1.0], [0.0, 3.0]]))

    assert run(model, features).labels == ["0", "1"]
    alone = run(model, features, rows_at_once=1)
    np.testing.assert_allclose(np.asarray(alone.probabilities), 0.5)
    assert [batch.rows for batch in alone.batches] == [1, 1]


def test_float64_and_whole_number_inputs_follow_the_model(run):
    softmax = [helper.make_node("Softmax", ["s"], ["y"])]
    wide = models.linear([[1.0, 2.0]], [0.0, 0.0], kind=TensorProto.DOUBLE, after=softmax)
    cast = helper.make_node("Cast", ["x"], ["f"], to=TensorProto.FLOAT)
    whole = models.graph(
        [cast, helper.make_node("Softmax", ["f"], ["y"])],
        [("x", TensorProto.INT64, [None, 2])],
        [("y", TensorProto.FLOAT, [None, 2])],
    )

    assert run(wide, matrix(np.array([[1.0], [-1.0]]), "float64")).labels == ["1", "0"]
    assert run(whole, matrix(np.array([[5.0, 2.0], [0.0, 3.0]]), "float64")).labels == ["0", "1"]


def test_labels_alone_are_enough_and_said_so(run):
    argmax = helper.make_node("ArgMax", ["s"], ["y"], axis=1, keepdims=0)
    model = models.graph(
        [helper.make_node("Gemm", ["x", "W"], ["s"]), argmax],
        [("x", TensorProto.FLOAT, [None, 2])],
        [("y", TensorProto.INT64, [None])],
        [(np.eye(2, dtype=np.float32), "W")],
    )

    found = run(model, matrix(np.array([[1.0, 2.0], [3.0, 0.0]])))

    assert found.labels == ["1", "0"]
    assert (found.probabilities, found.classes) == (None, None)
    assert "labels only" in found.notes[0]


def test_scores_that_are_no_probabilities_name_labels_only(run):
    found = run(models.linear([[3.0, -3.0]], [0.0, 1.0]), matrix(np.array([[2.0], [-2.0]])))

    assert found.labels == ["0", "1"]
    assert found.probabilities is None
    assert "no probabilities" in found.notes[0]


def test_the_probability_of_one_class_becomes_two(run):
    sigmoid = [helper.make_node("Sigmoid", ["s"], ["y"])]

    found = run(models.linear([[1.0]], [0.0], after=sigmoid), matrix(np.array([[2.0], [-2.0]])))

    assert found.labels == ["1", "0"]
    assert found.classes == ("0", "1")
    expected = 1 / (1 + np.exp([-2.0, 2.0]))
    np.testing.assert_allclose(found.probabilities[:, 1], expected, atol=1e-6)


def test_scores_that_fit_no_list_of_labels_are_left_out_and_said_so(run):
    # Its label is the lowest score's, so neither the order of the list nor numbering explains it.
    nodes = [
        helper.make_node("Softmax", ["x"], ["p"]),
        helper.make_node("ArgMin", ["p"], ["place"], axis=1, keepdims=0),
        helper.make_node("Gather", ["names", "place"], ["label"]),
    ]
    model = models.graph(
        nodes,
        [("x", TensorProto.FLOAT, [None, 3])],
        [("label", TensorProto.STRING, [None]), ("p", TensorProto.FLOAT, [None, 3])],
        [(np.array(["a", "b", "c"], dtype=object), "names")],
    )

    found = run(model, matrix(np.array([[3.0, 2.0, 1.0], [1.0, 2.0, 3.0]])))

    assert found.labels == ["c", "a"]
    assert found.probabilities is None
    assert "which score belongs to which label" in found.notes[0]


def test_a_run_stops_when_asked_and_leaves_nothing(jail, run):
    model, features, _ = models.breast_cancer()
    many = pa.concat_tables([matrix(features)] * 2_000)

    with pytest.raises(Stopped):
        run(model, many, should_stop=lambda: True)

    assert {each.name for each in jail.run_dir.iterdir()} <= {
        "locales",
        "code",
    }  # kept for the next
