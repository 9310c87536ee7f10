"""`./weigh verify` and the public page: each case, by both, and one flipped byte anywhere."""

import io
import json
import os
import subprocess
import sys
import uuid
from datetime import datetime

import pytest
from django.core.management import call_command
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from desk.schemas import published_schema
from reports.actions import request_report
from reports.signature.signer import in_groups, own_signer
from reports.signature.signing import sign
from reports.signing_key import signer
from tests.conftest import ROOT
from tests.organisations.cast import found_firm
from tests.procurement.opened import open_for
from tests.reports.signature.test_signature import blank
from tests.reports.test_verify import as_file, post, seal, superseded

OTHER = own_signer(b"o" * 32, name="Somebody")
FITS = Draft202012Validator(
    published_schema("verify"), format_checker=Draft202012Validator.FORMAT_CHECKER
)


@pytest.fixture
def firm(committed):
    return found_firm("Harbour Lettings")


@pytest.fixture
def assessment(firm):
    return open_for(firm)


@pytest.fixture
def sealed(assessment, firm):
    pdf, _ = seal(request_report(assessment=assessment, by=firm.owner.as_actor()))
    return pdf


@pytest.fixture
def path(tmp_path):
    return tmp_path / "report.pdf"


def command(path, *more):
    out, err = io.StringIO(), io.StringIO()
    code: object = 0
    try:
        call_command("verify", str(path), *more, stdout=out, stderr=err)
    except SystemExit as left:
        code = left.code
    return code, out.getvalue(), err.getvalue()


def asked(path, pdf):
    """What the command says of the file in words and as data, with its exit code, and the page's heading."""
    path.write_bytes(pdf)
    code, words, _ = command(path)
    as_data, data, _ = command(path, "--json")
    assert as_data == code
    told = json.loads(data)
    FITS.validate(told)
    heading = post(file=as_file(pdf)).split('<h2 id="found">')[1].split("</h2>")[0]
    return code, words, told, heading


def test_a_report_that_stands(sealed, path):
    code, words, told, heading = asked(path, sealed)
    assert code == 0
    assert f"Signature intact, by key {in_groups(signer().fingerprint)} (ours)." in words
    assert "In the register: current." in words
    assert (told["finding"], told["standing"], told["key"]) == (
        "intact",
        "ours",
        signer().fingerprint,
    )
    assert told["register"] == {"state": "current", "superseded_on": None}
    assert datetime.fromisoformat(told["signed_at"]).tzinfo is not None
    assert heading == "Unchanged and current"


def test_a_report_that_a_newer_one_replaced(sealed, path, assessment, firm):
    superseded(assessment, firm)
    code, words, told, heading = asked(path, sealed)
    assert code == 0
    assert "In the register: superseded since 22 November 2026." in words
    assert told["register"] == {"state": "superseded", "superseded_on": "2026-11-22"}
    assert heading == "Unchanged, but superseded on 22 November 2026"


def test_a_report_that_was_changed(sealed, path):
    changed = bytearray(sealed)
    changed[len(changed) // 2] ^= 1
    code, words, told, heading = asked(path, bytes(changed))
    assert code == 3
    assert words.startswith("Changed: this file is not what was signed.")
    assert (told["finding"], told["key"], told["standing"], told["signed_at"]) == (
        "changed", None, None, None,
    )  # fmt: skip
    assert told["register"]["state"] == "changed"
    assert heading == "Changed"


def test_a_report_of_another_installation(committed, path, settings):
    other = sign(blank(), OTHER, reason="Mine")
    code, words, told, heading = asked(path, other)
    assert code == 0
    assert "(not known here)" in words
    assert "Not in this installation’s register." in words
    assert (told["standing"], told["register"]["state"]) == ("not_known", "not_known")
    assert heading == "Not known here"

    settings.TRUSTED_SIGNERS = [in_groups(OTHER.fingerprint).upper()]
    code, words, told, heading = asked(path, other)
    assert "(trusted)" in words
    assert told["standing"] == "trusted"
    assert heading == "Not known here"  # the page knows of its own register alone


def test_a_file_signed_with_our_key_that_no_register_has(committed, path):
    """Somebody with our key, or a register that was lost: intact and ours, and not in the register."""
    code, words, told, heading = asked(path, sign(blank(), signer(), reason="Not registered"))
    assert code == 0
    assert "(ours)" in words
    assert "Not in this installation’s register." in words
    assert told["register"] == {"state": "not_known", "superseded_on": None}
    assert heading == "Not known here"


def test_a_report_by_a_certificate_replaced_since_is_still_ours(assessment, firm, path):
    pdf, _ = seal(request_report(assessment=assessment, by=firm.owner.as_actor()), by=OTHER)
    code, words, told, _ = asked(path, pdf)
    assert code == 0
    assert "(ours)" in words
    assert (told["standing"], told["key"]) == ("ours", OTHER.fingerprint)


def test_where_there_is_no_register_the_signature_still_speaks(path, tmp_path):
    path.write_bytes(sign(blank(), OTHER, reason="Mine"))
    environment = {**os.environ, "WEIGH_VAR": str(tmp_path / f"empty-{uuid.uuid4()}")}
    environment.pop("DATABASE_URL", None)
    run = [sys.executable, "manage.py", "verify", str(path)]
    words = subprocess.run(
        run, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert words.returncode == 0, words.stderr
    assert "The register was not looked at: this installation has no database yet." in words.stdout
    data = subprocess.run(
        [*run, "--json"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    told = json.loads(data.stdout)
    FITS.validate(told)
    assert (told["finding"], told["register"]) == ("intact", None)


def test_what_is_no_report_is_named(committed, path, tmp_path):
    path.write_bytes(blank())
    code, out, err = command(path)
    assert (code, out) == (2, "")
    assert "This is no sealed report." in err
    code, _, err = command(tmp_path / "none.pdf")
    assert code == 2
    assert "cannot be read" in err


def test_one_flipped_byte_anywhere_is_found_by_page_and_command(sealed, path, monkeypatch):
    monkeypatch.setattr("reports.views.verify.MOST_CHECKS", 10_000)
    begins = sealed.rindex(b"/Contents <") + len(b"/Contents <")
    ends = sealed.index(b">", begins)
    # Before the signature, in it, and behind it.
    places = st.one_of(
        st.integers(0, begins - 1),
        st.integers(begins, ends - 1),
        st.integers(ends, len(sealed) - 1),
    )

    @settings(max_examples=40, deadline=None)
    @given(places, st.integers(1, 255))
    @example(0, 1)
    @example(begins, 32)
    @example(len(sealed) - 1, 1)
    def look(place, flip):
        changed = bytearray(sealed)
        changed[place] ^= flip
        path.write_bytes(changed)
        code, out, _ = command(path, "--json")
        assert code == 3
        told = json.loads(out)
        assert told["finding"] == "changed"
        assert told["register"]["state"] in {"changed", "not_known"}  # where its name was hit
        page = post(file=as_file(bytes(changed)))
        assert '<h2 id="found">Changed' in page or '<h2 id="found">Not known here' in page

    look()
