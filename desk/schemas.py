"""The shapes that programs may rely on, each published under docs/schemas/. Changes only add."""

from collections.abc import Mapping
from typing import Any

from content.shape import Content
from procurement.screening_result import Screening
from sandbox.inspection import Inspection


class Refusal(Content):
    """Why input could not be used, and where: `content.refusal.RefusalJSON`."""

    sentence: str
    file: str | None
    row: int | None
    column: str | None
    what_to_do: str | None


class Error(Content):
    """What a command prints instead of its result."""

    error: Refusal


PUBLISHED: Mapping[str, type[Content]] = {
    "error": Error,
    "inspect": Inspection,
    "screen": Screening,
}


def published_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of one shape.

    It allows keys it does not know: a reader written today must bear what is added tomorrow.
    """
    schema = PUBLISHED[name].model_json_schema(mode="serialization")
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    opened: dict[str, Any] = _opened(dialect | schema)
    return opened


def _opened(node: Any) -> Any:
    if isinstance(node, dict):
        return {
            key: _opened(value)
            for key, value in node.items()
            if not (key == "additionalProperties" and value is False)
        }
    if isinstance(node, list):
        return [_opened(item) for item in node]
    return node
