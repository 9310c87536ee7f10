"""What a firm says of itself is said once, and counts for every tool that is not closed."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from content.refusal import Refused
from organisations.models import Event
from procurement.actions.answers import AnsweredMeanwhile, Told, answer_question
from procurement.actions.closing import close_assessment, open_again
from procurement.actions.profile import answer_profile, confirm_profile
from procurement.answered import Answered
from procurement.facts.sources import Grade
from procurement.models import Answer, ProfileAnswer
from procurement.queries import claims_of, latest_answers
from tests.organisations.cast import found_firm
from tests.procurement.opened import LIBRARY, answer, open_for

pytestmark = pytest.mark.django_db
BANK = LIBRARY.bank


@pytest.fixture
def firm():
    return found_firm("Harbour Lettings")


def tell(firm, based_on=None, who="owner", **values):
    person = getattr(firm, who)
    told = {key: Told(value, Grade.BUYER_SAYS, person.name) for key, value in values.items()}
    return answer_profile(
        organisation=firm.organisation, bank=BANK, told=told, based_on=based_on or {},
        by=person.as_actor(),
    )  # fmt: skip


def said(assessment):
    return {key: each.value for key, each in latest_answers(assessment).items()}


def raised(assessment):
    return set(assessment.flags.exclude(standing="cleared").values_list("rule", flat=True))


# A firm that handles people's details and has no way in for complaints: law from 19 June 2026 on.
PERSONAL = {"personal_data_types": ["contact"]}


def test_one_answer_counts_for_every_open_tool_and_its_flags_follow(firm):
    first, second = open_for(firm), open_for(firm, product="Helper")
    for each in (first, second):
        answer(each, firm.owner, **PERSONAL)
    before = raised(second)
    assert tell(firm, complaints_route="opt_no", buyer_sector=["charity"]) == 2

    for each in (first, second):
        assert said(each)["complaints_route"] == "opt_no"
        claim = next(c for c in claims_of(each) if c.key == "complaints_route")
        assert str(claim.subject) == "organisation"
        assert claim.by == "Olive"
    new = raised(second) - before
    assert new
    assert raised(first) == raised(second)
    assert not Answer.objects.of(firm.organisation).filter(key="complaints_route").exists()
    event = Event.objects.get(organisation=firm.organisation.id, verb="profile.answered")
    assert event.actor == firm.owner.id

    tell(firm, {"complaints_route": 1}, complaints_route="opt_yes")
    assert not new & raised(second)


def test_what_an_answer_sheet_says_of_the_firm_goes_to_its_profile(firm):
    one, other = open_for(firm), open_for(firm, product="Helper")
    assert answer(one, firm.lead, buyer_sector=["charity"], own_trial="planned") == 2
    assert said(other) == {"buyer_sector": ["charity"]}
    assert {each.key for each in one.answers.all()} == {"own_trial"}


def test_a_question_page_writes_to_the_profile_and_minds_who_was_quicker(firm):
    one, other = open_for(firm), open_for(firm, product="Helper")
    owner, told = firm.owner.as_actor(), Told(["charity"], Grade.BUYER_SAYS, "Olive")
    give = {"bank": BANK, "key": "buyer_sector", "by": owner}
    assert answer_question(assessment=one, told=told, based_on=0, **give)
    assert not answer_question(assessment=other, told=told, based_on=0, **give)
    with pytest.raises(AnsweredMeanwhile):
        answer_question(
            assessment=other, told=Told(["legal"], Grade.BUYER_SAYS, "Lena"), based_on=0, **give
        )
    with pytest.raises(AnsweredMeanwhile):
        tell(firm, who="lead", buyer_sector=["legal"])
    assert ProfileAnswer.objects.of(firm.organisation).count() == 1


def test_nothing_is_written_of_what_is_no_answer_or_not_about_the_firm(firm):
    for wrong in ({"buyer_sector": "the moon"}, {"own_trial": "planned"}):
        with pytest.raises(Refused):
            tell(firm, complaints_route="opt_yes", **wrong)
    assert not ProfileAnswer.objects.of(firm.organisation).exists()


def test_a_closed_file_keeps_what_it_was_decided_on_until_it_is_opened_again(firm):
    decided, going_on = open_for(firm), open_for(firm, product="Helper")
    for each in (decided, going_on):
        answer(each, firm.owner, **PERSONAL)
    tell(firm, complaints_route="opt_no")
    close_assessment(assessment=decided, by=firm.owner.as_actor())
    flags = raised(decided)
    tell(firm, {"complaints_route": 1}, complaints_route="opt_yes", buyer_sector=["charity"])

    assert said(going_on)["complaints_route"] == "opt_yes"
    decided.refresh_from_db()
    assert said(decided) == {**PERSONAL, "complaints_route": "opt_no"}
    assert raised(decided) == flags
    with pytest.raises(Refused):
        close_assessment(assessment=decided, by=firm.owner.as_actor())

    open_again(assessment=decided, by=firm.owner.as_actor())
    assert said(decided)["complaints_route"] == "opt_yes"
    assert raised(decided) < flags


def test_to_confirm_is_to_say_it_again_today(firm):
    assessment = open_for(firm)
    tell(firm, complaints_route="opt_yes")
    a_year_ago = timezone.now() - timedelta(days=400)
    ProfileAnswer.objects.of(firm.organisation).update(given_at=a_year_ago)
    lead = firm.lead.as_actor()
    with pytest.raises(AnsweredMeanwhile):
        confirm_profile(
            organisation=firm.organisation, bank=BANK, based_on={"complaints_route": 2}, by=lead
        )
    seen = {"complaints_route": 1, "buyer_sector": 0}
    assert confirm_profile(
        organisation=firm.organisation, bank=BANK, based_on=seen, by=lead
    ) == 1  # fmt: skip
    versions = Answered.of(assessment).versions["complaints_route"]
    assert [each.value for each in versions] == ["opt_yes", "opt_yes"]
    assert [each.given_by for each in versions] == ["Olive", "Lena"]
    assert versions[1].given_at.date() == timezone.now().date()
    assert Event.objects.filter(verb="profile.confirmed").count() == 1


def test_no_firm_reads_anothers_profile(firm):
    other = found_firm("Quayside Brokers")
    tell(firm, buyer_sector=["charity"])
    assert said(open_for(other)) == {}


def test_a_bank_of_an_earlier_day_reads_only_what_it_asks(firm):
    assessment = open_for(firm)
    ProfileAnswer.objects.of(firm.organisation).create(
        key="a_later_question", version=1, value="opt_yes", grade="buyer_says", given_by="Olive"
    )
    ProfileAnswer.objects.of(firm.organisation).create(
        key="buyer_sector", version=1, value=["a_later_sector"], grade="buyer_says", given_by="O"
    )
    assert said(assessment) == {}


def test_the_answers_that_stood_in_assessments_move_and_the_newest_counts(firm):
    first, second = open_for(firm), open_for(firm, product="Helper")
    answer(first, firm.owner, own_trial="planned")
    for days, assessment, value in ((9, second, ["legal"]), (3, first, ["charity"])):
        made = Answer.objects.of(firm.organisation).create(
            assessment=assessment, subject_kind="organisation", key="buyer_sector", version=1,
            value=value, grade="buyer_says", given_by="Olive",
        )  # fmt: skip
        at = timezone.now() - timedelta(days=days)
        Answer.objects.of(firm.organisation).filter(id=made.id).update(given_at=at)
    move = import_module("procurement.migrations.0009_profile").move_to_the_profile
    move(MigrationLoader(connection).project_state().apps, None)

    assert said(second) == {"buyer_sector": ["charity"]}
    assert {each.key for each in first.answers.all()} == {"own_trial"}
    versions = Answered.of(first).versions["buyer_sector"]
    assert [(each.version, each.value) for each in versions] == [(1, ["legal"]), (2, ["charity"])]
    assert versions[1].given_at < timezone.now() - timedelta(days=2)
