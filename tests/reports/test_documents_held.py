"""Each document that an answer or a change rests on stands in the report with its hash and how it stands."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from content.words import group
from procurement.actions.evidence import review_evidence
from procurement.models import EvidenceKind, FlagChoice, ReviewState
from reports.evidence_index import evidence_index
from reports.sheets.files import csv_of
from reports.sheets.tables import evidence
from tests.organisations.cast import found_firm
from tests.procurement.documents import attached, document_of
from tests.procurement.opened import LIBRARY, TO_INDIA, answer, open_for
from tests.reports.test_gathering import LATER, gathered, on_flag, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm():
    return found_firm("Harbour Lettings")


@pytest.fixture
def assessment(firm):
    made = open_for(firm)
    answer(made, firm.owner, **TO_INDIA)
    return made


@pytest.fixture
def held(assessment, firm):
    """A contract that an answer rests on, a letter that shows a change, and two that nothing rests on now."""
    contract = document_of(
        firm, "Terms of service", received_from="M. Okoro", expires_on=timezone.localdate() - timedelta(days=2),
    )  # fmt: skip
    letter = document_of(firm, "Letter of the vendor", kind=EvidenceKind.LETTER)
    earlier = document_of(firm, "Terms of last year")
    document_of(firm, "Of another tool")
    attached(assessment, firm.owner, "transfer_tools", contract, place="clause 9")
    attached(assessment, firm.owner, "inference_countries", earlier)
    answer(assessment, firm.owner, inference_countries=["IN", "US"])
    review_evidence(
        evidence=contract, state=ReviewState.NOT_ENOUGH, note="It has ended.", by=firm.lead.as_actor()
    )  # fmt: skip
    on_flag(
        assessment, firm.lead, "transfer_no_tool", FlagChoice.ASK_MITIGATION, "Sign one", who="Sam", due=LATER,
    )  # fmt: skip
    on_flag(
        assessment, firm.lead, "transfer_no_tool", FlagChoice.VERIFY, "It is signed", who="Sam", proof=letter,
    )  # fmt: skip
    return contract, letter


def test_they_stand_with_what_rests_on_them_and_no_other_does(assessment, held):
    contract, letter = held
    content = gathered(assessment)
    told = {each.title: each for each in content.evidence.documents}
    assert set(told) == {"Terms of service", "Letter of the vendor"}
    one, other = told["Terms of service"], told["Letter of the vendor"]
    assert (one.sha256, one.bytes) == (contract.sha256, contract.bytes)
    assert [(use.proves, use.key, use.place) for use in one.uses] == [
        ("answer", "transfer_tools", "clause 9")
    ]
    assert (one.age, one.review, one.reviewed_by) == ("expired", "not_enough", "Lena")
    assert [(use.proves, use.key) for use in other.uses] == [("change", "transfer_no_tool")]
    assert (other.age, other.review) == ("current", "not_looked_at")

    said = read(content)
    assert "No file was handed in" not in said
    assert "Terms of service. Contract or terms, from M. Okoro." in said
    assert "(clause 9)" in said
    assert "Not enough by Lena." in said
    assert contract.sha256 in said
    assert letter.sha256 in said


def test_they_stand_in_the_index_and_in_the_table_too(assessment, held):
    contract, letter = held
    content = gathered(assessment)
    rows = list(csv.DictReader(io.StringIO(evidence_index(content).decode(), newline="")))
    assert [(row["number"], row["title"], row["SHA-256"]) for row in rows] == [
        ("1", "Terms of service", contract.sha256),
        ("2", "Letter of the vendor", letter.sha256),
    ]
    assert rows[0]["what rests on it"].endswith("(clause 9)")
    sheet = csv_of(evidence(content, LIBRARY.bank)).decode("utf-8-sig")
    assert [row["SHA-256"] for row in csv.DictReader(io.StringIO(sheet, newline=""))] == [
        contract.sha256, letter.sha256,
    ]  # fmt: skip


def test_each_kind_and_each_review_has_its_word():
    assert group("document_kind") == {str(each.value): each.label for each in EvidenceKind}
    assert group("document_review") == {str(each.value): each.label for each in ReviewState}


def test_the_report_holds_until_an_acceptance_or_a_document_in_use_ends(assessment, firm):
    answer(assessment, firm.owner, notice_days=30)
    months = gathered(assessment)
    assert months.valid_because.ends_by == "months"
    on_flag(assessment, firm.lead, "transfer_no_tool")
    accepted = gathered(assessment)
    assert accepted.valid_until == LATER - timedelta(days=1)
    assert (accepted.valid_because.ends_by, accepted.valid_because.what) == (
        "acceptance", next(each.title for each in accepted.screen.flags if each.rule == "transfer_no_tool"),
    )  # fmt: skip
    title = accepted.valid_because.what.rstrip("?.")
    assert f"The day after, an accepted flag opens again: {title}." in read(accepted)

    sooner = timezone.localdate() + timedelta(days=9)
    contract = document_of(firm, "Terms of service", expires_on=sooner)
    assert gathered(assessment).valid_until == accepted.valid_until, "nothing rests on it"
    attached(assessment, firm.owner, "notice_days", contract)
    held = gathered(assessment)
    assert (held.valid_until, held.valid_because.what) == (sooner, "Terms of service")
    review_evidence(
        evidence=contract, state=ReviewState.NOT_ENOUGH, note="Of another firm.", by=firm.lead.as_actor()
    )  # fmt: skip
    assert gathered(assessment).valid_until == accepted.valid_until
