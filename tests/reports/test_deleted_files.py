"""A report can be made after files were deleted, each way there is, and says of each that it was."""

import csv
import hashlib
import io
from typing import Any

import pytest

from evaluations.actions.deleting import delete_artefact, delete_examples
from evaluations.actions.uploads import add_artefact, add_sample_file, add_sample_set, name_columns
from evaluations.measurement.columns import Columns, LabelledBy, SeenByVendor
from evaluations.models import ArtefactKind
from procurement.actions.evidence import erase_evidence
from procurement.models import EvidenceKind, FlagChoice
from reports.evidence_index import evidence_index
from reports.sheets.files import csv_of
from reports.sheets.tables import evidence
from tests.organisations.cast import found_firm
from tests.procurement.documents import document_of
from tests.procurement.opened import LIBRARY, TO_INDIA, answer, open_for
from tests.reports.test_gathering import LATER, gathered, on_flag, read

pytestmark = pytest.mark.django_db

BYTES = b"id,text,label\n1,Damp in the hall,Repairs\n"
NAMED: dict[str, Any] = {
    "columns": Columns("label", ("text",), "id", ()),
    "labelled_by": LabelledBy.PEOPLE,
    "seen_by_vendor": SeenByVendor.NO,
}


@pytest.fixture
def firm():
    return found_firm("Harbour Lettings")


@pytest.fixture
def assessment(firm):
    made = open_for(firm)
    answer(made, firm.owner, **TO_INDIA)
    return made


def a_set(assessment, by):
    return add_sample_set(
        assessment=assessment, source=io.BytesIO(BYTES), name="enquiries.csv", by=by, **NAMED
    )


def a_set_of_an_upload(assessment, by):
    upload = add_sample_file(
        assessment=assessment, source=io.BytesIO(BYTES), name="enquiries.csv", by=by
    )
    return name_columns(sample_file=upload, by=by, **NAMED)


def handed_in(kind):
    def add(assessment, by):
        return add_artefact(
            assessment=assessment, kind=kind, source=io.BytesIO(BYTES), name="enquiries.csv",
            packed=False, by=by,
        )  # fmt: skip

    return add


def of_the_set(held, by):
    delete_examples(examples=held, by=by)


def of_the_upload(held, by):
    delete_examples(examples=held.source, by=by)


def of_the_version(held, by):
    delete_artefact(artefact=held, by=by)


@pytest.mark.parametrize(
    ("add", "delete", "kind"),
    [
        (a_set, of_the_set, "examples"),
        (a_set_of_an_upload, of_the_set, "examples"),
        (a_set_of_an_upload, of_the_upload, "examples"),
        (handed_in(ArtefactKind.MODEL), of_the_version, "model"),
        (handed_in(ArtefactKind.ANSWER_SHEET), of_the_version, "answer_sheet"),
    ],
)
def test_a_file_of_a_test_is_named_with_its_hash_once_it_is_gone(
    assessment, firm, add, delete, kind
):
    by = firm.owner.as_actor()
    delete(add(assessment, by), by)
    content = gathered(assessment)
    (held,) = content.evidence.files
    assert (held.kind, held.name, held.bytes) == (kind, "enquiries.csv, deleted since", len(BYTES))
    assert held.sha256 == hashlib.sha256(BYTES).hexdigest()
    assert "enquiries.csv, deleted since" in read(content)
    assert [row["name"] for row in index(content)] == ["enquiries.csv, deleted since"]


def test_a_document_is_named_with_its_hash_once_it_is_gone(assessment, firm):
    """What an answer rests on cannot be deleted; what shows a change can."""
    letter = document_of(firm, "Letter of the vendor", kind=EvidenceKind.LETTER)
    on_flag(
        assessment, firm.lead, "transfer_no_tool", FlagChoice.ASK_MITIGATION, "Sign one", who="Sam",
        due=LATER,
    )  # fmt: skip
    on_flag(
        assessment, firm.lead, "transfer_no_tool", FlagChoice.VERIFY, "It is signed", who="Sam",
        proof=letter,
    )  # fmt: skip
    erase_evidence(evidence=letter, why="It names a tenant.", by=firm.owner.as_actor())
    content = gathered(assessment)
    (held,) = content.evidence.documents
    assert (held.erased, held.sha256) == (True, letter.sha256)
    assert "Letter of the vendor.txt, deleted since: 20 bytes" in read(content)
    gone = "Letter of the vendor.txt, deleted since"
    assert [row["name"] for row in index(content)] == [gone]
    sheet = csv_of(evidence(content, LIBRARY.bank)).decode("utf-8-sig")
    assert [row["file"] for row in csv.DictReader(io.StringIO(sheet, newline=""))] == [gone]


def index(content):
    return list(csv.DictReader(io.StringIO(evidence_index(content).decode(), newline="")))
