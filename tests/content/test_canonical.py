"""The same content has the same hash, also after fields were added."""

import hashlib

import pytest

from content.canonical import canonical_json, from_canonical_json, sha256_of
from content.refusal import Refused
from content.shape import Content


class Early(Content):
    name: str
    size: float


class Later(Content):
    note: str | None = None
    size: float
    name: str


def test_keys_are_sorted_and_numbers_written_as_rfc_8785_writes_them():
    # RFC 8785, section 3.2: sorted keys, no spaces, numbers as ECMAScript prints them.
    assert canonical_json(Early(name="é", size=1e21)) == '{"name":"é","size":1e+21}'.encode()


def test_the_hash_is_that_of_the_bytes():
    content = Early(name="a", size=1)

    assert sha256_of(content) == hashlib.sha256(b'{"name":"a","size":1}').hexdigest()


def test_a_field_that_came_later_does_not_change_the_hash_of_what_does_not_use_it():
    assert sha256_of(Early(name="a", size=2)) == sha256_of(Later(name="a", size=2))


def test_what_is_no_such_content_is_refused():
    with pytest.raises(Refused, match="no Early that can be read"):
        from_canonical_json(Early, b'{"name": 3}')
