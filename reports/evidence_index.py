"""The evidence index as a table of its own, enclosed in the report: what was handed in, and its hash."""

import csv
import io
from collections.abc import Iterator

from evaluations.example_sheet.cells import disarmed_throughout
from reports.content.report_content import ReportContent
from reports.typesetting.evidence_words import name_in_words, uses_in_words

COLUMNS = (
    "number", "kind", "name", "bytes", "handed in", "SHA-256", "title", "what rests on it",
)  # fmt: skip


def evidence_index(content: ReportContent) -> bytes:
    """Return the index as CSV (RFC 4180, UTF-8): a row for each file, then for each document.

    They stand in the report's order. Of what people wrote nothing becomes a formula.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for number, row in enumerate(_rows(content), 1):
        writer.writerow((number, *(disarmed_throughout(str(cell)) for cell in row)))
    return out.getvalue().encode()


def _rows(content: ReportContent) -> Iterator[tuple[str | int, ...]]:
    for file in content.evidence.files:
        yield (file.kind, file.name, file.bytes, file.at.isoformat(), file.sha256, "", "")
    for each in content.evidence.documents:
        proves = "; ".join(uses_in_words(each))
        yield (
            each.kind,
            name_in_words(each),
            each.bytes,
            each.at.isoformat(),
            each.sha256,
            each.title,
            proves,
        )
