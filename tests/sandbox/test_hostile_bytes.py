"""Whatever the bytes, the readers of model files end in Trouble or in an answer, and never elsewhere."""

import contextlib
import io
import tempfile

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox.runner.codes import Trouble
from sandbox.runner.content_types import recognise
from sandbox.runner.format_hint import OPENERS, hint
from sandbox.runner.gguf_file import read_gguf
from sandbox.runner.lightgbm_file import read_lightgbm
from sandbox.runner.model_files import PlainModel, open_model
from sandbox.runner.safetensors_file import read_safetensors
from sandbox.runner.tree_pointers import check_tree
from sandbox.runner.ubj import UbjReader
from sandbox.runner.xgboost_file import read_xgboost
from tests.sandbox import boosters
from tests.sandbox.headers import safetensors, small_gguf

XGB = boosters.xgboost_model("binary:logistic")[0]
UBJ = boosters.xgboost_model("binary:logistic", ubj=True)[0]
LGB = boosters.lightgbm_model("binary")[0]
READERS = {
    "gguf": (read_gguf, small_gguf()),
    "safetensors": (read_safetensors, safetensors({"w": ("F32", (2,), 8)})),
    "xgboost_json": (lambda stream: read_xgboost(PlainModel("xgboost_json", stream)), XGB),
    "xgboost_ubj": (lambda stream: read_xgboost(PlainModel("xgboost_ubj", stream)), UBJ),
    "lightgbm_text": (lambda stream: read_lightgbm(PlainModel("lightgbm_text", stream)), LGB),
}


@contextlib.contextmanager
def on_disk(content):
    with tempfile.TemporaryFile() as made:
        made.write(content)
        made.seek(0)
        yield made


@pytest.mark.parametrize("form", READERS)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_file_with_some_bytes_changed_is_read_or_refused(form, data):
    reader, whole = READERS[form]
    bent = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        bent[data.draw(st.integers(0, len(bent) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.one_of(st.just(len(bent)), st.integers(0, len(bent))))

    with on_disk(bytes(bent[:cut])) as stream:
        try:
            reader(stream)
        except (Trouble, RecursionError):
            return


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"c0,c1,label\n17.99,10.38,0\n20.57,1.5,1\n", "unknown"),
        (b"cost,kind\n12.5,a\n1.5,b\n", "unknown"),
        (b"cos\nsystem\n(S'true'\ntR.", "pickle"),
    ],
)
def test_a_table_whose_first_column_begins_with_c_is_no_pickle(content, word):
    assert recognise(content) == word


@given(st.binary(max_size=200))
def test_any_bytes_are_told_apart_or_refused(content):
    try:
        open_model(io.BytesIO(content))
    except Trouble:
        return


@given(st.binary(max_size=80), st.binary(max_size=80))
def test_a_hint_is_one_of_the_openers(head, end):
    assert hint(head, end) in OPENERS


@given(st.binary(max_size=300))
def test_ubj_of_any_bytes_ends(content):
    try:
        UbjReader(content).read()
    except Trouble:
        return


@given(
    st.integers(1, 30).flatmap(
        lambda nodes: st.tuples(
            *(st.lists(st.integers(-1, nodes), min_size=nodes, max_size=nodes) for _ in range(2))
        )
    )
)
def test_a_tree_that_passes_can_be_walked_to_its_leaves(sides):
    left, right = sides
    try:
        check_tree(left, right, [0] * len(left), width=1, tree=0)
    except Trouble:
        return
    steps, waiting = 0, [0]
    while waiting:
        node = waiting.pop()
        steps += 1
        assert steps <= len(left)
        if left[node] != -1:
            waiting += [left[node], right[node]]


def test_ubj_agrees_with_json():
    learner = UbjReader(UBJ).read()["learner"]
    tree = learner["gradient_booster"]["model"]["trees"][0]

    assert learner["objective"]["name"] == "binary:logistic"
    assert len(tree["left_children"]) == int(tree["tree_param"]["num_nodes"])
    assert np.asarray(tree["split_conditions"]).dtype.kind == "f"
