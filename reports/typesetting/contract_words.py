"""What to ask the vendor to sign, on one page of paper."""

from collections.abc import Sequence
from datetime import datetime

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from procurement.contract_words.choosing import Form, Offered, Parties
from procurement.contract_words.plain_text import STARTING_POINT, heading, opening
from procurement.wording.flags import day
from reports.typesetting import charts
from reports.typesetting.rendered import Rendered
from reports.typesetting.typesetter import identifier_of, typeset

# With many clauses the page is set closer and then in two columns; nothing is cut.
SETTINGS = ("k-roomy", "k-close", "k-tight", "k-tight k-least")


def contract_words_pdf(
    chosen: Sequence[Offered], parties: Parties, form: Form, *, at: datetime
) -> Rendered:
    """Return the chosen clauses as a PDF of one page. Raises OutOfOrder as `typeset`."""
    words = {
        "title": heading(parties, form),
        "opening": opening(parties, form),
        "clauses": chosen,
        "parties": parties,
        "on": day(at.date()),
        "starting_point": STARTING_POINT,
        "ruler": mark_safe(charts.ruler()),  # noqa: S308 -- drawn by us, of numbers alone
    }
    fits = (
        render_to_string("reports/contract_words.html", words | {"setting": setting})
        for setting in SETTINGS
    )
    return typeset(
        fits,
        enclosures=(),
        made_at=at,
        identifier=identifier_of(f"to sign {at.isoformat()} {parties.product}"),
    )
