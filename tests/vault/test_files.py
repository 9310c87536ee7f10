"""Files at rest: what goes in comes out, and nobody else can read it or learn of it."""

import io
import uuid

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from content.refusal import OutOfOrder
from vault import files, keys
from vault.models import StoredFile
from vault.sealed_stream import CHUNK, Damaged, seal, unseal

KEY = bytes(range(32))


def sealed(plain, *, key=KEY, pieces=7):
    target = io.BytesIO()
    step = max(1, len(plain) // pieces)
    seal((plain[i : i + step] for i in range(0, len(plain), step)), target, key=key)
    return target.getvalue()


def opened(blob, *, key=KEY):
    return b"".join(unseal(io.BytesIO(blob), key=key))


@limits(max_examples=40, deadline=None)
@given(st.binary(max_size=200), st.integers(1, 9))
def test_what_is_sealed_can_be_opened(plain, pieces):
    assert opened(sealed(plain, pieces=pieces)) == plain


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_chunk_borders_lose_nothing(size):
    plain = bytes(i % 251 for i in range(size))
    blob = sealed(plain)
    assert opened(blob) == plain
    assert plain[:64] not in blob or size < 16  # a single byte may turn up anywhere


@limits(max_examples=60, deadline=None)
@given(st.data())
def test_one_changed_byte_is_found(data):
    blob = bytearray(sealed(b"the vendor's answers" * 20))
    place = data.draw(st.integers(0, len(blob) - 1))
    blob[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Damaged):
        opened(bytes(blob))


def test_chunks_cut_off_swapped_or_repeated_are_found():
    blob = sealed(b"x" * (3 * CHUNK))
    head, each = 36, CHUNK + 16
    first, second, rest = (
        blob[head : head + each],
        blob[head + each : head + 2 * each],
        blob[head + 2 * each :],
    )
    for wrong in (
        blob[: head + each],
        blob[: head + 2 * each],
        blob[:head] + second + first + rest,
        blob[:head] + first + first + rest,
        blob + b"\0",
        blob[:20],
        b"",
    ):
        with pytest.raises(Damaged):
            opened(wrong)


def test_another_key_opens_nothing():
    with pytest.raises(Damaged):
        opened(sealed(b"secret"), key=bytes(32))


def test_the_same_file_sealed_twice_looks_different():
    assert sealed(b"same") != sealed(b"same")


def store(tenant, content):
    return files.remember(files.deposit(tenant, io.BytesIO(content)), name="a.csv")


@pytest.mark.django_db
def test_a_deposit_comes_out_as_it_went_in_and_lies_encrypted(settings, tmp_path):
    content = b"id,text\n1,The boiler leaks\n" * 1_000
    stored = store(uuid.uuid4(), content)

    assert b"".join(files.read(stored)) == content
    copy = files.copy_out(stored, tmp_path / "copy")
    assert copy.read_bytes() == content
    assert copy.stat().st_mode & 0o077 == 0
    at_rest = [path for path in settings.VAULT_DIR.rglob("*") if path.is_file()]
    assert not any(b"boiler" in path.read_bytes() for path in at_rest)
    assert not any("csv" in path.name for path in at_rest)


@pytest.mark.django_db
def test_copying_out_never_writes_over_a_file_or_through_a_link(tmp_path):
    stored = store(uuid.uuid4(), b"new")
    (tmp_path / "there").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for name in ("there", "link"):
        with pytest.raises(FileExistsError):
            files.copy_out(stored, tmp_path / name)
    assert (tmp_path / "there").read_text() == "old"


@pytest.mark.django_db
def test_two_tenants_with_the_same_file_have_different_addresses():
    one, other = store(uuid.uuid4(), b"the same bytes"), store(uuid.uuid4(), b"the same bytes")
    assert one.sha256 == other.sha256
    assert one.address != other.address


@pytest.mark.django_db
def test_a_file_is_removed_only_when_nobody_names_it(settings):
    tenant = uuid.uuid4()
    one, other = store(tenant, b"twice"), store(tenant, b"twice")
    assert one.address == other.address

    StoredFile.objects.filter(id=one.id).delete()
    files.forget(one)
    assert b"".join(files.read(other)) == b"twice"
    StoredFile.objects.filter(id=other.id).delete()
    files.forget(other)
    with pytest.raises(FileNotFoundError):
        list(files.read(other))


@pytest.mark.django_db
def test_what_no_row_names_is_swept(settings):
    kept = store(uuid.uuid4(), b"kept")
    lost = files.deposit(uuid.uuid4(), io.BytesIO(b"its worker died"))

    assert files.sweep(older_than_seconds=-1) >= 1

    assert b"".join(files.read(kept)) == b"kept"
    assert not list(settings.VAULT_DIR.rglob(lost.address))


@pytest.mark.django_db
def test_a_destroyed_key_makes_every_file_unreadable():
    stored = store(uuid.uuid4(), b"forget me")
    keys.destroy_keys(stored.tenant)
    with pytest.raises(OutOfOrder, match="destroyed"):
        list(files.read(stored))
    with pytest.raises(OutOfOrder, match="destroyed"):
        store(stored.tenant, b"again")


@pytest.mark.django_db
def test_a_stream_that_breaks_leaves_no_half_file(settings):
    class Broken(io.BytesIO):
        def read(self, size=-1):
            raise OSError("the disk is gone")

    tenant = uuid.uuid4()
    with pytest.raises(OSError, match="the disk is gone"):
        files.deposit(tenant, Broken())
    assert not [path for path in (settings.VAULT_DIR / tenant.hex).rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_tenant_keys_are_wrapped_by_the_master_key(settings):
    tenant = uuid.uuid4()
    mine = keys.keys_of(tenant)
    assert mine == keys.keys_of(tenant)
    assert mine.contents != mine.addresses
    settings.VAULT_MASTER_KEY = bytes(32)
    with pytest.raises(Exception):  # noqa: B017 -- cryptography's InvalidUnwrap
        keys.keys_of(tenant)
