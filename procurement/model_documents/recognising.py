"""Tells which kind of paper a text is, and reads it."""

from dataclasses import dataclass

from content.refusal import Refused
from procurement.model_documents.bounded import read_json
from procurement.model_documents.config_file import is_config, read_config
from procurement.model_documents.model_card import front_matter, read_card
from procurement.model_documents.parts_list import is_parts_list, read_parts_list
from procurement.model_documents.proposals import Findings, Paper, Proposal

SHOWN: dict[Paper, str] = {
    "model_card": "a model card",
    "parts_list": "a list of parts (CycloneDX)",
    "config": "a config.json",
}


@dataclass(frozen=True, slots=True)
class ReadPaper:
    """What a paper is, the answers it proposes, and what it says besides, in sentences."""

    paper: Paper
    proposals: tuple[Proposal, ...]
    remarks: tuple[str, ...]

    @property
    def shown(self) -> str:
        """Return what to call it: a model card."""
        return SHOWN[self.paper]


def looks_like_a_paper(start: str) -> bool:
    """Return whether the beginning of a text, or all of it, may be one of these papers."""
    return front_matter(start) is not None or start.lstrip("\ufeff \t\r\n").startswith("{")


def read_paper(text: str, *, title: str) -> ReadPaper:
    """Return what a model's paper says.

    Parameters
    ----------
    text
        The whole document as plain text.
    title
        Its name in the library: it is named in sentences, and a card or list answers the question
        for a document with it.

    Raises
    ------
    Refused
        It is none of the papers that are known here, or cannot be read.
    """
    paper, found = _read(text, title)
    if paper != "config" and found.proposals:
        found.propose("lineage_document", title, f"this document, which is {SHOWN[paper]}")
    return ReadPaper(paper, tuple(found.proposals.values()), tuple(found.remarks))


def _read(text: str, title: str) -> tuple[Paper, Findings]:
    if front_matter(text) is not None:
        return "model_card", read_card(text, name=title)
    if looks_like_a_paper(text):
        content = read_json(text, name=title)
        if is_parts_list(content):
            return "parts_list", read_parts_list(content)
        if is_config(content):
            return "config", read_config(content)
    raise Refused(
        "We can read no answers from this document.",
        file=title,
        what_to_do="Give a model card that begins with three dashes, a CycloneDX list in JSON, or a config.json.",
    )
