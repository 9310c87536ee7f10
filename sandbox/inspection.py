"""What a model file shows by itself: the published shape, and how each thing is known.

The jail sends values under fixed keys; how sure they are is decided here, so that no file can call
its own word a measurement.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from content.shape import Content
from sandbox.how_known import KNOWN, Certainty, Format, how_known
from sandbox.plain_words import plain_words

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
    sklearn_version: Short | None = None
    types: Annotated[dict[Short, Count], Field(max_length=200)] | None = None
    trees: Count | None = None
    objective: Short | None = None
    task: Literal["classes", "numbers"] | None = None
    input_style: Literal["dense", "sparse"] | None = None
    model_name: Short | None = None
    quantised_by: Short | None = None
    chat_template: Literal["present"] | None = None
    tensors: Count | None = None
    tokenizer_sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    vocabulary_size: Count | None = None
    maximum_length: Count | None = None
    opens_with: Short | None = None


class Sent(Strict):
    """The whole frame the jail sends of a model."""

    format: Format
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
    format: Format
    cannot_run: str | None = Field(
        default=None, description="Why the model is only looked at and not run; null where it runs."
    )
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


# The vendor's free words; everything else is a name or a number.
FREE_WORDS = {
    "model_name", "quantised_by", "objective", "producer", "declared_architecture", "declared_description", "base_model", "licence", "metadata",
}  # fmt: skip


def observations_of(sent: Sent) -> dict[str, Observation]:
    """Return an observation for each value that was sent, free words made plain."""
    values: dict[str, Any] = sent.facts.model_dump(exclude_none=True)
    values["inputs"] = [each.model_dump() for each in sent.inputs]
    values["outputs"] = [each.model_dump() for each in sent.outputs]
    if sent.labels is not None:
        values["labels"] = sent.labels
    found = {}
    for key in KNOWN:
        if key in values:
            how, certainty = how_known(key, sent.format)
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
