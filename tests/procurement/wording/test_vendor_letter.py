"""Open questions as a letter: every one of them, in the words for a vendor, and nothing else."""

from urllib.parse import parse_qs, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from procurement.library import load_library
from procurement.wording.vendor_letter import together, vendor_letter

BANK = load_library().bank
VENDORS = [each for each in BANK.questions if each.ask_vendor]


def letter(questions):
    return vendor_letter(together(questions, BANK), product="Triage Turbo", firm="Harbour")


@given(st.lists(st.sampled_from(VENDORS), max_size=8, unique_by=lambda each: each.id))
def test_each_question_stands_once_in_the_order_of_the_bank(questions):
    body = letter(questions).body
    places = [
        body.index(f". {each.ask_vendor}\n")
        for each in sorted(questions, key=lambda each: BANK.position[each.id])
    ]
    assert places == sorted(places)
    for number in range(1, len(questions) + 1):
        assert body.count(f"\n{number}. ") == 1


def test_the_letter_asks_in_the_vendors_words_under_the_titles_of_the_sections():
    made = letter([BANK.by_id["version_pinning"], BANK.by_id["training_method"]])
    assert made.subject == "2 questions about Triage Turbo"
    first, second = made.body.split("UPGRADES AND END OF LIFE")
    assert "WHERE THE MODEL CAME FROM" in first
    assert f"1. {BANK.by_id['training_method'].ask_vendor}" in first
    assert f"2. {BANK.by_id['version_pinning'].ask_vendor}" in second
    assert "“We would rather not say”".lower() in made.body.lower()
    # What an answer would mean is ours: neither the help nor an option of the buyer's stands in it.
    assert BANK.by_id["training_method"].help not in made.body


def test_one_question_is_one():
    made = letter([BANK.by_id["training_method"]])
    assert made.subject == "1 question about Triage Turbo"
    assert "Please answer this question in writing." in made.body


def test_the_letter_opens_in_a_mail_program_with_its_lines_kept():
    made = letter([BANK.by_id["training_method"]])
    parts = urlsplit(made.mailto)
    assert (parts.scheme, parts.path) == ("mailto", "")
    query = parse_qs(parts.query)
    assert query["subject"] == [made.subject]
    assert query["body"][0].replace("\r\n", "\n") == made.body
