"""An owner puts a certificate, replaces it and takes it away; the password is found nowhere afterwards."""

import io
import logging
from base64 import b64encode
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from content.refusal import Refused
from organisations.models import Event, EventWords
from reports.certificates.actions import put_certificate, take_certificate_away
from reports.certificates.queries import certificate_of, signer_of
from reports.models import SigningCertificate
from reports.signature.signer import in_groups
from tests.organisations.cast import found_firm
from tests.reports.certificates.authority import (
    FIRM,
    KEY,
    PASSWORD,
    WEB_SERVER,
    authority,
    der,
    issued,
    key_as_der,
    new_key,
    p12,
)

pytestmark = pytest.mark.usefixtures("committed")
LONG = rsa.generate_private_key(65537, 2048)
SHORT = rsa.generate_private_key(65537, 1024)
OTHER_CURVE = ec.generate_private_key(ec.SECP384R1())


@pytest.fixture
def firm(committed):
    return found_firm("Northgate Advice")


def put(firm, content, password=PASSWORD):
    return put_certificate(
        organisation=firm.organisation, source=io.BytesIO(content), name="firm.p12",
        password=password, by=firm.owner.as_actor(),
    )  # fmt: skip


def secret(key):
    """The number in a private key that nobody else may know."""
    numbers = key.private_numbers()
    return numbers.private_value if isinstance(key, ec.EllipticCurvePrivateKey) else numbers.p


def verbs(firm):
    rows = Event.objects.filter(organisation=firm.organisation.id, verb__startswith="certificate")
    return list(rows.order_by("number").values_list("verb", flat=True))


@pytest.mark.parametrize("key", [KEY, LONG], ids=["P-256", "RSA"])
def test_what_is_put_signs_and_its_key_is_nowhere_in_clear(firm, key):
    certificate = issued(key=key)
    row = put(firm, p12(certificate, key=key))
    signer = signer_of(firm.organisation)
    assert (signer.key, signer.fingerprint) == (key_as_der(key), row.fingerprint)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM reports_signingcertificate")
        [stored] = cursor.fetchall()
    in_clear = secret(key).to_bytes(512).lstrip(b"\0")
    held = [bytes(each) for each in stored if isinstance(each, bytes | memoryview)]
    assert der(certificate) in held
    assert not any(in_clear in each or b64encode(key_as_der(key))[8:40] in each for each in held)
    assert verbs(firm) == ["certificate.put"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (p12(issued(ends=-1)), "This certificate ran out on"),
        (p12(issued(begins=2)), "This certificate holds from .* on"),
        (p12(issued(key=OTHER_CURVE), key=OTHER_CURVE), "curve P-256"),
        (p12(issued(key=SHORT), key=SHORT), "2048 bits or more"),
        (p12(issued(uses=("key_agreement",))), "made for something else"),
        (p12(issued(purposes=WEB_SERVER)), "made for something else"),
        (p12(issued(by_key=new_key()), beside=[authority()]), "says that Trust of Britain, GB issued it"),
        (b"junk", "no .p12 or .pfx file"),
    ],
)  # fmt: skip
def test_what_cannot_sign_is_refused_and_nothing_is_kept(firm, content, said):
    with pytest.raises(Refused, match=said) as caught:
        put(firm, content)
    assert caught.value.what_to_do
    assert certificate_of(firm.organisation) is None
    assert verbs(firm) == []


def test_a_new_one_takes_the_place_of_the_old_whose_key_is_destroyed(firm):
    first = put(firm, p12())
    other = new_key()
    second = put(firm, p12(issued(key=other), key=other))
    assert certificate_of(firm.organisation).row == second
    first.refresh_from_db()
    assert (first.sealed_key, first.ended_by) == (None, "Olive")
    take_certificate_away(organisation=firm.organisation, by=firm.owner.as_actor())
    take_certificate_away(organisation=firm.organisation, by=firm.owner.as_actor())
    assert certificate_of(firm.organisation) is None
    assert signer_of(firm.organisation) is None
    assert not SigningCertificate.objects.of(firm.organisation).exclude(sealed_key=None).exists()
    assert verbs(firm) == ["certificate.put", "certificate.replaced", "certificate.taken_away"]


def test_the_same_one_is_not_put_twice_but_a_renewed_one_with_the_same_key_is(firm):
    content = p12()
    put(firm, content)
    with pytest.raises(Refused, match="signs your reports already"):
        put(firm, content)
    put(firm, p12(issued(ends=600)))
    assert verbs(firm) == ["certificate.put", "certificate.replaced"]


def test_the_database_holds_one_that_signs_for_a_firm(firm):
    row = put(firm, p12())
    with pytest.raises(IntegrityError), transaction.atomic():
        SigningCertificate.objects.of(firm.organisation).create(
            fingerprint="0" * 64, certificate=bytes(row.certificate), sealed_key=b"x", put_by="x"
        )


def test_another_firm_has_none_of_it(firm):
    put(firm, p12())
    assert certificate_of(found_firm("Harbour Lettings").organisation) is None


# --- on the page -------------------------------------------------------------------------------------


@pytest.fixture
def page(client, firm):
    """What the page says now, or after a file and a password were sent."""
    client.force_login(firm.owner)
    address = reverse("reports:certificate", args=[firm.organisation.id])

    def asked(content=None, password=PASSWORD):
        if content is None:
            return client.get(address).content.decode()
        file = SimpleUploadedFile("firm.p12", content)
        return client.post(
            address, {"file": file, "password": password}, follow=True
        ).content.decode()

    return asked


def test_the_page_tells_whose_it_is_who_vouches_until_when_and_who_put_it(page, firm):
    assert "You have none here" in page()
    told = page(p12())
    row = certificate_of(firm.organisation).row
    ends = timezone.localtime(row.told.not_after)
    for said in (
        f"{FIRM}, GB", "Trust of Britain, GB", in_groups(row.fingerprint),
        f"{ends.day}\u00a0{ends:%B}\u00a0{ends.year}", "By Olive on", "It signs your reports.",
    ):  # fmt: skip
        assert said in told, said
    assert "it was made by its own holder" in page(p12(issued(by=FIRM)))


def test_the_page_keeps_no_password_on_a_refusal_and_says_what_to_do(page, firm):
    told = page(p12(), "Another One 77")
    assert "The file does not open with this password. Type the password" in told
    assert "Another One 77" not in told
    assert "This file is empty" in page(b"")
    assert certificate_of(firm.organisation) is None


def test_password_and_key_stand_in_no_log_trail_or_page(page, firm, caplog):
    caplog.set_level(logging.DEBUG)
    told = [page(p12()), page(p12(), "Another One 77"), page(b"junk")]
    told += EventWords.objects.values_list("payload", flat=True)
    told.append(caplog.text)
    everything = "".join(told)
    assert PASSWORD not in everything
    assert "Another One 77" not in everything
    assert key_as_der().hex() not in everything


def test_thirty_days_before_it_ends_an_owner_is_told_on_the_page_of_tools(page, firm, client):
    home = reverse("desk:home", args=[firm.organisation.id])
    page(p12(issued(ends=31)))
    assert "runs out" not in client.get(home).content.decode()
    page(p12(issued(ends=12, begins=-300)))
    days = certificate_of(firm.organisation).days
    assert 11 <= days <= 13  # the clocks may be changed meanwhile
    assert f"runs out in {days}\u00a0days" in client.get(home).content.decode()
    assert f"It runs out in {days}\u00a0days" in page()
    client.force_login(firm.lead)
    assert "runs out" not in client.get(home).content.decode()


def test_once_it_ran_out_page_and_home_say_what_to_do(page, firm, client):
    page(p12())
    run_out(firm)
    assert "No report is made now." in page()
    home = client.get(reverse("desk:home", args=[firm.organisation.id])).content.decode()
    assert "ran out on" in home
    assert "Put a new one" in home


def run_out(firm):
    """Let the certificate be one of which the last day was yesterday."""
    row = certificate_of(firm.organisation).row
    SigningCertificate.objects.of(firm.organisation).filter(id=row.id).update(
        certificate=der(issued(begins=-30, ends=-1)), put_at=timezone.now() - timedelta(days=20)
    )


def test_a_refused_file_of_more_than_a_megabyte_is_never_opened(page):
    assert "larger than 1 MB" in page(b"x" * (2**20 + 1))
