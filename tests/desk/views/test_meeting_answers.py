"""What the vendor said: typed without an account, kept through the sign-in, opened as an assessment."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.urls import reverse

from organisations.models import Event, Membership, Organisation, User
from organisations.roles import Role
from procurement.meeting.loader import load_sheet
from procurement.models import Answer, Assessment
from tests.organisations.cast import found_firm

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough one"
TOLD = {
    1: {
        "product": "Triage Turbo", "tier_name-typed": "Triage Turbo 3.2",
        "training_method": ["teacher_answers", "quantised_copy"], "teacher_name": "vendor_refused",
    },
    2: {"benchmark_vs_teacher": "our_task", "teacher_score-typed": "94", "student_score-typed": "91.5"},
    4: {"notice_days-typed": "30"},
    6: {"customer_data_trains": "never"},
}  # fmt: skip
# By hand, in the bank's own form.
ANSWERS = {
    "tier_name": "Triage Turbo 3.2",
    "training_method": ["teacher_answers", "quantised_copy"],
    "teacher_name": "vendor_refused",
    "benchmark_vs_teacher": "our_task",
    "teacher_score": 94,
    "student_score": 91.5,
    "notice_days": 30,
    "customer_data_trains": "never",
}
NAMED = {"product": "Triage Turbo", "vendor": "Larkfield Systems", "use_case": "Sorts emails"}


def at(number):
    return reverse("desk:meeting_question", args=[number])


def tell(client, told=TOLD):
    for number, posted in told.items():
        answer = client.post(at(number), posted)
        assert answer.status_code == 302, number
        assert answer.url == (at(number + 1) if number < 6 else reverse("desk:meeting_answers"))


def told_in(organisation):
    return dict(Answer.objects.of(organisation).values_list("key", "value"))


def sign_in(client, user, *, after):
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return client.post(
        reverse("account_login"), {"login": user.email, "password": PASSWORD, "next": after}
    )


def test_the_name_from_the_sheet_stands_in_the_form_and_looking_writes_nothing(client):
    text = client.get(at(1), {"product": "Triage Turbo"}).content.decode()
    assert text.count('value="Triage Turbo"') == 2  # carried along, and as the exact name
    assert Session.objects.count() == 0


def test_what_is_typed_without_an_account_survives_the_sign_in_and_opens_an_assessment(client):
    firm = found_firm("Harbour Lettings")
    tell(client)
    seen = client.get(reverse("desk:meeting_answers")).content.decode()
    assert f"8 of {len(load_sheet().answers)} points answered" in seen
    assert "Trained on a larger model&#x27;s written answers, Stored at lower precision" in seen
    assert "Sign in and start an assessment" in seen
    start = reverse("desk:meeting_start")
    assert client.get(start).url == f"{reverse('account_login')}?next={start}"
    assert sign_in(client, firm.owner, after=start).url == start
    opening = reverse("desk:meeting_open", args=[firm.organisation.id])
    assert client.get(start).url == opening
    text = client.get(opening).content.decode()
    assert 'value="Triage Turbo"' in text
    assert "8\N{NO-BREAK SPACE}answers from your meeting" in text
    answer = client.post(opening, NAMED)
    opened = Assessment.objects.of(firm.organisation).get()
    assert answer.url == reverse("desk:assessment", args=[firm.organisation.id, opened.id])
    assert told_in(firm.organisation) == ANSWERS
    by = set(opened.answers.values_list("grade", "given_by", "door"))
    assert by == {("vendor_says", "Larkfield Systems, in a meeting", "meeting")}
    verbs = Event.objects.filter(organisation=firm.organisation.id).values_list("verb", flat=True)
    assert {"product.named", "assessment.opened", "answers.recorded"} <= set(verbs)
    # What was taken over is no longer kept.
    assert (
        "Nothing is filled in yet" in client.get(reverse("desk:meeting_answers")).content.decode()
    )


def test_who_belongs_nowhere_founds_an_organisation_and_comes_back_to_the_answers(client):
    tell(client)
    client.force_login(User.objects.create_user(email="jo@example.org"))
    assert client.get(reverse("desk:meeting_start")).url == reverse("desk:found")
    answer = client.post(reverse("desk:found"), {"name": "Harbour Lettings"})
    made = Organisation.objects.get()
    assert answer.url == reverse("desk:meeting_open", args=[made.id])
    client.post(answer.url, NAMED)
    assert told_in(made) == ANSWERS


def test_who_signs_in_by_another_door_finds_the_notes_at_home(client):
    firm = found_firm("Harbour Lettings")
    tell(client)
    client.force_login(firm.adviser)
    home = client.get(reverse("desk:home", args=[firm.organisation.id])).content.decode()
    assert "Your notes from a meeting about Triage Turbo wait" in home


def test_a_member_of_two_firms_chooses_and_a_reader_is_told_what_to_do(client):
    firm, other = found_firm("Harbour Lettings"), found_firm("Quayside Brokers")
    Membership.objects.of(other.organisation).create(user=firm.adviser, role=Role.ADVISER)
    tell(client)
    client.force_login(firm.adviser)
    text = client.get(reverse("desk:meeting_start")).content.decode()
    for each in (firm, other):
        assert reverse("desk:meeting_open", args=[each.organisation.id]) in text
    client.force_login(other.reader)
    assert "Your role lets you read" in client.get(reverse("desk:meeting_start")).content.decode()


def test_an_answer_that_is_none_is_told_at_its_field_and_the_good_ones_are_kept(client):
    posted = {"benchmark_vs_teacher": "our_task", "teacher_score-typed": "very good"}
    answer = client.post(at(2), posted)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert text.count("Enter a number from 0 to 100, in digits") == 2
    assert 'value="very good"' in text
    assert "1 of " in client.get(reverse("desk:meeting_answers")).content.decode()


def test_an_answer_can_be_changed_and_taken_back(client):
    tell(client)
    client.post(at(4), {"notice_days-typed": "14"})
    assert 'value="14"' in client.get(at(4)).content.decode()
    client.post(at(4), {"notice_days-typed": ""})
    assert "7 of " in client.get(reverse("desk:meeting_answers")).content.decode()


def test_a_script_keeps_what_is_typed_so_far_without_a_word_of_error(client):
    answer = client.post(
        at(2),
        {"student_score-typed": "91.5", "teacher_score-typed": "ninety-"},
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 200
    assert "Kept in this browser" in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert "91.5" in client.get(reverse("desk:meeting_answers")).content.decode()


def test_what_was_typed_is_thrown_away_on_request_and_never_cached(client):
    tell(client)
    for url in (at(1), reverse("desk:meeting_answers")):
        assert "no-store" in client.get(url).headers["Cache-Control"]
    client.post(reverse("desk:meeting_throw_away"))
    assert (
        "Nothing is filled in yet" in client.get(reverse("desk:meeting_answers")).content.decode()
    )
    assert client.get(reverse("desk:meeting_throw_away")).status_code == 405


def test_there_is_no_seventh_question(client):
    assert client.get(at(7)).status_code == 404
    assert client.get("/meeting/answers/0/").status_code == 404


def test_without_notes_one_is_led_to_the_usual_way_of_adding_a_tool(client):
    firm = found_firm("Harbour Lettings")
    client.force_login(firm.owner)
    opening = reverse("desk:meeting_open", args=[firm.organisation.id])
    for answer in (client.get(opening), client.post(opening, NAMED)):
        assert answer.url == reverse("desk:new", args=[firm.organisation.id])
    assert not Assessment.objects.of(firm.organisation).exists()


def test_a_form_that_lacks_a_name_comes_back_and_the_notes_stay(client):
    firm = found_firm("Harbour Lettings")
    tell(client)
    client.force_login(firm.owner)
    opening = reverse("desk:meeting_open", args=[firm.organisation.id])
    text = client.post(opening, {"product": "Triage Turbo"}).content.decode()
    assert "Enter the company that sells it" in text
    client.post(opening, NAMED)
    assert told_in(firm.organisation) == ANSWERS
