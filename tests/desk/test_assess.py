"""`./weigh assess` beside running services: a folder in, a report out, through queue and jail."""

import io
import json
import re
import signal

import pytest
from jsonschema import Draft202012Validator
from pypdf import PdfReader

from desk.schemas import published_schema
from tests.conftest import needs_pango, wait_until
from tests.desk import folders
from tests.desk.commanded import Weigh

pytestmark = needs_pango


@pytest.fixture(scope="module")
def weigh(tmp_path_factory):
    """Commands that find the services running, as beside the web."""
    run = Weigh(tmp_path_factory.mktemp("installation") / "var")
    assert run("migrate", "--verbosity", "0")[0] == 0
    services = run.start("work")
    wait_until(lambda: len(run.processes()) >= 4, what="the services")
    try:
        yield run
    finally:
        services.send_signal(signal.SIGINT)
        services.communicate(timeout=120)


def test_a_folder_with_models_becomes_a_report(weigh, tmp_path):
    folder = folders.with_models(tmp_path / "folder", claim={"metric": "accuracy", "value": 0.99})

    code, out, err = weigh("assess", folder, "--on", "2026-11-21", "--json", folder / "result.json")

    assert (code, err) == (0, "")
    assert re.search(r"^\d\d pages in ", out, re.MULTILINE)
    result = json.loads((folder / "result.json").read_text())
    Draft202012Validator(published_schema("assess")).validate(result)
    assert result["status"] == "proposed"
    assert result["screen"]["on"] == "2026-11-21"
    evaluation = result["evaluations"][0]
    Draft202012Validator(published_schema("evaluate")).validate(evaluation)
    assert evaluation["student"]["isolation"] == "bubblewrap+seccomp"
    assert evaluation["samples"]["n"] == 118
    assert evaluation["claim_verdict"] == "not_supported"
    assert {each["key"] for each in result["observations"]} >= {
        "file_format",
        "own_trial",
        "file_sha256",
    }

    pdf = PdfReader(folder / "report.pdf")
    assert len(pdf.pages) == result["report"]["pages"]
    attached = json.loads(pdf.attachments["assessment.json"][0])
    without = {
        key: value for key, value in result["report"].items() if key not in ("sha256", "pages")
    }
    assert attached == {**result, "report": without}
    first = " ".join(pdf.pages[0].extract_text().split())
    assert "Is Cellar Lite good enough to sort our wines?" in first
    for words in (
        "DPIA",
        "Transfers abroad",
        "Vendor would not say",
        "We did not check",
        "Valid until",
        "What this rests on",
        "Information and education, not legal advice.",
    ):
        assert words in first


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"label": "growr"}, "samples.csv, column growr: There is no column called growr."),
        ({"student_predictions": "samples.csv"}, ""),
    ],
)
def test_what_the_worker_refuses_reaches_the_user_with_its_place(weigh, tmp_path, change, said):
    folder = folders.with_sheets(tmp_path / "folder", **change)
    if not said:
        (folder / "samples.csv").write_text("id,alcohol,grower\n1,2\n")
        said = "samples.csv, row 2"

    code, _, err = weigh("assess", folder)

    assert code == 2
    assert said in err


def test_a_folder_without_tests_still_becomes_a_report(weigh, tmp_path):
    folder = folders.write(tmp_path / "folder", folders.assessment())

    code, out, _ = weigh("assess", folder, "--json", "-", "--out", tmp_path / "elsewhere.pdf")

    assert code == 0
    assert json.loads(out)["evaluations"] == []
    first = PdfReader(io.BytesIO((tmp_path / "elsewhere.pdf").read_bytes())).pages[0].extract_text()
    assert "was not tested" in " ".join(first.split())
