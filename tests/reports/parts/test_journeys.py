"""Each place data goes, judged by UK GDPR Chapter V as it stands on 21 November 2026, by hand."""

from datetime import date

import pytest

from procurement.questionnaire.answers import parse_answers
from procurement.screening import gather_facts, screen
from reports.parts.journeys import places
from reports.parts.protection import transfers
from tests.procurement.telling import claim
from tests.reports.content_made import LAW_ON, LIBRARY

PERSONAL = {"personal_data_types": ["contact"]}


def told(on=LAW_ON, **answers):
    sources = parse_answers(LIBRARY.bank, answers)
    return screen(LIBRARY, sources, on), gather_facts(LIBRARY, sources, on)


def found(happens="The model answers", on=LAW_ON, **answers):
    screening, facts = told(on, **answers)
    return [place for place in places(screening, LIBRARY, facts, on) if place.happens == happens]


@pytest.mark.parametrize(
    ("country", "more", "adequacy", "cover"),
    [
        # at home: no transfer at all
        ("GB", {}, "home", "at_home"),
        # the EEA states and Switzerland: DPA 2018 Schedule 21
        ("IE", {}, "full", "covered"),
        ("CH", {}, "full", "covered"),
        # the UK Extension covers listed recipients only: SI 2023/1028
        ("US", {"us_uk_extension": "all_confirmed"}, "partial", "covered"),
        ("US", {"us_uk_extension": "opt_no", "transfer_tools": ["none_in_place"]}, "partial", "not_covered"),
        ("US", {}, "partial", "cannot_tell"),
        # Korea: recipients under its own law only, SI 2022/1213
        ("KR", {"partial_scope": "opt_yes"}, "partial", "covered"),
        # no adequacy: a tool *and* the data protection test, Articles 46(1A) and 46(6)
        ("IN", {"transfer_tools": ["idta"], "tra_done": "opt_yes"}, "none", "covered"),
        ("IN", {"transfer_tools": ["addendum"], "tra_done": "in_progress"}, "none", "not_covered"),
        ("IN", {"transfer_tools": ["bcr"]}, "none", "cannot_tell"),
        ("IN", {"transfer_tools": ["eu_sccs_only"], "tra_done": "opt_yes"}, "none", "not_covered"),
        ("IN", {"transfer_tools": ["old_sccs"], "tra_done": "opt_yes"}, "none", "not_covered"),
        ("IN", {"transfer_tools": ["none_in_place"]}, "none", "not_covered"),
        ("IN", {}, "none", "cannot_tell"),
        ("CN", {"transfer_tools": "vendor_refused"}, "none", "not_covered"),
    ],
)  # fmt: skip
def test_what_covers_a_place(country, more, adequacy, cover):
    (place,) = found(**PERSONAL, inference_countries=[country], **more)
    assert (place.country_code, place.adequacy, place.cover) == (country, adequacy, cover)


def test_a_covered_country_names_its_law_its_day_and_when_that_was_checked():
    (place,) = found(**PERSONAL, inference_countries=["KR"], partial_scope="opt_yes")
    assert "SI 2022/1213" in place.basis
    assert place.since == date(2022, 12, 19)
    assert place.checked is not None


def test_before_the_us_extension_nothing_in_the_us_was_covered():
    (place,) = found(
        on=date(2023, 10, 11), **PERSONAL, inference_countries=["US"],
        us_uk_extension="all_confirmed", transfer_tools=["none_in_place"],
    )  # fmt: skip
    assert (place.adequacy, place.cover) == ("none", "not_covered")


def test_two_equal_sources_that_disagree_on_the_extension_cover_nothing():
    said = parse_answers(
        LIBRARY.bank,
        {**PERSONAL, "inference_countries": ["US"], "us_uk_extension": "all_confirmed",
         "transfer_tools": ["none_in_place"]},
    )  # fmt: skip
    denied = claim("us_uk_extension", "opt_no")
    sources = (*said, denied)
    facts = gather_facts(LIBRARY, sources, LAW_ON)
    assert len(facts.find("us_uk_extension").values) == 2
    every = places(screen(LIBRARY, sources, LAW_ON), LIBRARY, facts, LAW_ON)
    (place,) = [each for each in every if each.happens == "The model answers"]
    assert place.cover == "not_covered"


def test_without_personal_data_no_place_needs_cover():
    (place,) = found(personal_data_types=["none_personal"], inference_countries=["IN"])
    assert place.cover == "not_needed"


def test_an_untold_file_cannot_tell_of_any_place():
    screening, facts = told()
    every = places(screening, LIBRARY, facts, LAW_ON)
    assert len(every) >= 5
    assert {place.cover for place in every} == {"cannot_tell"}
    assert {place.mechanism for place in every} == {"Cannot tell"}


def test_a_refused_place_is_said_as_the_refusal_it_is():
    (place,) = found(**PERSONAL, inference_countries="vendor_refused")
    assert (place.country, place.country_code, place.cover) == (
        "The vendor would not say", None, "cannot_tell",
    )  # fmt: skip


def test_a_hop_names_its_company_and_its_own_tool():
    (place,) = found(
        "Staff can see data", **PERSONAL, transfer_tools=["none_in_place"], tra_done="opt_yes",
        hops=[{"what": "support", "company": "Helpline Ltd", "country": "IN", "legal_tool": ["idta"]}],
    )  # fmt: skip
    assert (place.company, place.cover) == ("Helpline Ltd", "covered")
    assert "International Data Transfer Agreement" in place.mechanism


@pytest.mark.parametrize("country", ["GB", "IE", "US", "IN", "KR", "CN"])
@pytest.mark.parametrize("tools", [None, ["idta"], ["none_in_place"], ["eu_sccs_only"]])
@pytest.mark.parametrize("risk", [None, "opt_yes", "opt_no"])
def test_no_summary_says_covered_while_a_place_is_not(country, tools, risk):
    answers = {**PERSONAL, "inference_countries": [country], "labelling_countries": ["GB"]}
    answers |= {
        key: value for key, value in (("transfer_tools", tools), ("tra_done", risk)) if value
    }
    screening, facts = told(**answers)
    found = transfers(screening, LIBRARY, facts, LAW_ON)
    covers = {place.cover for place in found.places}
    if "not_covered" in covers:
        assert found.status in ("not_covered", "not_settled")
    if found.status in ("covered", "none"):
        assert covers <= {"covered", "at_home", "not_needed"}
