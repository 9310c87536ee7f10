"""What can be told by its shape is found, what only looks like it is not, and nothing ever breaks."""

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from evaluations.personal_data.check_digits import is_card_number
from evaluations.personal_data.scan import from_bytes, scan

# Numbers that the networks publish for tests, and numbers Ofcom keeps for drama.
CARDS = ["4111 1111 1111 1111", "5555555555554444", "3782-822463-10005", "6011111111111117"]
PHONES = [
    "020 7946 0958", "+44 7700 900123", "(0113) 496 0001", "07700900982", "0044 161 496 0002",
    # Numbers that the United States, Ireland and France keep for fiction.
    "+1 202-555-0143", "+353 20 910 1234", "+33199001234",
]  # fmt: skip
# The NHS Data Dictionary and NHS Digital print them in their guidance.
NHS = ["943 476 5919", "943-476-5919", "401 023 2137"]
# The examples in the registry of ISO 13616 that SWIFT keeps.
IBANS = ["GB29 NWBK 6016 1331 9268 19", "DE89370400440532013000", "IE29 AIBK 9311 5212 3456 78"]
ACCOUNTS = ["20-00-00 and account 55779911", "55779911, 20 00 00"]
# The examples in the Post Office's guide to the shapes of postcodes.
POSTCODES = [
    "M1 1AE",
    "B33 8TH",
    "CR2 6XH",
    "DN55 1PT",
    "W1A 0AX",
    "EC1A 1BB",
    "sw1a1aa",
    "GIR 0AA",
]
# The shape of HMRC's manual NIM39110: two letters, six digits, A to D.
INSURANCE = ["AB 12 34 56 C", "JG103759A", "ab123456d"]
EMAILS = ["k.mensah@harbour.example", "a+b@x-y.co.uk", "o'neil@mail.example"]
NOT = [
    "Order 1234567890123456 of 21 November 2026",
    "Meter 4111 1111 1111 1112",
    "Ring 999, or the gate code 0451",
    "QQ 12 34 56 C",  # the one HMRC prints because nobody has it
    "GB123456A",
    "Ticket 9434765919",  # it would pass as an NHS number, but nothing says that it is one
    "943 476 5918",
    "GB29 NWBK 6016 1331 9268 18",
    "On 20-11-26 we sent 55779911 leaflets",
    "+12 of 34 5 rooms",
    "Flat 3, from £650 to £1,200 in 2026",
    "see @repairs at 12:30",
    "Size B12 and A4 paper",
]


def kinds(text, column="text"):
    return {each.kind for each in scan({column: [text]}).found}


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (kind, each)
        for kind, all_ in (
            ("card", CARDS), ("phone", PHONES), ("postcode", POSTCODES),
            ("insurance_number", INSURANCE), ("email", EMAILS), ("nhs_number", NHS), ("iban", IBANS),
        )
        for each in all_
    ],
)  # fmt: skip
def test_what_is_written_in_the_usual_ways_is_found(kind, written):
    found = scan({"text": ["nothing", f"Hello, it is {written}. Thank you"]}).found
    assert [(each.kind, each.column, each.cells) for each in found] == [(kind, "text", 1)]
    assert found[0].examples == (written,)


@pytest.mark.parametrize("written", ACCOUNTS)
def test_an_account_is_one_where_the_words_beside_it_say_so(written):
    (found,) = scan({"text": [f"My bank: {written}. Thank you"]}).found
    assert (found.kind, found.examples) == ("account", (written,))


def test_a_bare_nhs_number_is_one_where_a_word_or_the_title_says_so():
    assert kinds("NHS no 9434765919") == {"nhs_number"}
    assert kinds("9434765919", "Patient NHS number") == {"nhs_number"}
    assert kinds("9434765919") == set()


def test_what_cannot_be_there_by_chance_is_told_apart():
    seen = scan({"text": ["k@x.example", "M1 1AE", "020 7946 0958"]})
    assert {each.kind for each in seen.found} == {"email", "postcode", "phone"}
    assert {each.kind for each in seen.sure} == {"email"}


@pytest.mark.parametrize("text", NOT)
def test_what_only_looks_like_it_is_left_alone(text):
    assert kinds(text) == set()


@pytest.mark.parametrize(
    ("column", "named"),
    [
        ("Tenant name", True), ("first_name", True), ("fullName", True), ("Surname", True),
        ("customer", True), ("filename", False), ("Product name", False), ("customer_id", False), ("text", False), ("tenancy", False),
    ],
)  # fmt: skip
def test_a_column_is_of_names_by_its_title(column, named):
    assert (kinds("Kofi", column) == {"name"}) == named


def test_cells_are_counted_and_few_examples_kept():
    cells = [f"write to p{number}@x.example or q@x.example" for number in range(7)] + ["no"]
    (found,) = scan({"text": cells}).found
    assert (found.cells, found.examples) == (7, ("p0@x.example", "q@x.example", "p1@x.example"))


@given(st.from_regex(r"[0-9]{12,18}", fullmatch=True))
def test_of_the_ten_last_digits_one_makes_a_card_number(digits):
    # ISO/IEC 7812-1: the check digit is unique.
    good = [each for each in "0123456789" if is_card_number(digits + each)]
    assert len(good) == (1 if len(set(digits + good[0] if good else digits)) > 1 else 0)


@limits(max_examples=150, deadline=1_000)
@given(
    st.dictionaries(
        st.text(max_size=20), st.lists(st.text(max_size=300), min_size=2, max_size=2), max_size=3
    )
)
def test_any_text_is_looked_through_and_comes_back_from_the_vault(columns):
    seen = scan(columns)
    assert from_bytes(seen.model_dump_json().encode()) == seen
    assert all(1 <= len(each.examples) <= 3 and each.cells <= 2 for each in seen.found)
