"""Sixty hostile files, one of each mechanism, each through the door its owner would use.

What must hold for each: no canary fires, nothing is left behind, the parent lives, and there is either
a plain sentence or, where the file is honest, the right answer.
"""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from content.refusal import Refused
from sandbox.contract import GIB
from sandbox.inspecting import inspect_model
from sandbox.limits import INSPECTING, PREDICTING, READING
from sandbox.model_source import ModelSource
from sandbox.predicting import predict
from sandbox.reading import read_table
from tests.conftest import SHARED, needs_shared
from tests.sandbox import models

pytestmark = needs_shared
ATTACKS = SHARED / "assets" / "attacks"
ACCEPTED = "accepted"
FIRED = ("CANARY_FIRED", "CANARY_PROBE", "CANARY FIRED")

# The file, and a piece of the sentence that refuses it; "accepted" for one that is honest or harmless.
MODELS = {
    "made/onnx/good_30f_softmax.onnx": ACCEPTED,
    "made/onnx/external_traversal.onnx": "outside its file",
    "made/onnx/external_missing.onnx": "outside its file",
    "made/onnx/constant_4tb.onnx": "more memory",
    "made/onnx/concat_doubling.onnx": "more memory",
    "made/onnx/loop_endless.onnx": "did not finish",
    "made/onnx/nested_if_20.onnx": ACCEPTED,
    "made/onnx/custom_op_domain.onnx": "‘RunShell’ of ‘evil.ops’",
    "made/onnx/truncated.onnx": "damaged or incomplete",
    "made/onnx/empty.onnx": "is empty",
    "made/onnx/random.onnx": "no model format that is known here",
    "made/onnx/future_opset.onnx": "version 999",
    "made/onnx/dims_lie.onnx": "not as large as the file says",
    "made/onnx/nan_output.onnx": "something that is no number",
    "made/onnx/logits_called_probabilities.onnx": ACCEPTED,
    "made/onnx/fixed_batch_1.onnx": ACCEPTED,
    "made/onnx/double_input.onnx": ACCEPTED,
    "made/onnx/argmax_only.onnx": ACCEPTED,
    "made/onnx/image_input.onnx": "224",
    "made/onnx/metadata_xss_formula.onnx": ACCEPTED,
    "made/pickle/os_system_touch.pkl": "a pickle file",
    "made/pickle/two_streams.pkl": "a pickle file",
    "made/pickle/compressed_gz.joblib": "a joblib file",
    "made/pickle/working_model_plus_payload.joblib": "a joblib file",
    "made/pickle/function_transformer_system.pkl": "a joblib file",
    "made/pickle/pickle_named_model.onnx": "a pickle file",
    "made/pickle/huge_bytes_header.pkl": "a pickle file",
    "made/pickle/sandbox_probe.pkl": "a pickle file",
    "made/skops/function_transformer_system.skops": "FunctionTransformer’, which is not among",
    "made/skops/schema_300mb_of_blanks.skops": "would unpack to",
    "made/booster/xgb_child_loop.json": "Tree 1 of the model points",
    "made/booster/deep_json.json": "a JSON file",
    "made/booster/lgb_child_loop.lgb.txt": "Tree 1 of the model points",
    "made/gguf/chat_template_ssti.gguf": "a GGUF model, which cannot be run here",
    "made/gguf/bad_magic.gguf": "no model format that is known here",
    "made/archive/zip_slip.zip": "unsafe name",
    "made/archive/many_files.zip": "70,000 files",
    "made/archive/encrypted_flag.zip": "password",
    "made/archive/tar_slip.tar.gz": "a compressed file",
    "published/modelaudit__assets__samples__keras__malicious_lambda.h5": "a Keras or HDF5 file",
    "published/picklescan__data__malicious1_0x40.zip": "a pickle file",
    "published/picklescan__data__malicious1.7z": "a compressed archive",
    "published/picklescan__data__new_pytorch_model.bin": "a PyTorch file",
    "published/picklescan__data__malicious2_v0.pkl": "a pickle file",
}
TABLES = {
    "made/archive/bomb_1gb.zip": "would unpack to",
    "made/archive/gz_bomb.csv.gz": "a compressed file",
    "made/archive/truncated.zip": "damaged or incomplete",
    "made/table/nul_bytes.csv": "NUL",
    "made/table/deep.jsonl": "a list or an object",
    "made/table/bomb_20m_rows.parquet": "5,000,000 rows",
    "made/table/arrow_pyext.parquet": ACCEPTED,
    "made/table/formula_cells.csv": ACCEPTED,
    "made/table/wide_20000_columns.csv": "20,000 columns",
    "made/evidence/script.svg": "an XML file",
    "made/evidence/bomb_50000px.png": "a picture",
    "made/evidence/javascript_openaction.pdf": "a PDF",
}
TOKENIZERS = {
    "made/tokenizer/redos_split.json": "made the program that runs them give up",
    "made/tokenizer/token_id_out_of_range.json": "could not be run on these examples",
    "made/tokenizer/truncated.json": "tokenizer.json cannot be used",
    "made/tokenizer/good_tiny.json": ACCEPTED,
}
FEATURES = pa.table({f"c{n}": np.linspace(-2, 2, 20).astype(np.float32) for n in range(30)})


@pytest.fixture
def nowhere(tmp_path, monkeypatch):
    """An empty working directory and home, with the jail's own place for runs beside them."""
    for name in ("cwd", "home"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path / "cwd")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return tmp_path


def soon(limits, wall=60.0):
    return replace(limits, memory=2 * GIB, wall=wall)


def lying_about(folder):
    return [path.name for path in Path(folder).rglob("*")]


def check(door, expected, nowhere, jail, capfd):
    if expected == ACCEPTED:
        door()
        said = ""
    else:
        with pytest.raises(Refused) as caught:
            door()
        said = str(caught.value)
        assert expected in caught.value.sentence
        assert caught.value.what_to_do
        assert "Traceback" not in said
    left_nothing(said, nowhere, jail, capfd)


def left_nothing(said, nowhere, jail, capfd):
    """Hold that no canary fired and no file was left, in what was said, printed or written."""
    printed = "".join(capfd.readouterr()) + said
    assert not any(word in printed for word in FIRED)
    assert lying_about(nowhere / "cwd") == lying_about(nowhere / "home") == []
    assert {path.name for path in jail.run_dir.iterdir()} <= {"locales", "code"}


def test_there_are_sixty_files_and_each_is_known_to_the_list():
    manifest = json.loads((ATTACKS.parent / "manifest.json").read_text(encoding="utf-8"))
    listed = {each["name"].removeprefix("attacks/") for each in manifest}

    every = [*MODELS, *TABLES, *TOKENIZERS]
    assert len(every) == len(set(every)) == 60
    assert set(every) <= listed


@pytest.mark.parametrize("name", MODELS)
def test_a_hostile_model_file_ends_in_a_sentence(jail, nowhere, capfd, name):
    def door():
        # Only what never ends is made to wait; scikit-learn alone takes seconds to import.
        wall = 5.0 if MODELS[name] == "did not finish" else 30.0
        source = ModelSource(ATTACKS / name)
        inspect_model(jail, source, limits=soon(INSPECTING, wall))
        predict(jail, source, FEATURES, limits=soon(PREDICTING, wall))

    check(door, MODELS[name], nowhere, jail, capfd)


@pytest.mark.parametrize("name", TABLES)
def test_a_hostile_table_ends_in_a_sentence(jail, nowhere, capfd, name):
    def door():
        read_table(jail, ATTACKS / name, name="upload", limits=soon(READING))

    check(door, TABLES[name], nowhere, jail, capfd)


@pytest.mark.parametrize("name", TOKENIZERS)
def test_a_hostile_tokenizer_ends_in_a_sentence(jail, nowhere, capfd, name):
    files = models.bundle(tokenizer_json=(ATTACKS / name).read_text(encoding="utf-8"))
    bundle = models.laid_out(files, nowhere)

    def door():
        inspect_model(jail, bundle, limits=soon(INSPECTING))
        texts = pa.table({"t": ["hello world", "x" * 40, "hello"]})
        predict(jail, bundle, texts, limits=soon(PREDICTING))

    check(door, TOKENIZERS[name], nowhere, jail, capfd)


def test_labels_that_are_markup_stay_text(jail, nowhere):
    config = (ATTACKS / "made/tokenizer/config_labels_xss.json").read_text(encoding="utf-8")
    files = models.bundle(config=json.loads(config))

    found = inspect_model(jail, models.laid_out(files, nowhere))

    assert found.labels == list(json.loads(config)["id2label"].values())
