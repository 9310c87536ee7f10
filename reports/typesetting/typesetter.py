"""The door to the setting of pages: it needs text libraries of the system, which may be absent."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from content.refusal import OutOfOrder
from reports.typesetting.rendered import Enclosure, Rendered


def typeset(
    fits: Iterable[str], *, enclosures: Sequence[Enclosure], made_at: datetime, identifier: str
) -> Rendered:
    """Return the PDF, as `pdf.render` does.

    Raises OutOfOrder where this system lacks the libraries, and as `pdf.render` does.
    """
    try:
        # Loads the system's text libraries. Without them everything but the PDF still works.
        from reports.typesetting import pdf
    except OSError as missing:
        raise OutOfOrder(
            "This system lacks what sets the report's pages. Run, as root: apt-get install "
            "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        ) from missing
    return pdf.render(fits, enclosures=enclosures, made_at=made_at, identifier=identifier)
