"""The six questions, and what leaves the house with them."""

from urllib.parse import parse_qs, urlsplit

import pytest

from content.refusal import Refused
from procurement.decoding.decode import decode
from procurement.decoding.plain_words import in_words
from procurement.library import load_library
from procurement.meeting.letter import letter
from procurement.meeting.loader import FILE, load_sheet, read_sheet

LIBRARY = load_library()


def letter_about(name):
    lineage, as_at = LIBRARY.rulebook.lineage, LIBRARY.rulebook.as_at
    decoded = decode(name, lineage, as_at=as_at)
    return letter(load_sheet(), decoded, in_words(decoded))


def test_each_of_the_six_asks_something_and_says_how_good_and_bad_answers_sound():
    sheet = load_sheet()
    assert len(sheet.questions) == 6
    for question in sheet.questions:
        assert question.ask.endswith("?")
        assert question.good != question.worrying


def changed(tmp_path, old, new):
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "sheet.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("[tier_name,", "[tier_nane,", "`tier_nane` is no question of the bank."),
        ("[tier_name,", "[models,", "`models` is a table, which no short form asks."),
        ("[tier_name,", "[notice_days,", "`notice_days` is asked twice."),
        ("    short: What it is\n", "", "`short` is missing."),
    ],
)
def test_a_sheet_that_does_not_fit_the_bank_is_refused_by_name_and_line(
    tmp_path, old, new, sentence
):
    with pytest.raises(Refused) as refusal:
        read_sheet(changed(tmp_path, old, new), LIBRARY.bank)
    assert refusal.value.sentence == sentence
    assert refusal.value.file == "sheet.yaml"
    assert refusal.value.row


def test_the_letter_asks_all_six_and_shows_the_vendor_no_answer_key():
    written = letter_about("Triage Turbo")
    assert written.subject == "Six questions about Triage Turbo"
    for question in load_sheet().questions:
        assert question.ask in written.body
        for kept in (question.good, question.worrying, question.why):
            assert kept not in written.body
    assert "The name has “Turbo” in it." in written.body


def test_a_letter_about_an_unknown_name_asks_the_six_and_no_more():
    assert "The name has" not in letter_about("Harbour Helper").body
    assert "your AI product" in letter_about("").subject


@pytest.mark.parametrize(
    "name", ["A&B?subject=x#y", "100% Turbo", "Zoë’s “mini”\r\nBcc: a@b.example"]
)
def test_the_mail_link_carries_any_name_and_nothing_but_subject_and_text(name):
    written = letter_about(name)
    parts = urlsplit(written.mailto)
    assert (parts.scheme, parts.path, parts.fragment) == ("mailto", "", "")
    fields = parse_qs(parts.query, strict_parsing=True)
    assert set(fields) == {"subject", "body"}
    assert fields["subject"] == [written.subject]
    assert "\n" not in written.subject
    assert fields["body"][0].replace("\r\n", "\n") == written.body
