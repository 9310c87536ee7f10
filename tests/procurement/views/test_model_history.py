"""Where the model came from, through the page: the picture, the same in words, and what comes down."""

from html import unescape

import pytest
from django.test import Client

from tests.organisations.cast import found_firm
from tests.procurement.opened import answer, open_for, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm():
    return found_firm("Harbour Lettings")


@pytest.fixture
def assessment(firm):
    return open_for(firm)


@pytest.fixture
def owner(firm):
    client = Client()
    client.force_login(firm.owner)
    return client


def said(response):
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).split())


def test_where_nobody_said_anything_the_page_says_what_to_do(owner, firm, assessment):
    page = said(owner.get(page_of(assessment, "model_history")))

    assert "Nobody has said yet what the model was made from" in page
    assert "Answer the questions on its making" in page


def test_what_a_licence_passes_on_is_shown_with_its_source_and_what_to_do(owner, firm, assessment):
    answer(
        assessment,
        firm.owner,
        training_method=["teacher_answers"],
        models=[
            {"role": "teacher", "name": "Qwen-72B", "made_by": "qwen", "licence": "tongyi"},
            {"role": "base", "name": "Llama 4 Scout", "made_by": "meta", "licence": "llama_vision"},
            {"role": "base", "name": "Aldermoor 7B"},
        ],
    )
    html = owner.get(page_of(assessment, "model_history"))
    page = said(html)

    assert "may not be used to improve any other large language model" in page
    assert "Release date 3 August 2023, read in full" in page
    assert "700 million monthly users" in page
    assert "Get it in writing" in page
    assert "Aldermoor 7B: nobody has said under which terms it was used" in page
    assert "<title>The models that the product comes from" in html.content.decode()


def test_a_name_cannot_break_out_of_the_picture(owner, firm, assessment):
    answer(
        assessment,
        firm.owner,
        training_method=["fine_tuned"],
        base_model="<script>alert(1)</script>",
    )
    html = owner.get(page_of(assessment, "model_history")).content.decode()

    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html
