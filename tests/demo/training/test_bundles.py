"""A bundle's network, tokenizer and bytes, against onnxruntime, tokenizers and the arithmetic by hand."""

import io
import json
import zipfile

import numpy as np
import onnxruntime
import pytest
from tokenizers import Tokenizer

from demo.training.bundles import Label, bundle, quantised
from demo.training.networks import fit
from demo.training.word_list import pieces, word_list
from tests.demo import committed

LABEL = Label("producer", "A description.", {"base_model": "parent"}, {"_name_or_path": "here"})


@pytest.fixture(scope="module")
def labelled():
    held = committed.rows("enquiries_training.csv")[:200]
    return [row["text"] for row in held], [row["kind"] for row in held]


@pytest.fixture(scope="module")
def network(labelled):
    texts, kinds = labelled
    return fit(texts, kinds, word_list(texts, fewest=2), widths=(8, 6), rounds=4, decay=1e-3)


def opened(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def logits(files, text):
    numbers = Tokenizer.from_str(files["tokenizer.json"].decode()).encode(text).ids
    session = onnxruntime.InferenceSession(files["model.onnx"])
    padded = np.array([[*numbers, 0, 0]])
    mask = np.array([[1] * len(numbers) + [0, 0]])
    return session.run(None, {"input_ids": padded, "attention_mask": mask})[0][0]


def test_the_tokenizer_splits_as_the_training_did(network, labelled):
    tokenizer = Tokenizer.from_str(network.words.tokenizer().decode())
    known = set(network.words.words)

    for text in labelled[0]:
        expected = [piece if piece in known else "[UNK]" for piece in pieces(text)]
        assert tokenizer.encode(text).tokens == expected


def test_the_graph_answers_as_the_network_did(network, labelled):
    files = opened(bundle(network, LABEL, int8=False))

    for text in labelled[0][:20]:
        np.testing.assert_allclose(logits(files, text), network.logits([text])[0], atol=1e-4)


def test_int8_answers_nearly_as_float32_does_and_not_the_same(network, labelled):
    whole, small = (opened(bundle(network, LABEL, int8=int8)) for int8 in (False, True))
    apart = [np.abs(logits(whole, text) - logits(small, text)).max() for text in labelled[0][:20]]

    assert 0 < max(apart) < 0.2


def test_a_quantised_weight_is_within_half_a_step():
    weights = np.random.default_rng(3).normal(size=(50, 4)).astype(np.float32)
    whole, scale = quantised(weights)

    assert whole.dtype == np.int8
    assert np.abs(whole).max(axis=0).tolist() == [127] * 4
    assert (np.abs(whole * scale - weights) <= scale / 2 + 1e-7).all()


def test_the_same_network_gives_the_same_bytes(network):
    first, second = (bundle(network, LABEL, int8=True) for _ in range(2))

    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist() == ["config.json", "model.onnx", "tokenizer.json"]


def test_the_configuration_names_the_kinds_in_the_order_of_the_logits(network):
    config = json.loads(opened(bundle(network, LABEL, int8=False))["config.json"])

    assert list(config["id2label"].values()) == list(network.kinds)
    assert config["hidden_size"] == 8
    assert config["vocab_size"] == len(network.words.words)
