"""The list of countries is the whole of ISO 3166-1 and one code of our own."""

from content.countries import HOME, countries


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
