"""What an adviser says of an assessment: who may, what must be said, and what the report freezes of it."""

import json

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from content.refusal import Refused
from organisations.actions import members
from organisations.actions.engagements import end_engagement, engage, engage_new_firm
from organisations.models import Event
from organisations.queries import advisers_of
from organisations.roles import Role
from procurement.models import Verdict
from reports.actions import request_report
from reports.advising.actions.draft import conclude, declare_interests, start_draft, write_text
from reports.advising.actions.kept_texts import keep_text, throw_text_away
from reports.advising.actions.terms import say_terms
from reports.advising.models import AdviserDraft, Commission, Payer, RelianceTerms
from reports.advising.queries import kept_texts_of, terms_of
from reports.gathering import gather
from reports.models import Report
from reports.preflight import what_is_missing
from reports.queries import suggestion_for
from tests.organisations.cast import found_firm
from tests.procurement.opened import TO_INDIA, answer, open_for
from tests.reports.advising.advised import FIRM, begun, ready


@pytest.fixture
def firm(db):
    return found_firm("Harbour Lettings")


@pytest.fixture
def assessment(firm):
    made = open_for(firm)
    answer(made, firm.owner, **TO_INDIA)
    return made


def keys(assessment, *, by=None, stops=True):
    return [each.key for each in what_is_missing(assessment, by=by) if each.stops is stops]


def frozen(assessment, firm):
    report = Report(organisation=firm.organisation, assessment=assessment, number=1)
    return gather(report, at=timezone.now(), made_by="Weighbridge").adviser


def verbs(organisation):
    return list(
        Event.objects.filter(organisation=organisation.id)
        .order_by("number")
        .values_list("verb", flat=True)
    )


def test_a_report_without_an_adviser_lacks_nothing_and_stands_as_it_stood(firm, assessment):
    assert what_is_missing(assessment, by=firm.adviser.as_actor()) == ()
    assert request_report(assessment=assessment, by=firm.owner.as_actor()).number == 1
    assert frozen(assessment, firm) is None


def test_a_firm_that_advises_is_on_both_trails_and_the_client_can_end_it(firm, assessment):
    draft = begun(firm, assessment)
    assert "engagement.started" in verbs(firm.organisation)
    assert "engagement.started" in verbs(draft.adviser)
    assert keys(assessment) == ["terms", "interests", "scope", "conclusion"]
    [engagement] = advisers_of(firm.organisation)
    end_engagement(engagement=engagement, by=firm.owner.as_actor())
    assert advisers_of(firm.organisation) == []
    assert "engagement.ended" in verbs(draft.adviser)
    assert what_is_missing(assessment) == ()
    assert frozen(assessment, firm) is None


def test_only_an_adviser_of_the_client_at_work_in_the_firm_can_say_so(firm, assessment):
    stranger = found_firm("Quayside Brokers")
    by = firm.adviser.as_actor()
    with pytest.raises(Refused, match="You do not work for Quayside"):
        engage(client=firm.organisation, adviser=stranger.organisation, by=by)
    members.add(organisation=stranger.organisation, user=firm.adviser, role=Role.READER, by=by)
    with pytest.raises(Refused, match="You do not work for Quayside"):
        engage(client=firm.organisation, adviser=stranger.organisation, by=by)
    with pytest.raises(Refused, match="has not taken you in"):
        engage(
            client=firm.organisation, adviser=stranger.organisation, by=stranger.owner.as_actor()
        )
    with pytest.raises(Refused, match="has not taken you in"):
        engage_new_firm(client=firm.organisation, name="Mine", user=firm.owner)
    with pytest.raises(Refused, match="advise itself"):
        engage(client=firm.organisation, adviser=firm.organisation, by=by)


def test_a_second_firm_cannot_take_a_report_over(firm, assessment):
    begun(firm, assessment)
    with pytest.raises(Refused, match=f"{FIRM} prepares this report already"):
        begun(firm, assessment, name="Another Firm")


def test_an_adviser_of_a_known_firm_cannot_leave_its_terms_out(firm, assessment):
    begun(firm, open_for(firm, product="Letter Writer"))
    assert keys(assessment, by=firm.adviser.as_actor()) == ["firm"]
    assert keys(assessment, by=firm.owner.as_actor()) == []
    with pytest.raises(Refused, match="Say for which firm"):
        request_report(assessment=assessment, by=firm.adviser.as_actor())


def test_the_report_waits_until_everything_is_said(firm, assessment):
    draft = begun(firm, assessment)
    by = firm.adviser.as_actor()
    with pytest.raises(Refused, match="has no terms of reliance yet"):
        request_report(assessment=assessment, by=firm.owner.as_actor())
    say_terms(organisation=draft.adviser, text="Only {client}.", by=by)
    assert keys(assessment) == ["interests", "scope", "conclusion"]
    declare_interests(draft=draft, payer=Payer.CLIENT, commission=Commission.NO, words="", by=by)
    assert keys(assessment) == ["scope", "conclusion"]
    write_text(draft=draft, part="scope", text="Everything.", by=by)
    assert keys(assessment) == ["conclusion"]
    suggested = suggestion_for(assessment).value
    conclude(draft=draft, concluded=Verdict(suggested), reason="", suggested=suggested, by=by)
    assert keys(assessment) == []
    assert keys(assessment, stops=False) == ["opinion", "letter", "brand", "decision"]
    assert request_report(assessment=assessment, by=by).number == 1


def test_who_concludes_otherwise_than_the_rules_must_say_why(firm, assessment):
    draft = begun(firm, assessment)
    by = firm.adviser.as_actor()
    with pytest.raises(Refused, match="Say why"):
        conclude(
            draft=draft, concluded=Verdict.PROCEED, reason=" ", suggested="do_not_proceed", by=by
        )
    # What the rules suggest may move away from a conclusion that needed no reason when it was drawn.
    conclude(draft=draft, concluded=Verdict.PROCEED, reason="", suggested="proceed", by=by)
    assert suggestion_for(assessment).value != "proceed"
    missing = {each.key: each.sentence for each in what_is_missing(assessment)}
    assert "the adviser concluded “Proceed”" in missing["conclusion"]


@pytest.mark.parametrize(
    ("payer", "commission", "said"),
    [
        (Payer.OTHER, Commission.NO, "Say who pays"),
        (Payer.CLIENT, Commission.YES, "Say what you get"),
    ],
)
def test_an_interest_is_said_in_words(firm, assessment, payer, commission, said):
    draft = begun(firm, assessment)
    with pytest.raises(Refused, match=said):
        declare_interests(
            draft=draft, payer=payer, commission=commission, words="", by=firm.adviser.as_actor()
        )


def test_the_report_freezes_what_is_said_with_its_placeholders_filled_in(firm, assessment):
    draft = ready(firm, assessment, concluded=Verdict.DO_NOT_PROCEED_YET, reason="A trial first.")
    by = firm.adviser.as_actor()
    write_text(draft=draft, part="letter", text="Dear {client},\n\n**{product}** is new.", by=by)
    says = frozen(assessment, firm)
    assert says is not None
    assert says.firm == FIRM
    assert says.interests is not None
    assert (says.interests.payer, says.interests.commission) == ("client", False)
    words = json.dumps(says.model_dump(mode="json"))
    assert "Dear Harbour Lettings," in words
    assert "{" not in "".join(
        run.text for block in says.letter for line in block.lines for run in line
    )
    assert says.letter[1].lines[0][0].bold
    assert says.reliance is not None
    assert says.reliance.version == 1
    assert says.conclusion is not None
    assert says.conclusion.suggested == suggestion_for(assessment).value
    assert says.conclusion.concluded == "do_not_proceed_yet"


def test_each_change_of_the_terms_is_a_version_and_no_version_changes(firm, assessment):
    organisation, by = firm.organisation, firm.owner.as_actor()
    first = say_terms(organisation=organisation, text="One.", by=by)
    assert say_terms(organisation=organisation, text="One.\r\n", by=by) == first
    assert say_terms(organisation=organisation, text="Two.", by=by).version == 2
    newest = terms_of(organisation)
    assert newest is not None
    assert newest.text == "Two."
    with pytest.raises(DatabaseError), transaction.atomic():
        RelianceTerms.objects.of(organisation).filter(version=1).update(text="Three.")
    for text in ("", "  \n", "[a](http://b)", "Dear {nobody}"):
        with pytest.raises(Refused):
            say_terms(organisation=organisation, text=text, by=by)


def test_a_text_is_kept_changed_and_thrown_away(firm):
    organisation, by = firm.organisation, firm.owner.as_actor()
    kept = keep_text(organisation=organisation, title="How we test", text="We test.", by=by)
    with pytest.raises(Refused, match="Another text has this title"):
        keep_text(organisation=organisation, title="how we TEST", text="Otherwise.", by=by)
    keep_text(organisation=organisation, title="How we test", text="Well.", by=by, instead_of=kept)
    assert [each.text for each in kept_texts_of(organisation)] == ["Well."]
    throw_text_away(kept=kept, by=by)
    assert kept_texts_of(organisation) == []
    assert verbs(organisation)[-3:] == [
        "kept_text.kept",
        "kept_text.changed",
        "kept_text.thrown_away",
    ]


def test_starting_twice_is_starting_once(firm, assessment):
    draft = begun(firm, assessment)
    [engagement] = advisers_of(firm.organisation)
    again = start_draft(assessment=assessment, engagement=engagement, by=firm.adviser.as_actor())
    assert again.id == draft.id
    assert AdviserDraft.objects.of(firm.organisation).count() == 1
