"""The evidence index as a table of its own, enclosed in the report: what was handed in, and its hash."""

import csv
import io

from reports.content.report_content import ReportContent

COLUMNS = ("number", "kind", "name", "bytes", "handed in", "SHA-256")
# A spreadsheet program takes a cell that begins with one of these for a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def evidence_index(content: ReportContent) -> bytes:
    """Return the index as CSV (RFC 4180, UTF-8), one row for each file, in the report's order."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for number, file in enumerate(content.evidence.files, 1):
        writer.writerow(
            (number, file.kind, _plain(file.name), file.bytes, file.at.isoformat(), file.sha256)
        )
    return out.getvalue().encode()


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
