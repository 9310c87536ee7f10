"""What to ask the vendor to sign: ticked by the open flags, taken away as a file, nothing kept."""

import io

import pytest
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from organisations.models import Event
from procurement.contract_words.loader import load_clauses
from tests.conftest import needs_pango
from tests.organisations.cast import found_firm
from tests.procurement.opened import TO_INDIA, answer, open_for

pytestmark = pytest.mark.django_db
EVERY = [clause.id for clause in load_clauses()]


@pytest.fixture
def asked(client):
    firm = found_firm("Harbour")
    assessment = open_for(firm)
    answer(assessment, firm.owner, **TO_INDIA)
    client.force_login(firm.owner)
    return assessment


def at(assessment, page="contract_words", **more):
    return reverse(
        f"desk:{page}",
        kwargs={"organisation": assessment.organisation_id, "assessment": assessment.id, **more},
    )


def whole(response):
    return b"".join(response.streaming_content)


def ticked(page):
    return [
        box.split('"')[0]
        for box in page.split('name="clause" value="')[1:]
        if " checked" in box.split(">")[0]
    ]


def test_what_the_open_flags_call_for_is_ticked_and_says_for_which(client, asked):
    page = client.get(at(asked)).content.decode()
    assert ticked(page) == ["transfer_tool", "location_fixed"]
    assert "Would help to settle: No legal tool for a transfer" in page
    assert "signs the ICO" in page


def test_the_choice_is_the_readers(client, asked):
    page = client.get(at(asked), {"form": "letter", "clause": ["right_to_test"]}).content.decode()
    assert ticked(page) == ["right_to_test"]
    assert "Please confirm that we may test Triage Turbo on our own examples" in page
    assert "signs the ICO" not in page


def test_a_choice_of_nothing_is_refused_and_one_nobody_offers_named(client, asked):
    page = client.get(at(asked), {"form": "contract"}).content.decode()
    assert "Tick at least one thing to ask for" in page
    page = client.get(at(asked), {"form": "contract", "clause": "free_lunch"}).content.decode()
    assert "free_lunch is not in it" in page
    refused = client.get(at(asked, "contract_words_file", ending="docx"), {"form": "contract"})
    assert refused.status_code == 302


@needs_pango
@pytest.mark.parametrize("form", ["contract", "letter"])
@pytest.mark.parametrize("chosen", [EVERY[:3], EVERY[:12], EVERY], ids=["three", "twelve", "every"])
def test_the_pdf_is_one_page_however_much_is_asked(client, asked, form, chosen):
    got = client.get(
        at(asked, "contract_words_file", ending="pdf"), {"form": form, "clause": chosen}
    )
    pages = PdfReader(io.BytesIO(whole(got))).pages
    assert len(pages) == 1
    words = " ".join(pages[0].extract_text().split())
    assert words.count("Larkfield Systems") >= (len(chosen) if form == "contract" else 1)
    assert "not legal advice" in words


def test_the_word_file_has_a_heading_for_each_clause(client, asked):
    got = client.get(
        at(asked, "contract_words_file", ending="docx"),
        {"form": "contract", "clause": ["model_named", "no_training"]},
    )
    document = Document(io.BytesIO(whole(got)))
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 2"]
    assert headings == [
        "1. The model and its version are named",
        "2. Our data trains nothing",
        "Agreed for Larkfield Systems",
    ]
    assert document.core_properties.author == asked.organisation.name


def test_the_text_is_for_an_e_mail_and_looking_leaves_no_trace(client, asked):
    before = Event.objects.count()
    got = client.get(
        at(asked, "contract_words_file", ending="txt"),
        {"form": "letter", "clause": ["version_kept"]},
    )
    text = whole(got).decode()
    assert text.startswith("What we ask Larkfield Systems to confirm about Triage Turbo")
    assert "[12] months" in text
    assert got.headers["Content-Disposition"] == 'attachment; filename="to-sign-triage-turbo.txt"'
    assert Event.objects.count() == before


def test_a_flag_shows_the_words_that_would_settle_it(client, asked):
    flag = asked.flags.get(rule="transfer_no_tool")
    page = client.get(
        reverse("procurement:flag", args=[asked.organisation_id, asked.id, flag.id])
    ).content.decode()
    assert "A legal tool for each country outside UK cover." in page
    assert at(asked) in page


@pytest.mark.parametrize("ending", ["docx", "txt"])
def test_no_name_turns_what_is_to_be_signed(client, asked, ending):
    vendor = asked.product.vendor
    vendor.name = "Lark\u202edleif\u202c \u2067Systems\u2069"
    vendor.save()
    sent = {"form": "contract", "clause": ["model_named", "no_training"]}
    made = whole(client.get(at(asked, "contract_words_file", ending=ending), sent))
    if ending == "docx":
        made = "\n".join(each.text for each in Document(io.BytesIO(made)).paragraphs).encode()
    said = made.decode()
    assert "What we ask Larkdleif Systems to sign" in said
    assert not set(said) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
