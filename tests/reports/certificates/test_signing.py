"""A firm's own certificate comes first, an adviser's signs what it prepares, and none is passed over quietly."""

import io

import pytest
from django.db import DatabaseError

from content.refusal import OutOfOrder, Refused
from jobs import execution
from jobs.lifecycle import State
from jobs.models import Job
from reports import signing_key
from reports.actions import request_report
from reports.certificates.actions import put_certificate, take_certificate_away
from reports.certificates.queries import certificate_of
from reports.models import Seal, SigningCertificate
from reports.preflight import what_is_missing
from reports.signature.verifying import Finding, verify
from reports.signing_key import Standing, signer, standing_of
from tests.conftest import needs_pango
from tests.reports.advising.advised import ready
from tests.reports.certificates.authority import (
    MIDDLE_KEY,
    PASSWORD,
    ROOT_KEY,
    authority,
    der,
    issued,
    new_key,
    p12,
)
from tests.reports.certificates.held import own
from tests.reports.issued import decided
from tests.reports.signature.test_signature import as_pyhanko_sees
from tests.reports.test_signing_certificate import p12 as of_the_installation
from vault import files

pytestmark = pytest.mark.usefixtures("committed")


def sealed(report):
    execution.perform(report.job)
    assert Job.objects.get(id=report.job).state == State.DONE
    return list(
        Seal.objects.of(report.organisation_id).filter(report=report).select_related("file")
    )


@needs_pango
def test_a_report_is_signed_with_the_firms_own_certificate(assessment, firm):
    middle = authority("Signatures", MIDDLE_KEY, by="Trust of Britain", by_key=ROOT_KEY)
    uses = ("digital_signature", "content_commitment")
    content = p12(issued(by="Signatures", by_key=MIDDLE_KEY, uses=uses), beside=[middle])
    put_certificate(
        organisation=firm.organisation, source=io.BytesIO(content), name="firm.p12",
        password=PASSWORD, by=firm.owner.as_actor(),
    )  # fmt: skip
    row = certificate_of(firm.organisation).row
    for seal in sealed(request_report(assessment=assessment, by=firm.owner.as_actor())):
        pdf = b"".join(files.read(seal.file))
        found = verify(pdf)
        assert (found.finding, found.fingerprint) == (Finding.INTACT, row.fingerprint)
        assert seal.signed_by == row.fingerprint
        # Who trusts the authority at the top alone finds what stands between in the file.
        assert as_pyhanko_sees(pdf, der(authority())).bottom_line
    take_certificate_away(organisation=firm.organisation, by=firm.owner.as_actor())
    assert standing_of(row.fingerprint) is Standing.OURS
    assert signer(firm.organisation.id).fingerprint != row.fingerprint


def test_it_comes_before_the_installations_which_comes_before_our_own(firm, settings, tmp_path):
    ours = signer(firm.organisation.id).fingerprint
    signing_key._from_file.cache_clear()
    (tmp_path / "set.p12").write_bytes(of_the_installation(password=None))
    settings.SIGNING_PKCS12 = str(tmp_path / "set.p12")
    by_hand = signer(firm.organisation.id).fingerprint
    row = own(firm.organisation, firm.owner)
    assert signer(firm.organisation.id).fingerprint == row.fingerprint
    assert signer().fingerprint == by_hand
    assert len({ours, by_hand, row.fingerprint}) == 3
    assert {standing_of(each) for each in (ours, by_hand, row.fingerprint)} == {Standing.OURS}
    signing_key._from_file.cache_clear()


def test_a_key_nobody_put_here_is_not_known(firm):
    assert standing_of("ab" * 32) is Standing.NOT_KNOWN


def test_without_tables_a_key_can_still_be_told(monkeypatch):
    def no_tables(_):
        raise DatabaseError("no such table")

    monkeypatch.setattr(signing_key, "was_put_here", no_tables)
    assert standing_of("ab" * 32) is Standing.NOT_KNOWN
    assert standing_of(signer().fingerprint) is Standing.OURS


def test_one_that_ran_out_lets_no_other_key_sign(assessment, firm):
    own(firm.organisation, firm.owner, begins=-30, ends=-1)
    with pytest.raises(OutOfOrder, match=r"ran out on .* An owner can put a new one"):
        signer(firm.organisation.id)
    with pytest.raises(Refused, match=r"ran out on .*, so no report is sealed"):
        request_report(assessment=assessment, by=firm.owner.as_actor())


@needs_pango
def test_one_that_runs_out_while_a_report_waits_fails_the_job_with_what_to_do(assessment, firm):
    own(firm.organisation, firm.owner)
    report = request_report(assessment=assessment, by=firm.owner.as_actor())
    SigningCertificate.objects.of(firm.organisation).update(
        certificate=der(issued(begins=-30, ends=-1))
    )
    assert report.job
    execution.perform(report.job)
    job = Job.objects.get(id=report.job)
    assert job.state == State.FAILED
    assert "ran out on" in job.sentence
    assert not Seal.objects.of(firm.organisation).exists()


def test_a_key_that_was_changed_in_the_table_signs_nothing(firm):
    row = own(firm.organisation, firm.owner)
    changed = bytearray(bytes(row.sealed_key))
    changed[-1] ^= 1
    SigningCertificate.objects.of(firm.organisation).update(sealed_key=bytes(changed))
    with pytest.raises(OutOfOrder, match="cannot be opened here"):
        signer(firm.organisation.id)


# --- an adviser's firm -------------------------------------------------------------------------------


@needs_pango
def test_what_an_adviser_prepares_is_signed_by_its_firm_and_made_by_its_people(assessment, firm):
    decided(assessment, firm)
    draft = ready(firm, assessment)
    clients = own(firm.organisation, firm.owner, key=new_key())
    advisers = own(draft.adviser, firm.adviser)
    with pytest.raises(Refused, match="so somebody of Northgate Advice makes it"):
        request_report(assessment=assessment, by=firm.owner.as_actor())
    report = request_report(assessment=assessment, by=firm.adviser.as_actor())
    assert {each.signed_by for each in sealed(report)} == {advisers.fingerprint}
    assert clients.fingerprint != advisers.fingerprint


def test_an_adviser_without_one_leaves_the_clients_alone(assessment, firm):
    draft = ready(firm, assessment)
    own(firm.organisation, firm.owner)
    assert signing_key.signer(draft.adviser_id).fingerprint == signer().fingerprint
    request_report(assessment=assessment, by=firm.owner.as_actor())


def test_the_list_of_what_is_missing_names_an_advisers_that_ran_out(assessment, firm):
    draft = ready(firm, assessment)
    assert "certificate" not in {each.key for each in what_is_missing(assessment)}
    own(draft.adviser, firm.adviser, begins=-30, ends=-1)
    [lacks] = [each for each in what_is_missing(assessment) if each.stops]
    assert (lacks.key, "ran out on" in lacks.sentence) == ("certificate", True)
