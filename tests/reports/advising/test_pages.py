"""The adviser's pages: what is typed is kept on a refusal, and only the firm's people may write."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from organisations.actions import members
from organisations.models import Event
from organisations.queries import firms_of
from organisations.roles import Role
from reports.advising.actions.kept_texts import keep_text
from reports.advising.models import AdviserDraft, RelianceTerms
from reports.models import Report
from tests.organisations.cast import found_firm
from tests.procurement.opened import TO_INDIA, answer, open_for
from tests.reports.advising.advised import FIRM, begun, png, ready

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def firm(committed, client):
    made = found_firm("Harbour Lettings")
    client.force_login(made.adviser)
    return made


@pytest.fixture
def assessment(firm):
    made = open_for(firm)
    answer(made, firm.owner, **TO_INDIA)
    return made


def at(page, assessment):
    return reverse(f"reports:{page}", args=[assessment.organisation_id, assessment.id])


def read(answer_):
    return answer_.content.decode()


def draft_of(assessment):
    return AdviserDraft.objects.of(assessment.organisation_id).get(assessment=assessment)


def test_an_adviser_of_no_firm_founds_one_and_sees_what_is_missing(client, firm, assessment):
    page = read(client.get(at("reports", assessment)))
    assert "You are the adviser" in page
    assert "Which firm prepares this report?" not in read(client.get(at("adviser", assessment)))
    refused = read(client.post(at("adviser", assessment), {"name": " "}))
    assert "Enter the name of your firm" in refused
    moved = client.post(at("adviser", assessment), {"name": FIRM})
    assert moved.url == at("preflight", assessment)
    listed = read(client.get(moved.url))
    assert "Still needed for the report" in listed
    for name in ("Terms of reliance", "Interests", "Scope", "Conclusion"):
        assert f">{name}</a>" in listed
    assert [each.name for each in firms_of(firm.adviser)] == [FIRM]
    people = people_page(client, firm)
    assert FIRM in people


def people_page(client, firm):
    client.force_login(firm.owner)
    return read(client.get(reverse("organisations:people", args=[firm.organisation.id])))


def test_a_firm_that_is_known_is_chosen(client, firm, assessment):
    begun(firm, assessment)
    other = open_for(firm, product="Letter Writer")
    [own] = firms_of(firm.adviser)
    assert "Choose your firm" in read(client.post(at("adviser", other), {"name": ""}))
    assert client.post(at("adviser", other), {"firm": str(own.id), "name": ""}).status_code == 302
    assert draft_of(other).adviser == own


def test_a_refused_text_stays_as_it_was_typed_and_nothing_is_written(client, firm, assessment):
    begun(firm, assessment)
    before = Event.objects.count()
    typed = "Dear {clint},\r\n\r\nSee below."
    page = read(client.post(at("adviser_letter", assessment), {"text": typed, "do": "keep"}))
    assert "We do not know the placeholder “{clint}”." in page
    assert "Dear {clint}," in page
    linked = read(
        client.post(at("adviser_letter", assessment), {"text": "a\n\n[b](http://c)", "do": "keep"})
    )
    assert "Line 3: A link leads out of the report." in linked
    assert Event.objects.count() == before


def test_a_text_is_looked_at_before_it_is_kept(client, firm, assessment):
    begun(firm, assessment)
    before = Event.objects.count()
    page = read(
        client.post(
            at("adviser_opinion", assessment), {"text": "**{client}** & <b>all</b>", "do": "look"}
        )
    )
    assert "<strong>Harbour Lettings</strong> &amp; &lt;b&gt;all&lt;/b&gt;" in page
    assert "Not kept yet" in page
    assert Event.objects.count() == before
    client.post(at("adviser_opinion", assessment), {"text": "**{client}**", "do": "keep"})
    assert draft_of(assessment).opinion == "**{client}**"


def test_a_kept_text_is_put_at_the_end_of_what_is_typed(client, firm, assessment):
    draft = begun(firm, assessment)
    kept = keep_text(
        organisation=draft.adviser,
        title="How we test",
        text="We ask twice.",
        by=firm.adviser.as_actor(),
    )
    page = read(
        client.post(
            at("adviser_scope", assessment),
            {"text": "First.", "kept": str(kept.id), "do": "put_in"},
        )
    )
    assert "First.\n\nWe ask twice.</textarea>" in page
    assert draft_of(assessment).scope == ""
    foreign = {"text": "First.", "kept": "00000000-0000-4000-8000-000000000000", "do": "put_in"}
    assert "Select a valid choice" in read(client.post(at("adviser_scope", assessment), foreign))


def test_an_adviser_of_another_firm_may_not_write(client, firm, assessment):
    begun(firm, assessment)
    other = found_firm("Quayside")
    from_elsewhere = other.adviser
    client.force_login(firm.owner)
    assert client.get(at("adviser_letter", assessment)).status_code == 403
    client.force_login(from_elsewhere)
    assert client.get(at("adviser_letter", assessment)).status_code == 404
    joined(firm, from_elsewhere)
    assert client.get(at("adviser_letter", assessment)).status_code == 403
    assert (
        client.post(at("adviser_letter", assessment), {"text": "x", "do": "keep"}).status_code
        == 403
    )
    assert "Northgate Advice, for Harbour Lettings" in read(client.get(at("preflight", assessment)))


def joined(firm, user):
    members.add(
        organisation=firm.organisation, user=user, role=Role.ADVISER, by=firm.owner.as_actor()
    )


def test_the_report_is_refused_until_all_is_said_and_leads_to_what_is_missing(
    client, firm, assessment
):
    begun(firm, assessment)
    refused = read(client.post(at("reports", assessment)))
    assert "has no terms of reliance yet" in refused
    assert "See what is missing" in refused
    assert at("preflight", assessment) in refused
    assert not Report.objects.of(firm.organisation).exists()


def test_with_everything_said_the_list_makes_the_report(client, firm, assessment):
    ready(firm, assessment)
    page = read(client.get(at("preflight", assessment)))
    assert "Ready for the report" in page
    assert "Worth a look" in page
    assert client.post(at("reports", assessment)).status_code == 302
    assert Report.objects.of(firm.organisation).count() == 1


def test_the_first_terms_start_from_words_of_ours_and_a_pale_colour_is_answered(
    client, firm, assessment
):
    draft = begun(firm, assessment)
    terms = reverse("reports:terms", args=[draft.adviser_id])
    assert "Who this report is for" in read(client.get(terms))
    assert not RelianceTerms.objects.of(draft.adviser).exists()
    client.post(terms, {"text": "Only {client}."})
    assert "Version 1 counts now" in read(client.get(terms))
    brand = reverse("reports:brand", args=[draft.adviser_id])
    page = read(client.post(brand, {"accent": "#ffff00"}))
    assert "The nearest shade of it that can be read is #7a7a00." in page
    assert 'value="#ffff00"' in page
    sent = {"accent": "#7a7a00", "logo": SimpleUploadedFile("logo.png", png())}
    assert client.post(brand, sent).status_code == 302
    logo = client.get(reverse("reports:logo", args=[draft.adviser_id]))
    assert logo.headers["Content-Type"] == "image/png"
    assert b"".join(logo.streaming_content).startswith(b"\x89PNG")
