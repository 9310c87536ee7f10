"""The links to a report: whether each still works, and when it was used."""

from dataclasses import dataclass

from reports.models import Report, ShareLink, ShareOpening
from reports.sharing.files_shared import called
from reports.sharing.standing import Ended, why_ended


@dataclass(frozen=True, slots=True)
class Line:
    """One link: what it opens, why it ended if it did, and when it was used, the newest first."""

    link: ShareLink
    ended: Ended | None
    openings: tuple[ShareOpening, ...]

    @property
    def file(self) -> str:
        """Return what the file is called that it opens."""
        return called(self.link.seal.binding)


def links_to(report: Report) -> list[Line]:
    """Return every link to a report, the newest first."""
    rows = ShareLink.objects.of(report.organisation_id).filter(seal__report=report)
    return [
        Line(each, why_ended(each), tuple(each.openings.order_by("-at")))
        for each in rows.select_related("seal").order_by("-made_at")
    ]
