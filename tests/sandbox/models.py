"""Small real models, trained and exported by other people's software, and small graphs made by hand."""

import io
import json
import warnings
import zipfile
from functools import cache

import numpy as np
from onnx import TensorProto, helper, numpy_helper
from sklearn.compose import ColumnTransformer
from sklearn.datasets import load_breast_cancer, load_iris
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from skl2onnx import to_onnx
    from skl2onnx.common.data_types import FloatTensorType, StringTensorType
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from sandbox.model_source import ModelSource

TEXTS = [
    "Where is my Card", "My CARD never arrived", "refund my money", "I want a Refund today",
    "card arrival is late", "please give the money back", "Card lost", "money refund Please",
]  # fmt: skip
TEXT_LABELS = ["card", "card", "refund", "refund", "card", "refund", "card", "refund"]
WORDS = {"[PAD]": 0, "[UNK]": 1, "good": 2, "bad": 3, "fine": 4, "awful": 5}


def exported(model, initial_types, **options):
    """Return the model as ONNX bytes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = to_onnx(
            model, initial_types=initial_types, target_opset={"": 15, "ai.onnx.ml": 3}, **options
        )
    return made.SerializeToString()


@cache
def breast_cancer(*, zipmap=False):
    """Return ONNX bytes, the features (float32) and the scikit-learn model itself."""
    data = load_breast_cancer()
    features = data.data.astype(np.float32)
    model = make_pipeline(StandardScaler(), LogisticRegression()).fit(features, data.target)
    types = [("input", FloatTensorType([None, 30]))]
    return exported(model, types, options={"zipmap": zipmap}), features, model


@cache
def iris_by_name(rows=None):
    """Return a forest with text labels that reads `rows` rows at a time (None: any number)."""
    data = load_iris()
    features = data.data.astype(np.float32)
    model = RandomForestClassifier(10, max_depth=4, random_state=0)
    model.fit(features, data.target_names[data.target])
    return exported(model, [("x", FloatTensorType([rows, 4]))]), features, model


@cache
def mixed_columns():
    """Return a pipeline with one input for each column, its columns, and the scikit-learn model."""
    draw = np.random.default_rng(7)
    columns = {
        "age": draw.integers(18, 90, 300).astype(np.float32),
        "income_per_year": draw.normal(30_000, 9_000, 300).astype(np.float32),
        "town": draw.choice(["Leeds", "York", "Hull"], 300).astype(object),
    }
    table = np.empty((300, 3), dtype=object)
    for place, values in enumerate(columns.values()):
        table[:, place] = values
    target = (columns["age"] > 50) | (columns["town"] == "Hull")
    prepare = ColumnTransformer([("n", StandardScaler(), [0, 1]), ("t", OneHotEncoder(), [2])])
    model = make_pipeline(prepare, LogisticRegression()).fit(table, np.where(target, "yes", "no"))
    types = [
        ("age", FloatTensorType([None, 1])),
        ("income_per_year", FloatTensorType([None, 1])),
        ("town", StringTensorType([None, 1])),
    ]
    return exported(model, types, options={"zipmap": False}), columns, table, model


@cache
def word_counts():
    """Return a text pipeline that lowers the case of its texts, which needs a locale."""
    model = make_pipeline(TfidfVectorizer(lowercase=True), LogisticRegression()).fit(
        TEXTS, TEXT_LABELS
    )
    types = [("text", StringTensorType([None, 1]))]
    return exported(model, types, options={"zipmap": False}), model


def graph(
    nodes, inputs, outputs, initializers=(), *, opset=15, functions=(), more_opsets=(), **fields
):
    """Return a hand-made model as bytes; inputs and outputs are (name, type, shape)."""
    made = helper.make_graph(
        list(nodes),
        "made",
        [helper.make_tensor_value_info(*each) for each in inputs],
        [helper.make_tensor_value_info(*each) for each in outputs],
        [
            each if isinstance(each, TensorProto) else numpy_helper.from_array(*each)
            for each in initializers
        ],
    )
    model = helper.make_model(
        made,
        opset_imports=[helper.make_opsetid("", opset), *more_opsets],
        functions=list(functions),
        ir_version=8,
    )
    for name, value in fields.items():
        setattr(model, name, value)
    return model.SerializeToString()


def linear(weights, bias, *, after=(), output="y", kind=TensorProto.FLOAT, rows=None, shape=None):
    """Return x @ weights + bias, and then the given nodes from `s` to `output`."""
    dtype = helper.tensor_dtype_to_np_dtype(kind)
    width = np.shape(weights)[0]
    last = "s" if after else output
    return graph(
        [helper.make_node("Gemm", ["x", "W", "b"], [last]), *after],
        [("x", kind, [rows, width])],
        [(output, kind, shape or [rows, np.shape(weights)[1]])],
        [(np.asarray(weights, dtype), "W"), (np.asarray(bias, dtype), "b")],
    )


def tokenizer(words=WORDS, **more):
    """Return tokenizer.json of a tokenizer that splits at blanks."""
    made = Tokenizer(WordLevel(words, unk_token="[UNK]"))
    made.pre_tokenizer = Whitespace()
    return json.dumps({**json.loads(made.to_str()), **more})


EMBEDDINGS = np.array(
    [[0, 0], [0.1, 0.2], [2, -1], [-1, 2], [1.5, -0.5], [-2, 3]], np.float32
)  # fmt: skip


def bag_of_words(kind=TensorProto.INT64, length=None):
    """Return a graph whose logits are the sum of its words' embeddings."""
    nodes = [
        helper.make_node("Gather", ["E", "input_ids"], ["e"]),
        helper.make_node("Cast", ["attention_mask"], ["m"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["m", "axis2"], ["mm"]),
        helper.make_node("Mul", ["e", "mm"], ["em"]),
        helper.make_node("ReduceSum", ["em", "axis1"], ["logits"], keepdims=0),
    ]
    shape = ["batch", length or "sequence"]
    return graph(
        nodes,
        [("input_ids", kind, shape), ("attention_mask", kind, shape)],
        [("logits", TensorProto.FLOAT, ["batch", 2])],
        [(EMBEDDINGS, "E"), (np.array([2]), "axis2"), (np.array([1]), "axis1")],
    )


CONFIG = {
    "id2label": {"0": "happy", "1": "sad"},
    "architectures": ["TinyForSequenceClassification"],
    "num_hidden_layers": 3,
    "hidden_size": 2,
    "_name_or_path": "example/base-model",
    "license": "apache-2.0",
    "pad_token_id": 0,
    "max_position_embeddings": 6,
}


def bundle(model=None, tokenizer_json=None, config=None):
    """Return the three files of a text model by name."""
    return {
        "model.onnx": model or bag_of_words(),
        "tokenizer.json": (tokenizer_json or tokenizer()).encode(),
        "config.json": json.dumps(CONFIG if config is None else config).encode(),
    }


def zipped(files, folder="", compression=zipfile.ZIP_DEFLATED):
    """Return a zip of these files as bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(folder + name, content)
    return made.getvalue()


def bag_of_words_by_hand(texts, longest=6):
    """Return what the bag of words should answer, computed without it: softmaxed sums."""
    rows = []
    for text in texts:
        numbers = [WORDS.get(word, 1) for word in text.split()][:longest]
        logits = EMBEDDINGS[numbers].sum(axis=0) if numbers else np.zeros(2)
        raised = np.exp(logits - logits.max())
        rows.append(raised / raised.sum())
    return np.array(rows)


def laid_out(model, folder):
    """Write a model's bytes to a file, or its files to a folder, and return the source."""
    if isinstance(model, bytes):
        path = folder / "vendor.bin"
        path.write_bytes(model)
        return ModelSource(path)
    path = folder / "bundle"
    path.mkdir()
    for name, content in model.items():
        (path / name).parent.mkdir(exist_ok=True)
        (path / name).write_bytes(content)
    return ModelSource(path)
