"""What a sealed file carries as data is what the database held when it was frozen, row by row."""

import io
import json

import pytest
from pypdf import PdfReader

from procurement.lifecycle import Standing
from procurement.models import Answer, Flag
from reports.models import Seal
from tests.conftest import needs_pango
from tests.reports.test_sealing import assessment, built  # noqa: F401 -- a fixture
from vault import files

pytestmark = [needs_pango, pytest.mark.usefixtures("committed")]


@pytest.fixture
def sealed(assessment):  # noqa: F811 -- the fixture above
    """The report, and what each of its files carries, by binding."""
    report, _ = built(assessment)
    seals = Seal.objects.of(report.organisation_id).filter(report=report)
    carried = {
        seal.binding: PdfReader(io.BytesIO(b"".join(files.read(seal.file)))).attachments
        for seal in seals
    }
    return report, carried


def test_both_bindings_carry_the_same_two_and_an_annex_its_own_part_alone(sealed):
    _, carried = sealed
    held = {
        binding: {name: len(each) for name, each in inside.items()}
        for binding, inside in carried.items()
    }
    whole = {"assessment.json": 1, "evidence-index.csv": 1}
    assert held == {
        "client": whole, "full": whole, "dpia": {"dpia.json": 1}, "transfers": {"transfers.json": 1},
    }  # fmt: skip
    assert carried["client"] == carried["full"]


def test_it_says_what_the_rows_say(sealed):
    report, carried = sealed
    told = json.loads(carried["full"]["assessment.json"][0])
    about, of = told["assessment"], report.assessment
    assert (about["id"], about["use_case"]) == (str(of.id), of.use_case)
    assert (about["product"], about["version"], about["vendor"]) == (
        of.product.name, of.product.version, of.product.vendor.name,
    )  # fmt: skip
    assert about["organisation"] == of.organisation.name
    assert told["report"]["number"] == report.number

    rows = {
        each.key: each.value for each in Answer.objects.of(of.organisation_id).filter(assessment=of)
    }
    counted = {each["key"]: each["value"] for each in told["answers"]}
    both = set(rows) & set(counted)
    assert {"dpia_status", "base_licence", "transfer_tools"} <= both
    assert {key: counted[key] for key in both} == {key: rows[key] for key in both}
    refused = [key for key, value in rows.items() if value == "vendor_refused"]
    words = {
        each["key"]: each["question"] for section in told["sections"] for each in section["told"]
    }
    assert len(refused) == 2
    assert all(
        any(line.startswith(words[key]) for line in told["would_not_say"]) for key in refused
    )

    raised = Flag.objects.of(of.organisation_id).filter(assessment=of, standing=Standing.RAISED)
    assert sorted(flag["rule"] for flag in told["screen"]["flags"]) == sorted(
        raised.values_list("rule", flat=True)
    )
    severities = dict(raised.values_list("rule", "severity"))
    assert {flag["rule"]: flag["severity"] for flag in told["screen"]["flags"]} == severities
