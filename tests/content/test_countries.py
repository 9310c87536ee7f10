"""The list of countries is the whole of ISO 3166-1 and one code of our own."""

import pytest

from content.countries import HOME, code_guessed, code_meant, countries


def test_there_are_249_countries_and_the_bodies_of_the_eu():
    # ISO 3166-1 has had 249 officially assigned two-letter codes since South Sudan in 2011.
    codes = set(countries())

    assert len(codes) == 250
    assert codes - {code for code in codes if len(code) == 2 and code.isupper()} == {"X-EU-BODIES"}


def test_home_and_norway_are_read_as_words():
    assert countries()[HOME] == "United Kingdom"
    assert countries()["NO"] == "Norway"


def test_what_people_write_for_a_country_is_no_code():
    assert {"UK", "EU", "XK", "AN"}.isdisjoint(countries())


@pytest.mark.parametrize(
    ("said", "code"),
    [("gb", "GB"), (" uk ", "GB"), ("U.S.A.", "US"), ("united states", "US"), ("South  Korea", "KR"),
     ("Holland", "NL"), ("no", "NO"), ("Åland Islands", "AX"), ("Narnia", None), ("", None)],
)  # fmt: skip
def test_a_country_is_known_by_code_by_name_and_by_what_people_call_it(said, code):
    assert code_meant(said) == code


def test_every_country_is_known_by_its_own_name():
    assert {code_meant(name.lower()) for name in countries().values()} == set(countries())


def test_a_mistyped_country_is_guessed_and_nonsense_is_not():
    assert code_guessed("Irelnad") == "IE"
    assert code_guessed("qqqqqqq") is None
