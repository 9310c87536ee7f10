"""The countries an answer may name, by ISO 3166-1 code. The list itself stands in countries.yaml."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from content.yaml_file import read_yaml

HOME = "GB"


@cache
def countries() -> Mapping[str, str]:
    """Return the name of each country by its two-letter code, in the order of the file."""
    listed = read_yaml(Path(__file__).with_name("countries.yaml")).data
    if not isinstance(listed, dict):
        raise TypeError("countries.yaml must map codes to names")
    return MappingProxyType({str(code): str(name) for code, name in listed.items()})
