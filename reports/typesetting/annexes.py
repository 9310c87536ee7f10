"""A part of the report alone, for whoever is not to have the rest: data protection, or transfers abroad.

Made of the same content by the same templates. It says which whole report it belongs to; its check code
is that report's.
"""

import json
from dataclasses import dataclass
from typing import Final, Literal

import rfc8785
from django.template.loader import render_to_string
from django.utils import timezone

from procurement.questionnaire.schema import Bank
from procurement.wording.flags import day
from reports.content.report_content import ReportContent
from reports.typesetting.decision_words import NOT_COUNTING
from reports.typesetting.pages import told_on_pages
from reports.typesetting.rendered import Enclosure

Annex = Literal["dpia", "transfers"]
DPIA: Final = "dpia"
TRANSFERS: Final = "transfers"
ANNEXES: tuple[Annex, ...] = (DPIA, TRANSFERS)


@dataclass(frozen=True, slots=True)
class _Kind:
    """An annex: its title, the file inside it, and the parts of the content that are in it."""

    title: str
    file: str
    parts: frozenset[str]


_WHOSE = frozenset({"schema_version", "report", "status", "assessment", "disclaimer"})
_KINDS: dict[Annex, _Kind] = {
    DPIA: _Kind("Data protection annex", "dpia.json", _WHOSE | {"dpia"}),
    TRANSFERS: _Kind(
        "Transfers annex",
        "transfers.json",
        _WHOSE | {"transfers", "where_data_goes", "transfer_worksheets", "transfer_drafts"},
    ),
}


def annex_title(annex: Annex) -> str:
    """Return what an annex is called."""
    return _KINDS[annex].title


def annex_html(annex: Annex, content: ReportContent, bank: Bank, *, content_sha256: str) -> str:
    """Return an annex as one HTML page. The same content gives the same text."""
    told = told_on_pages(content, bank, content_sha256=content_sha256)
    return render_to_string(
        "reports/report/annex.html",
        {
            **told,
            "annex": annex,
            "annex_title": annex_title(annex),
            "title": f"{annex_title(annex)}: {told['title']}",
            "not_counting": NOT_COUNTING[content.decision_standing],
            "decided_on": (
                day(timezone.localtime(content.decision.at).date()) if content.decision else ""
            ),
        },
    )


def annex_enclosures(annex: Annex, content: ReportContent) -> tuple[Enclosure, ...]:
    """Return what goes into an annex besides its pages: its own part of the content, and no more."""
    kind = _KINDS[annex]
    plain = json.loads(content.model_dump_json(include=set(kind.parts)))
    return (Enclosure(kind.file, "What this annex says, as data", rfc8785.dumps(plain)),)
