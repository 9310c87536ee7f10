"""GGUF and safetensors: looked at by their headers, never run, never read further than they reach."""

import pyarrow as pa
import pytest

from content.refusal import Refused
from sandbox.inspecting import inspect_model
from sandbox.predicting import predict
from tests.sandbox import models
from tests.sandbox.headers import gguf, safetensors, small_gguf


@pytest.fixture
def look(jail, tmp_path):
    def looking(model):
        return inspect_model(jail, models.laid_out(model, tmp_path))

    return looking


def values(found):
    return {key: each.value for key, each in found.observations.items()}


def test_a_gguf_header_is_read(look):
    found = look(small_gguf())

    seen = values(found)
    assert found.format == "gguf"
    assert "nothing here that could run them" in found.cannot_run
    assert seen["parameters"] == 256 * 9 + 256
    assert seen["number_formats"] == {"4-bit (Q4_K)": 0.9, "float32": 0.1}
    # Nine blocks of 144 bytes, and 256 numbers of 4.
    assert seen["weight_bytes"] == 9 * 144 + 256 * 4
    assert (seen["base_model"], seen["licence"]) == ("Llama 3.2 1B", "apache-2.0")
    assert (seen["declared_layers"], seen["declared_hidden_size"]) == (16, 2048)
    assert seen["vocabulary_size"] == 3
    assert seen["chat_template"] == "present"
    assert found.observations["declared_layers"].certainty == "declared"
    assert found.observations["number_formats"].certainty == "measured"


def test_a_safetensors_header_is_read(look):
    found = look(safetensors({
        "encoder.layers.0.w": ("BF16", (4, 8), 64),
        "encoder.layers.1.w": ("I8", (32,), 32),
        "encoder.layers.1.norm.weight": ("F32", (8,), 32),
    }, {"base_model": "example/base", "license": "mit"}))  # fmt: skip

    seen = values(found)
    assert "not the program that uses them" in found.cannot_run
    assert seen["parameters"] == 72
    assert seen["number_formats"]["bfloat16"] == pytest.approx(32 / 72)
    assert (seen["layers"], seen["hidden_size"]) == (2, 8)
    assert found.observations["layers"].certainty == "inferred"
    assert (seen["base_model"], seen["licence"]) == ("example/base", "mit")


def test_a_folder_with_one_such_file_is_looked_at(look):
    found = look({"model.safetensors": safetensors({"w": ("F16", (2,), 4)}), "config.json": b"{}"})

    assert found.format == "safetensors"
    assert found.notes == ["Of the folder we took model.safetensors."]


@pytest.mark.parametrize(
    "model",
    [
        gguf({}, [], version=9),
        gguf({}, [], claimed=2**63),
        gguf({"a": "b"}, [])[:-3],
        gguf({}, [("w", (2**60, 8), 0)]),
        b"GGUF" + (3).to_bytes(4, "little") + (0).to_bytes(8, "little") + (1).to_bytes(8, "little")
        + (2**62).to_bytes(8, "little") + b"key of a length that is not there",
        safetensors({"w": ("F32", (2,), 800)}),
        safetensors({"w": ("F32", (-1,), 0)}),
        safetensors({"w": ("F32", (2,), 8)}, length=2**26),
        safetensors({"w": ("F32", (2,), 8)})[:-4],
    ],
)  # fmt: skip
def test_a_header_that_lies_is_refused(look, model):
    with pytest.raises(Refused, match="damaged or incomplete"):
        look(model)


def test_such_a_file_is_not_run(jail, tmp_path):
    source = models.laid_out(small_gguf(), tmp_path)

    with pytest.raises(Refused, match="a GGUF model, which cannot be run here") as caught:
        predict(jail, source, pa.table({"a": [1.0]}))

    assert "answer sheet" in caught.value.what_to_do


def test_a_vocabulary_alone_is_no_model(look):
    found = look(gguf({"tokenizer.ggml.tokens": ["a"]}, []))

    assert "a vocabulary and no weights" in found.cannot_run
