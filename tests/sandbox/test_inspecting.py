"""What a model file shows is counted right, told with how it is known, and cannot be forged."""

import hashlib
import json
import subprocess
from pathlib import Path

import jsonschema
import numpy as np
import pytest
from onnx import TensorProto, helper
from pydantic import ValidationError

from content.refusal import Refused
from desk.schemas import published_schema
from sandbox.inspecting import inspect_model
from sandbox.inspection import KNOWN, Facts, Inspection, Sent, observations_of
from sandbox.model_source import ModelSource
from sandbox.runner.frames import Kind
from tests.sandbox import models
from tests.sandbox.fake_jail import FakeJail

FLOAT = TensorProto.FLOAT
SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "schemas" / "inspect.json"


@pytest.fixture
def look(jail, tmp_path):
    def looking(model):
        return inspect_model(jail, models.laid_out(model, tmp_path))

    return looking


def values(found):
    return {key: seen.value for key, seen in found.observations.items()}


def one_node(initializers, *, nodes=(), **more):
    """Return a graph that multiplies, with further initializers that are only stored."""
    return models.graph(
        [helper.make_node("MatMul", ["x", "W"], ["y"], name="/layers/0/mul"), *nodes],
        [("x", FLOAT, ["rows", 4])],
        [("y", FLOAT, ["rows", 5])],
        [(np.ones((4, 5), np.float32), "W"), *initializers],
        **more,
    )


def test_weights_are_counted_by_number_format(look):
    zeros = np.arange(100, dtype=np.float32).reshape(10, 10) * (np.arange(10) > 3)
    packed = helper.make_tensor("four_bits", TensorProto.INT4, [9], list(range(-4, 5)))
    model = one_node(
        [
            (zeros, "half_zero"),
            (np.ones(40, np.float16), "half"),
            (np.ones(30, np.int8), "small"),
            packed,
            (np.arange(7), "shape_of_something"),
        ],
        opset=21,
    )

    seen = values(look(model))

    # 20 + 100 floats, 40 halves, 30 bytes, 9 half-bytes; indices are no weights.
    assert seen["parameters"] == 199
    assert seen["weight_bytes"] == 480 + 80 + 30 + 5
    assert seen["bytes_per_parameter"] == pytest.approx(595 / 199)
    assert seen["number_formats"] == pytest.approx(
        {"float32": 120 / 199, "float16": 40 / 199, "int8": 30 / 199, "int4": 9 / 199}
    )
    # 4 of 10 columns are zero, and the first row's fifth number is 4, not 0.
    assert seen["sparsity"] == pytest.approx(int((zeros == 0).sum()) / 160)


def test_several_weights_in_one_byte_are_counted_as_several(look):
    bits = helper.make_node(
        "MatMulNBits",
        ["x", "B", "scales"],
        ["y"],
        domain="com.microsoft",
        K=32,
        N=8,
        bits=4,
        block_size=32,
    )
    model = models.graph(
        [bits],
        [("x", FLOAT, [None, 32])],
        [("y", FLOAT, [None, 8])],
        [(np.zeros((8, 1, 16), np.uint8), "B"), (np.ones(8, np.float32), "scales")],
        more_opsets=[helper.make_opsetid("com.microsoft", 1)],
    )

    seen = values(look(model))

    assert seen["parameters"] == 32 * 8 + 8
    assert seen["number_formats"]["int4"] == pytest.approx(256 / 264)
    assert seen["quantisation_operators"] == {"MatMulNBits": 1}


def test_what_a_classical_model_learnt_is_counted_in_its_operators(look):
    model, _, truth = models.breast_cancer()

    seen = values(look(model))

    # The scaler's 30 means and 30 scales; the classifier holds both classes: 2 x 30 and 2.
    assert truth[-1].coef_.size == 30
    assert seen["parameters"] == 60 + 62
    assert seen["architecture"] == "linear model"
    assert seen["labels"] == ["0", "1"]


def test_trees_are_counted_and_their_zeros_are_no_sparsity(look):
    model, _, truth = models.iris_by_name()

    seen = values(look(model))

    assert seen["architecture"] == f"ensemble of {len(truth.estimators_)} decision trees"
    assert seen["labels"] == truth.classes_.tolist()
    assert "sparsity" not in seen


def test_inputs_outputs_and_operators_are_told_with_types_and_shapes(look):
    model, *_ = models.mixed_columns()

    found = look(model)

    assert [each.model_dump() for each in found.inputs] == [
        {"name": "age", "type": "float32", "shape": [None, 1]},
        {"name": "income_per_year", "type": "float32", "shape": [None, 1]},
        {"name": "town", "type": "string", "shape": [None, 1]},
    ]
    assert [(each.name, each.type) for each in found.outputs] == [
        ("label", "string"), ("probabilities", "float32"),
    ]  # fmt: skip
    assert found.labels == ["no", "yes"]
    assert values(found)["opsets"] == {"ai.onnx": 15, "ai.onnx.ml": 1}
    assert values(found)["operators"]["OneHotEncoder"] == 1
    assert values(found)["producer"].startswith("skl2onnx ")


def test_a_text_bundle_shows_its_configuration_as_declared(look):
    found = look(models.bundle())
    seen = found.observations

    assert found.format == "onnx_text_bundle"
    assert found.labels == ["happy", "sad"]
    assert seen["base_model"].value == "example/base-model"
    assert seen["licence"].value == "apache-2.0"
    assert seen["declared_architecture"].value == "TinyForSequenceClassification"
    assert seen["declared_layers"].value == 3
    assert seen["vocabulary_size"].value == 6
    assert seen["maximum_length"].value == 6
    certainties = {key: each.certainty for key, each in seen.items()}
    assert {certainties[key] for key in ("base_model", "licence", "declared_layers")} == {
        "declared"
    }
    assert certainties["parameters"] == certainties["number_formats"] == "measured"
    assert "architecture" not in seen  # sums of embeddings have no name here


def test_the_same_tokenizer_in_another_order_has_the_same_hash(look):
    plain = models.tokenizer()
    other = json.dumps(dict(reversed(json.loads(plain).items())), indent=3)
    larger = models.tokenizer({**models.WORDS, "more": 6})

    first, same, different = (
        values(inspect_again(look, models.bundle(tokenizer_json=text)))["tokenizer_sha256"]
        for text in (plain, other, larger)
    )

    assert first == same != different


def inspect_again(look, files):
    return look(models.zipped(files))


def test_layers_and_width_are_told_where_names_show_them(look):
    norms = [(np.ones(16, np.float32), f"encoder.layer.{n}.LayerNorm.weight") for n in range(6)]

    found = look(one_node(norms)).observations

    assert (found["layers"].value, found["layers"].certainty) == (6, "inferred")
    assert found["hidden_size"].value == 16


def test_a_file_s_hash_and_size_are_the_system_s(look, tmp_path):
    model, *_ = models.breast_cancer()

    found = look(model)

    assert found.sha256 == hashlib.sha256(model).hexdigest()
    assert found.bytes == len(model)


def test_a_folder_s_hash_can_be_computed_by_its_note(look, tmp_path):
    found = look(models.bundle())

    (note,) = found.notes
    command = note.split(": ", 1)[1]
    said = subprocess.run(
        command, shell=True, cwd=tmp_path / "bundle", capture_output=True, text=True, check=True
    )
    assert said.stdout.split()[0] == found.sha256
    assert found.bytes == sum(len(content) for content in models.bundle().values())


def test_a_vendor_s_words_are_plain_text(look):
    model = one_node([], producer_name="\x1b[31m<b>\u202eevil\n", doc_string="=HYPERLINK(1)\x00")

    seen = values(look(model))

    assert seen["producer"] == "[31m<b>evil"
    assert seen["declared_description"] == "=HYPERLINK(1)"


EXTERNAL = TensorProto(name="W2", data_type=FLOAT, dims=[1], data_location=TensorProto.EXTERNAL)
EXTERNAL.external_data.add(key="location", value="../../etc/passwd")
LYING = TensorProto(name="lie", data_type=FLOAT, dims=[2**40, 2**22], raw_data=b"12345678")
SHORT = TensorProto(name="short", data_type=FLOAT, dims=[9], float_data=[1.0])
BRANCH = helper.make_graph(
    [helper.make_node("Identity", ["W2"], ["out"])], "b", [], [helper.make_tensor_value_info("out", FLOAT, None)],
    [EXTERNAL],
)  # fmt: skip
INSIDE = helper.make_node("If", ["c"], ["z"], then_branch=BRANCH, else_branch=BRANCH)
CONSTANT = helper.make_node("Constant", [], ["k"], value=EXTERNAL)
OWN = helper.make_node("RunShell", ["x"], ["z"], domain="evil.ops")
FUNCTION = helper.make_function(
    "own",
    "Twice",
    ["a"],
    ["b"],
    [helper.make_node("Add", ["a", "a"], ["b"])],
    [helper.make_opsetid("", 15)],
)
HIDDEN = helper.make_function(
    "own", "Twice", ["a"], ["k"], [CONSTANT], [helper.make_opsetid("", 15)]
)
TWICE = helper.make_node("Twice", ["x"], ["z"], domain="own")
OWN_OPSET = [helper.make_opsetid("own", 1)]


@pytest.mark.parametrize(
    ("model", "piece"),
    [
        (one_node([EXTERNAL]), "outside its file (‘W2’)"),
        (one_node([], nodes=[INSIDE]), "outside its file (‘W2’)"),
        (one_node([], nodes=[CONSTANT]), "outside its file (‘W2’)"),
        (one_node([], nodes=[TWICE], functions=[HIDDEN], more_opsets=OWN_OPSET), "outside its file (‘W2’)"),
        (one_node([LYING]), "‘lie’ are not as large as"),
        (one_node([SHORT]), "‘short’ are not as large as"),
        (one_node([], nodes=[OWN]), "operator ‘RunShell’ of ‘evil.ops’"),
        (one_node([], opset=999), "version 999 of the ONNX operators"),
        (one_node([])[:-40], "damaged or incomplete"),
        (one_node([], nodes=[helper.make_node("NoSuchThing", ["x"], ["z"])]), "cannot be opened: "),
        (b"\x80\x04\x95\x10", "a pickle file: opening it can run"),
        (b"GGUF\x03", "looks like a GGUF model, and it is damaged"),
        (b'{"learner": {}}', "looks like an XGBoost model (JSON), and it is damaged"),
        (b'{"a": 1}', "a JSON file that describes no model"),
        (b"tree\nversion=v4\n", "looks like a LightGBM model, and it is damaged"),
        ((40).to_bytes(8, "little") + b'{"w": {}}', "looks like a safetensors file, and it is damaged"),
        (b"CBM1\x00\x00", "a CatBoost model, which cannot be run here"),
        (b'<?xml version="1.0"?><PMML version="4.4"/>', "a PMML model, which cannot be run here"),
        (b"\x08\x05\x12\x20\x0a\x1eabc", "a Core ML model, which cannot be run here"),
        (b"\x1c\x00\x00\x00TFL3", "a TensorFlow Lite model, which cannot be run here"),
        (b"\x89HDF\r\n\x1a\n", "a Keras or HDF5 file: opening it can run"),
        (b"a,b\n1,2\n", "This is a text file."),
        (models.zipped({"archive/data.pkl": b"x"}), "a PyTorch file: opening it can run"),
        (models.zipped({"archive/data.pkl": b"x", "archive/constants.pkl": b"y"}), "a TorchScript program: opening"),
        (models.zipped({"schema.json": b"{}"}), "looks like a skops model"),
        (models.zipped({"a.onnx": b"x", "b.onnx": b"y"}), "2 ONNX files here"),
        (models.zipped({"../model.onnx": b"x"}), "unsafe name"),
        (models.zipped({"model.onnx": bytes(50_000_000)}), "would unpack to"),
        (models.zipped({"tokenizer.json": b"{}"}), "‘model.onnx’ is missing"),
        ({"tokenizer.json": b"{}", "pytorch_model.bin": b"x"}, "a PyTorch file: opening it can run"),
        (models.zipped({"model.safetensors": b"x"}), "a safetensors file, which cannot be run here"),
        ({k: v for k, v in models.bundle().items() if k != "config.json"}, "‘config.json’ is missing"),
        (models.bag_of_words(), "‘tokenizer.json’ is missing"),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)  # fmt: skip
def test_what_cannot_be_run_is_named_with_the_way_out(look, model, piece):
    with pytest.raises(Refused) as caught:
        look(model)

    assert piece in caught.value.sentence
    assert caught.value.what_to_do


def test_a_function_of_the_model_s_own_is_no_custom_operator(look):
    model = one_node([], nodes=[TWICE], functions=[FUNCTION], more_opsets=OWN_OPSET)

    assert values(look(model))["operators"]["Twice"] == 1


def test_a_link_in_a_folder_is_not_followed(look, tmp_path):
    (tmp_path / "elsewhere").write_text("{}")
    (tmp_path / "bundle").mkdir()
    (tmp_path / "bundle" / "config.json").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(Refused, match="only a link") as caught:
        inspect_model(FakeJail(tmp_path / "runs"), ModelSource(tmp_path / "bundle"))

    assert caught.value.file == "bundle/config.json"


def test_an_empty_folder_is_refused(tmp_path):
    (tmp_path / "empty").mkdir()

    with pytest.raises(Refused, match="holds no files"):
        inspect_model(FakeJail(tmp_path / "runs"), ModelSource(tmp_path / "empty"))


def test_the_json_keeps_to_its_published_schema(look):
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))

    jsonschema.validate(json.loads(look(models.bundle()).model_dump_json()), schema)

    assert schema == published_schema("inspect"), "Run ./weigh publish_schemas."


def test_every_fact_says_how_it_is_known():
    assert set(Facts.model_fields) | {"inputs", "outputs", "labels"} == set(KNOWN)


GOOD = {"format": "onnx", "facts": {"parameters": 3}, "inputs": [], "outputs": [], "labels": None}


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {**GOOD, "format": "pickle"},
        {**GOOD, "facts": {"trust_me": True}},
        {**GOOD, "facts": {"parameters": -1}},
        {**GOOD, "facts": {"parameters": "3"}},
        {**GOOD, "facts": {"parameters": 3.5}},
        {**GOOD, "facts": {"sparsity": 1.5}},
        {**GOOD, "facts": {"external_data": True}},
        {**GOOD, "facts": {"producer": "x" * 201}},
        {**GOOD, "certainty": "measured"},
        {**GOOD, "labels": ["a\x00"]},
        {**GOOD, "inputs": [{"name": "x"}]},
    ],
)
def test_the_jail_cannot_say_more_than_was_agreed(tmp_path, sent):
    (tmp_path / "m").write_bytes(b"any")
    frames = [(Kind.FACTS, json.dumps(sent).encode()), (Kind.DONE, b"{}")]

    with pytest.raises(Refused, match="came back from the model cannot be used"):
        inspect_model(FakeJail(tmp_path, frames), ModelSource(tmp_path / "m"))


def test_an_inspection_cannot_be_changed():
    sent = Sent.model_validate(GOOD)
    found = Inspection(
        format="onnx", sha256="0" * 64, bytes=1, observations=observations_of(sent), notes=[]
    )

    with pytest.raises(ValidationError):
        found.bytes = 2  # type: ignore[misc]
