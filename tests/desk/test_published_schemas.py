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
