"""The shapes that programs may rely on, each published under docs/schemas/. Changes only add."""

from collections.abc import Mapping
from typing import Any

from content.shape import Content
from evaluations.measurement.result_shape import Evaluation
from procurement.screening_result import Screening
from reports.content.report_content import Register, ReportContent
from reports.content.verification import Verification
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


class RegisteredReport(Register):
    """The report's number, and the PDF it became."""

    sha256: str
    pages: int


class AssessResult(ReportContent):
    """What `./weigh assess --json` writes: the report's content and the PDF it became."""

    report: RegisteredReport
    evaluations: tuple[Evaluation, ...]  # type: ignore[assignment]  # the same, in full


PUBLISHED: Mapping[str, type[Content]] = {
    "assess": AssessResult,
    "error": Error,
    "evaluate": Evaluation,
    "inspect": Inspection,
    "report": ReportContent,
    "screen": Screening,
    "verify": Verification,
}


def published_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of one shape.

    It allows keys it does not know: a reader written today must bear what is added tomorrow. Words of which
    one stands there are in the order of the alphabet: Python keeps one of two `Literal`s that differ by
    their order alone, and which one depends on what was loaded first.
    """
    schema = PUBLISHED[name].model_json_schema(mode="serialization")
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    opened: dict[str, Any] = _opened(dialect | schema)
    return opened


def _opened(node: Any) -> Any:
    if isinstance(node, dict):
        return {
            key: sorted(value) if key == "enum" and _are_words(value) else _opened(value)
            for key, value in node.items()
            if not (key == "additionalProperties" and value is False)
        }
    if isinstance(node, list):
        return [_opened(item) for item in node]
    return node


def _are_words(values: Any) -> bool:
    return isinstance(values, list) and all(isinstance(each, str) for each in values)
