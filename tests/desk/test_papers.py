"""The papers that are made for an answer and not kept conform too: checked as a reader gets them."""

import pytest
from django.urls import reverse

from procurement.actions.triage import take_outcome
from procurement.contract_words.loader import load_clauses
from procurement.models import TriageOutcome
from tests.conftest import needs_pango
from tests.organisations.cast import found_firm
from tests.procurement.opened import TO_INDIA, answer, open_for
from tests.procurement.triage.answers import DRAFTING
from tests.reports.typesetting import checkers

pytestmark = [pytest.mark.django_db, needs_pango]


@pytest.fixture(
    params=["meeting sheet", "blank meeting sheet", "record", "contract", "letter, few"]
)
def paper(request, client, tmp_path):
    """The file of one paper."""
    path = tmp_path / "paper.pdf"
    got = client.get(*PAPERS[request.param](client))
    assert got["Content-Type"] == "application/pdf"
    path.write_bytes(b"".join(got))
    return path


def record(client):
    firm = found_firm("Harbour Lettings")
    assessment = open_for(firm, product="Notes Mini")
    answer(assessment, firm.owner, **DRAFTING)
    take_outcome(assessment=assessment, seen=TriageOutcome.NOT_NEEDED, by=firm.owner.as_actor())
    client.force_login(firm.owner)
    return (reverse("desk:triage_record_file", args=[assessment.organisation_id, assessment.id]),)


def to_sign(form, clauses):
    def address(client):
        firm = found_firm("Harbour")
        assessment = open_for(firm)
        answer(assessment, firm.owner, **TO_INDIA)
        client.force_login(firm.owner)
        file = reverse(
            "desk:contract_words_file", args=[assessment.organisation_id, assessment.id, "pdf"]
        )
        return file, {"form": form, "clause": clauses}

    return address


EVERY = [clause.id for clause in load_clauses()]
PAPERS = {
    "meeting sheet": lambda _: ("/meeting/sheet.pdf", {"product": "Triage Turbo 8B int8"}),
    "blank meeting sheet": lambda _: ("/meeting/sheet.pdf",),
    "record": record,
    "contract": to_sign("contract", EVERY),
    "letter, few": to_sign("letter", EVERY[:3]),
}


def test_it_keeps_to_pdf_a_but_for_the_letter_of_the_level(paper):
    assert checkers.pdf_a_findings(paper) == [checkers.LETTER_OF_THE_LEVEL]


def test_read_aloud_nothing_is_wrong_or_doubtful(paper):
    assert checkers.read_aloud(paper) == []


@checkers.needs_verapdf
@pytest.mark.parametrize("flavour", ["3a", "ua1"])
def test_verapdf_finds_it_conforms(paper, flavour):
    assert checkers.verapdf_says(paper, flavour).startswith("PASS")


def test_language_bookmarks_and_pictures_in_words(paper):
    language, bookmarks = checkers.language_and_bookmarks(paper)
    assert language == "en-GB"
    assert bookmarks
    assert all(checkers.pictures_in_words(paper))
