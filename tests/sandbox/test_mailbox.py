"""A mail export, written by the standard library, is read in the jail: subject and first text."""

import mailbox
from email.message import EmailMessage

import pytest

from content.refusal import Refused
from sandbox.contract import Limits
from sandbox.limits import READING_EXPORT
from sandbox.reading import read_export
from sandbox.runner.mailbox import TEXT_MOST

# Three thousand mails, each inside the one before.
NESTED = b"".join(
    b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3_000)
)


@pytest.fixture
def reading(jail, tmp_path):
    def read(content, limits=READING_EXPORT):
        path = tmp_path / "upload"
        path.write_bytes(content)
        return read_export(jail, path, name="inbox.mbox", limits=limits)

    return read


def mail(subject, text, **more):
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "t@tenant.example", "us@firm.example", subject
    made.set_content(text, **more)
    return made


def exported(tmp_path, *mails):
    """What a mail program writes."""
    box = mailbox.mbox(tmp_path / "written.mbox")
    for each in mails:
        box.add(each)
    box.close()
    return (tmp_path / "written.mbox").read_bytes()


def rows(found):
    return [(row["subject"], row["text"]) for row in found.table.to_pylist()]


def test_each_mail_becomes_a_row_and_nothing_of_it_is_guessed_away(reading, tmp_path):
    picture = mail("Cold", "The boiler is out again.\n\nFrom Monday on we have no water.")
    picture.add_attachment(b"\x89PNG" * 50_000, maintype="image", subtype="png", filename="b.png")
    both = mail("Wohnung “hell”", "Größe 5 m²?", cte="base64")
    both.add_alternative("<p>not this one</p>", subtype="html")
    page = mail(
        "Page", "<style>p{}</style><p>Is the <b>flat</b><br>free &amp; warm?</p>", subtype="html"
    )

    found = reading(exported(tmp_path, picture, both, page, mail("NA", "null"), mail("0001", "")))

    assert found.format == "mbox"
    assert found.row_numbers.tolist() == [1, 2, 3, 4, 5]
    assert rows(found) == [
        ("Cold", "The boiler is out again.\n\nFrom Monday on we have no water."),
        ("Wohnung “hell”", "Größe 5 m²?"),
        ("Page", "Is the flat\nfree & warm?"),
        ("NA", "null"),
        ("0001", ""),
    ]


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "utf-8", "koi8-r", "shift_jis"])
def test_letters_arrive_in_any_usual_encoding(reading, tmp_path, charset):
    said = {"koi8-r": "Нет воды", "shift_jis": "水が出ない"}.get(charset, "Café, 5 % déjà")

    found = reading(exported(tmp_path, mail(said, said, charset=charset)))

    assert rows(found) == [(said, said)]


def test_a_subject_written_without_any_code_keeps_its_letters(reading):
    written = b"Content-Type: text/plain; charset=utf-8\n\nHallo\n\n"
    mails = [
        b"From a\nSubject: " + subject + b"\n" + written
        for subject in (
            "Größe und Wärme".encode(),
            "Größe und Wärme".encode("cp1252"),
            b"=?iso-8859-1?Q?Gr=F6=DFe?= und =?utf-8?B?V8Okcm1l?=",
        )
    ]

    assert rows(reading(b"".join(mails))) == [("Größe und Wärme", "Hallo")] * 3


def test_a_blank_plain_part_does_not_hide_the_page_beside_it(reading, tmp_path):
    both = mail("Cold", " \n")
    both.add_alternative("<p>The boiler is out.</p>", subtype="html")

    assert rows(reading(exported(tmp_path, both))) == [("Cold", "The boiler is out.")]


@pytest.mark.parametrize("end", ["", "</head>"])
def test_a_page_whose_head_is_not_closed_is_read_without_what_is_not_meant_to_be(
    reading, tmp_path, end
):
    page = mail(
        "Damp",
        "<html><head><meta charset=utf-8><title>Mail</title><style>p{}</style><script>x()</script>"
        f"{end}<body><p>The wall is wet.</p></body></html>",
        subtype="html",
    )

    assert rows(reading(exported(tmp_path, page))) == [("Damp", "The wall is wet.")]


@pytest.mark.parametrize(
    ("spoilt", "kept"),
    [
        (b"Content-Type: text/plain; charset=no-such-one\n\nstill here", "still here"),
        (b"Content-Type: multipart/mixed; boundary=x\n\n", ""),
        (b"Content-Type: message/rfc822\n\nSubject: inner\n\ninside", "inside"),
        (b"Content-Transfer-Encoding: base64\n\n!!!not base64", None),
        (NESTED, ""),
        (b"Subject: =?utf-8?b?////?= =?nonsense?q?=ZZ?=\n\n\x00after NUL", "after NUL"),
    ],
)
def test_one_spoilt_mail_does_not_cost_the_others(reading, spoilt, kept):
    found = reading(b"From a\n" + spoilt + b"\n\nFrom b\nSubject: Good\n\nWe stay.\n")

    assert rows(found)[-1] == ("Good", "We stay.")
    if kept is not None:
        assert rows(found)[0][1] == kept


def test_a_line_that_only_begins_like_a_separator_begins_no_mail(reading):
    body = b"Hello\n\nFrom where I sit it is wet.\n\n>From the cellar too.\n"

    found = reading(b"From - Mon Jan 05 09:00:00 2026\r\nSubject: Wet\r\n\r\n" + body)

    assert rows(found) == [("Wet", "Hello\n\nFrom where I sit it is wet.\n\nFrom the cellar too.")]


def test_a_very_long_mail_is_cut_and_says_so(reading, tmp_path):
    found = reading(exported(tmp_path, mail("Long", "word " * TEXT_MOST)))

    text = rows(found)[0][1]
    assert len(text) == TEXT_MOST + 4
    assert text.endswith(" […]")


def test_a_table_is_an_export_too_and_keeps_every_cell(reading):
    found = reading(b"ref,text\n0001,NA\n1,null\n")

    assert found.format == "csv"
    assert found.table.to_pylist() == [{"ref": "0001", "text": "NA"}, {"ref": "1", "text": "null"}]


def test_too_many_mails_are_refused_with_a_way_out(reading, tmp_path):
    limits = Limits(rows=2, columns=5, cell=1_000)

    with pytest.raises(Refused) as refused:
        reading(exported(tmp_path, *[mail("a", "b")] * 3), limits)

    assert (
        refused.value.sentence
        == "The export has more than 2 rows or mails, the most that are read."
    )
    assert refused.value.file == "inbox.mbox"


def test_a_file_of_another_kind_says_what_to_bring(reading):
    with pytest.raises(Refused) as refused:
        reading(b"%PDF-1.7 nothing")

    assert "mbox" in refused.value.what_to_do
