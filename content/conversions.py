"""How a model file that is not run here becomes one that is. The words stand in conversions.yaml."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from content.shape import Content
from content.yaml_file import read_yaml

# What a file turned out to be: the ways that may help, the likeliest first.
_WAYS: Mapping[str, tuple[str, ...]] = {
    "pickle": ("scikit_learn", "scikit_learn_skops", "boosted"),
    "joblib": ("scikit_learn", "scikit_learn_skops", "boosted"),
    "skops": ("scikit_learn", "scikit_learn_skops"),
    "torch": ("pytorch", "transformers"),
    "torchscript": ("pytorch",),
    "torchserve": ("pytorch", "transformers"),
    "torch_export": ("pytorch",),
    "hdf5": ("keras",),
    "keras": ("keras",),
    "saved_model": ("tensorflow",),
    "tflite": ("tensorflow",),
    "flax": ("transformers",),
    "safetensors": ("transformers",),
    "gguf": ("original",),
    "coreml": ("original",),
    "pmml": ("scikit_learn",),
    "catboost": ("catboost",),
}


class Conversion(Content):
    """One way: what it is for, the lines to run, and what to mind."""

    title: str
    mind: str
    snippet: str


@cache
def _all() -> dict[str, Conversion]:
    read = read_yaml(Path(__file__).with_name("conversions.yaml"))
    return TypeAdapter(dict[str, Conversion]).validate_python(read.data)


def ways_for(found: str) -> list[Conversion]:
    """Return the ways for a file that turned out to be `found`; none where we know of none."""
    return [_all()[key] for key in _WAYS.get(found, ())]
