"""The meeting sheet on paper: the decoded name, the six questions, and room to write."""

from datetime import date, datetime

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from procurement.decoding.decode import DecodedName
from procurement.decoding.plain_words import NameInWords
from procurement.meeting.schema import Sheet
from procurement.wording.flags import day
from reports.typesetting import charts
from reports.typesetting.rendered import Rendered
from reports.typesetting.typesetter import identifier_of, typeset

# What a sheet of two pages can hold; the page on the screen has the rest.
MOST_MEANINGS = 2
MOST_FAMILIES = 2
# Lines to write on under each question; fewer where the name has much to say.
_ROOMY, _CLOSE = range(3), range(2)
_LONG_NAME = 30


def meeting_html(
    decoded: DecodedName, words: NameInWords, sheet: Sheet, *, made_by: str, on: date
) -> str:
    """Return the sheet as one HTML page; a name without letters leaves its part out."""
    about = f" about {decoded.name}" if decoded.name else ""
    return render_to_string(
        "reports/meeting_sheet.html",
        {
            "title": f"Six questions{about}",
            "made_by": made_by,
            "on": day(on),
            "as_at": day(decoded.as_at),
            "decoded": decoded,
            "words": words,
            "meanings": words.meanings[:MOST_MEANINGS],
            "families": words.families[:MOST_FAMILIES],
            "sheet": sheet,
            "lines": _CLOSE if _says_much(decoded, words) else _ROOMY,
            "ruler": mark_safe(charts.ruler()),  # noqa: S308 -- drawn by us, of numbers alone
        },
    )


def _says_much(decoded: DecodedName, words: NameInWords) -> bool:
    return len(words.meanings) > 1 or len(words.families) > 0 or len(decoded.name) > _LONG_NAME


def meeting_pdf(
    decoded: DecodedName, words: NameInWords, sheet: Sheet, *, made_by: str, at: datetime
) -> Rendered:
    """Return the sheet as a PDF of one or two pages. Raises OutOfOrder as `typeset`."""
    html = meeting_html(decoded, words, sheet, made_by=made_by, on=at.date())
    return typeset(
        [html],
        enclosures=(),
        made_at=at,
        identifier=identifier_of(f"meeting {at.date()} {decoded.name}"),
    )
