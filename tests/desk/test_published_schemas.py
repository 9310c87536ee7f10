"""The schemas under docs/schemas/ are those of the code."""

import json

import pytest
from jsonschema import Draft202012Validator

from content.refusal import Refused
from desk.schemas import PUBLISHED, published_schema
from tests.house.project import ROOT


@pytest.mark.parametrize("name", sorted(PUBLISHED))
def test_what_is_published_is_current(name):
    written = json.loads((ROOT / "docs" / "schemas" / f"{name}.json").read_text("utf-8"))

    assert written == published_schema(name), "run ./weigh publish_schemas"
    Draft202012Validator.check_schema(written)


def test_a_reader_bears_keys_that_come_later():
    assert '"additionalProperties": false' not in json.dumps(published_schema("screen"))


def test_the_error_object_fits_its_schema():
    error = {"error": Refused("No.", file="a.yaml").as_json()}

    Draft202012Validator(published_schema("error")).validate(error)


def test_a_schema_does_not_depend_on_what_was_loaded_first():
    for name in PUBLISHED:
        for words in _enums(published_schema(name)):
            assert words == sorted(words)


def _enums(node):
    if isinstance(node, dict):
        if isinstance(node.get("enum"), list) and isinstance(node["enum"][0], str):
            yield node["enum"]
        node = list(node.values())
    if isinstance(node, list):
        for each in node:
            yield from _enums(each)
