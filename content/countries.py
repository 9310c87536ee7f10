"""The countries an answer may name, by ISO 3166-1 code. The list itself stands in countries.yaml."""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType

from content.yaml_file import read_yaml

HOME = "GB"
# What people write for a country though ISO does not.
_SHORT = {"UK": "GB", "ENG": "GB", "SCO": "GB", "USA": "US", "UAE": "AE"}
_SPOKEN = {
    "AMERICA": "US",
    "BRITAIN": "GB",
    "ENGLAND": "GB",
    "GREAT BRITAIN": "GB",
    "HOLLAND": "NL",
    "KOREA": "KR",
    "NORTHERN IRELAND": "GB",
    "SCOTLAND": "GB",
    "SOUTH KOREA": "KR",
    "THE NETHERLANDS": "NL",
    "UNITED STATES": "US",
    "WALES": "GB",
}


@cache
def countries() -> Mapping[str, str]:
    """Return the name of each country by its two-letter code, in the order of the file."""
    listed = read_yaml(Path(__file__).with_name("countries.yaml")).data
    if not isinstance(listed, dict):
        raise TypeError("countries.yaml must map codes to names")
    return MappingProxyType({str(code): str(name) for code, name in listed.items()})


def code_meant(text: str) -> str | None:
    """Return the code of the country a person means by a code, a name or an everyday name."""
    said = " ".join(text.upper().replace(".", "").split())
    if said in countries():
        return said
    return _SHORT.get(said) or _SPOKEN.get(said) or _by_name().get(said)


def code_guessed(text: str) -> str | None:
    """Return the code of the country whose name looks most like a mistyped text, if any does."""
    said = " ".join(text.upper().split())
    near = get_close_matches(said, _by_name(), n=1) if len(said) > 3 else []
    return _by_name()[near[0]] if near else None


@cache
def _by_name() -> Mapping[str, str]:
    return {name.upper(): code for code, name in countries().items()}
