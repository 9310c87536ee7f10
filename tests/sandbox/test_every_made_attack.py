"""Every hostile file that was made for us, each held to what its list says must happen to it.

Which sentence ends it is held for sixty of them in `test_attacks`; here each must end well at all.
"""

import base64
import json

import pyarrow as pa
import pytest

from content.refusal import Refused
from sandbox.documents import read_document
from sandbox.inspecting import inspect_model
from sandbox.limits import DOCUMENTS, INSPECTING, PREDICTING, READING
from sandbox.model_source import ModelSource
from sandbox.predicting import predict
from sandbox.reading import read_table
from tests.conftest import SHARED, needs_shared
from tests.sandbox import models
from tests.sandbox.test_attacks import ATTACKS, FEATURES, left_nothing, nowhere, soon

__all__ = ["nowhere"]
pytestmark = [needs_shared, pytest.mark.slow]
MANIFEST = SHARED / "assets" / "manifest.json"
# What is wrong with these shows only once columns are chosen, in the browser, or not at all: a table
# is read by its content, whatever it is called.
TAKEN = {
    "made/table/duplicate_ids.csv",
    "made/table/csv_named.parquet",
    "made/evidence/html_no_ext",
    "made/evidence/filenames.json",
}
CONTROL_ROWS = 5
ACCEPTED = ("accepted:", "4 rows", "5 rows")
REFUSED = ("rejected", "refused before", "refused;")


def listed(kind):
    """Return what must happen to each file of one kind, by name."""
    if not MANIFEST.exists():
        return {}
    every = json.loads(MANIFEST.read_text(encoding="utf-8"))
    names = {each["name"].removeprefix("attacks/"): each.get("expected", "") for each in every}
    return {name: names[name] for name in sorted(names) if name.startswith(kind)}


def judged(door, name, must, nowhere, jail, capfd):
    """Open the file by its door, and hold the end against `must`; return what came, if anything."""
    came, refused = None, None
    try:
        came = door()
    except Refused as problem:
        refused = problem
    if refused is None:
        assert name in TAKEN or not must.startswith(REFUSED)
    else:
        assert refused.sentence
        assert refused.what_to_do
        assert "Traceback" not in str(refused)
        assert not must.startswith(ACCEPTED), refused.sentence
    left_nothing(str(refused or ""), nowhere, jail, capfd)
    return came


MODEL_KINDS = {"onnx", "pickle", "skops", "booster", "gguf"}
MADE = listed("made/")
MODELS = {name: must for name, must in MADE.items() if name.split("/")[1] in MODEL_KINDS}
TABLES = {name: must for name, must in MADE.items() if name.split("/")[1] in {"table", "archive"}}
TOKENIZERS = listed("made/tokenizer/")
EVIDENCE = listed("made/evidence/")


def test_every_file_that_was_made_has_a_door():
    assert {*MODELS, *TABLES, *TOKENIZERS, *EVIDENCE} == set(MADE)
    assert len(MADE) >= 100


@pytest.mark.parametrize("name", MODELS)
def test_every_made_model_ends_well(jail, nowhere, capfd, name):
    source = ModelSource(ATTACKS / name)
    wall = 8.0 if "loop" in name else 60.0
    # LightGBM writes the names of its columns into the file.
    letter = "f" if name.endswith(".lgb.txt") else "c"
    features = FEATURES.rename_columns([f"{letter}{place}" for place in range(30)])

    def door():
        inspect_model(jail, source, limits=soon(INSPECTING, wall))
        return predict(jail, source, features, limits=soon(PREDICTING, wall))

    came = judged(door, name, MODELS[name], nowhere, jail, capfd)
    if came is not None:
        assert len(came.labels) == FEATURES.num_rows


@pytest.mark.parametrize("name", TABLES)
def test_every_made_table_ends_well(jail, nowhere, capfd, name):
    def door():
        return read_table(jail, ATTACKS / name, name="upload", limits=soon(READING))

    came = judged(door, name, TABLES[name], nowhere, jail, capfd)
    if TABLES[name].startswith(f"read as {CONTROL_ROWS} rows") and came is not None:
        control = read_table(jail, ATTACKS / "made/table/control.csv", name="control")
        assert came.table.equals(control.table)


@pytest.mark.parametrize("name", TOKENIZERS)
def test_every_made_tokenizer_ends_well(jail, nowhere, capfd, name):
    content = (ATTACKS / name).read_text(encoding="utf-8")
    is_config = "config" in name
    files = models.bundle(
        **({"config": json.loads(content)} if is_config else {"tokenizer_json": content})
    )
    bundle = models.laid_out(files, nowhere)

    def door():
        inspect_model(jail, bundle, limits=soon(INSPECTING))
        texts = pa.table({"t": ["hello world", "x" * 40, "hello"]})
        return predict(jail, bundle, texts, limits=soon(PREDICTING))

    judged(door, name, TOKENIZERS[name], nowhere, jail, capfd)


@pytest.mark.parametrize("name", EVIDENCE)
def test_every_made_document_ends_well(jail, nowhere, capfd, name):
    path = ATTACKS / name
    if name.endswith("eicar.b64"):
        path = nowhere / "eicar.txt"
        path.write_bytes(base64.b64decode((ATTACKS / name).read_bytes()))

    def door():
        return read_document(jail, path, name="upload", limits=soon(DOCUMENTS))

    judged(door, name, EVIDENCE[name], nowhere, jail, capfd)
