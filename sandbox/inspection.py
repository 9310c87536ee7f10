"""What a model file shows by itself: the published shape, and how each thing is known.

The jail sends values under fixed keys; how sure they are is decided here, so that no file can call
its own word a measurement.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from content.shape import Content
from sandbox.plain_words import plain_words

Certainty = Literal["measured", "declared", "inferred"]
Count = Annotated[int, Field(ge=0, lt=2**63)]
Share = Annotated[float, Field(ge=0.0, le=1.0)]
Name = Annotated[str, Field(max_length=500, pattern=r"^[^\x00]*$")]
Short = Annotated[str, Field(max_length=200)]
MOST = 10_000


class Strict(BaseModel):
    """Exactly these fields, exactly these types, never changed."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class TensorShape(Strict):
    """One input or output: its name, its type, and its sizes (a number, a name, or unknown)."""

    name: Name
    type: Short
    shape: Annotated[list[Count | Short | None], Field(max_length=20)] | None


class Facts(Strict):
    """Every value the jail may send."""

    format_version: Count | None = None
    producer: Short | None = None
    opsets: Annotated[dict[Short, int], Field(max_length=200)] | None = None
    operators: Annotated[dict[Short, Count], Field(max_length=200)] | None = None
    custom_operators: Annotated[list[Short], Field(max_length=0)] | None = None
    external_data: Literal[False] | None = None
    parameters: Count | None = None
    weight_bytes: Count | None = None
    bytes_per_parameter: Annotated[float, Field(ge=0.0)] | None = None
    number_formats: Annotated[dict[Short, Share], Field(max_length=40)] | None = None
    quantisation_operators: Annotated[dict[Short, Count], Field(max_length=200)] | None = None
    sparsity: Share | None = None
    architecture: Short | None = None
    layers: Count | None = None
    hidden_size: Count | None = None
    declared_architecture: Short | None = None
    declared_layers: Count | None = None
    declared_hidden_size: Count | None = None
    declared_description: Short | None = None
    base_model: Short | None = None
    licence: Short | None = None
    metadata: Annotated[dict[Short, Short], Field(max_length=200)] | None = None
    tokenizer_sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    vocabulary_size: Count | None = None
    maximum_length: Count | None = None
    opens_with: Short | None = None


class Sent(Strict):
    """The whole frame the jail sends of a model."""

    format: Literal["onnx", "onnx_text_bundle"]
    facts: Facts
    inputs: Annotated[list[TensorShape], Field(max_length=MOST)]
    outputs: Annotated[list[TensorShape], Field(max_length=MOST)]
    labels: Annotated[list[Name], Field(max_length=MOST)] | None


class Observation(Content):
    """One thing a file shows, how it was found out, and how far it can be relied on."""

    value: JsonValue
    how: str = Field(description="How it was found out, in plain words.")
    certainty: Certainty = Field(
        description="measured outranks a claim; declared equals a documented claim; inferred raises a question."
    )


class Inspection(Content):
    """What a model file shows by itself."""

    schema_version: Literal[1] = 1
    format: Literal["onnx", "onnx_text_bundle"]
    sha256: str = Field(
        pattern=r"^[0-9a-f]{64}$", description="Of the file; of a folder, of its list of files."
    )
    bytes: int = Field(ge=0)
    observations: dict[str, Observation]
    notes: list[str]

    @property
    def inputs(self) -> list[TensorShape]:
        """Return what the model reads, in its own order."""
        return _tensors(self.observations["inputs"].value)

    @property
    def outputs(self) -> list[TensorShape]:
        """Return what the model gives, in its own order."""
        return _tensors(self.observations["outputs"].value)

    @property
    def labels(self) -> list[str] | None:
        """Return the labels the file names, as the model writes them, or None."""
        held = self.observations.get("labels")
        return None if held is None else [str(label) for label in _list(held.value)]


# Fact: how it was found out, and how sure it is.
KNOWN: dict[str, tuple[str, Certainty]] = {
    "format_version": ("the version of ONNX written into the file", "declared"),
    "producer": ("the program named in the file as its maker", "declared"),
    "opsets": ("the operator versions the file asks for", "measured"),
    "operators": ("counted in the graph", "measured"),
    "custom_operators": ("every operator is one of ONNX or onnxruntime", "measured"),
    "external_data": ("all weights are in the file", "measured"),
    "parameters": (
        "counted in the file: weights, and what classical models keep in their operators",
        "measured",
    ),
    "weight_bytes": ("the bytes these numbers take in the file", "measured"),
    "bytes_per_parameter": ("bytes of weights divided by their number", "measured"),
    "number_formats": ("the share of the weights stored in each number format", "measured"),
    "quantisation_operators": (
        "operators that work with low-precision numbers, counted in the graph",
        "measured",
    ),
    "sparsity": ("the share of floating-point weights that are exactly zero", "measured"),
    "architecture": ("guessed from the operators in the graph", "inferred"),
    "layers": (
        "counted from the names of the parts, or from attention and recurrent operators",
        "inferred",
    ),
    "hidden_size": ("the usual length of the normalisation weights", "inferred"),
    "declared_architecture": ("written in config.json", "declared"),
    "declared_layers": ("written in config.json", "declared"),
    "declared_hidden_size": ("written in config.json", "declared"),
    "declared_description": ("the description written into the file", "declared"),
    "base_model": ("written into the file's metadata or config.json", "declared"),
    "licence": ("written into the file's metadata or config.json", "declared"),
    "metadata": ("written into the file by whoever made it", "declared"),
    "tokenizer_sha256": ("the hash of tokenizer.json, whatever its order and spacing", "measured"),
    "vocabulary_size": ("counted in tokenizer.json", "measured"),
    "maximum_length": ("the longest text, in tokens, that the files ask for", "declared"),
    "opens_with": ("the file was opened in the jail with this version", "measured"),
    "inputs": ("the graph's inputs", "measured"),
    "outputs": ("the graph's outputs", "measured"),
    "labels": ("the labels named in the graph or in config.json", "declared"),
}
# The vendor's free words; everything else is a name or a number.
FREE_WORDS = {
    "producer", "declared_architecture", "declared_description", "base_model", "licence", "metadata",
}  # fmt: skip


def observations_of(sent: Sent) -> dict[str, Observation]:
    """Return an observation for each value that was sent, free words made plain."""
    values: dict[str, Any] = sent.facts.model_dump(exclude_none=True)
    values["inputs"] = [each.model_dump() for each in sent.inputs]
    values["outputs"] = [each.model_dump() for each in sent.outputs]
    if sent.labels is not None:
        values["labels"] = sent.labels
    found = {}
    for key, (how, certainty) in KNOWN.items():
        if key in values:
            value = _plain(values[key]) if key in FREE_WORDS else values[key]
            found[key] = Observation(value=value, how=how, certainty=certainty)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {plain_words(key): plain_words(held, 200) for key, held in value.items()}
    return plain_words(value, 200)


def _tensors(value: JsonValue) -> list[TensorShape]:
    return [TensorShape.model_validate(each) for each in _list(value)]


def _list(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else []
