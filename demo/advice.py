"""The adviser's part of the story: whose report it is, on which terms, and what it makes of the tool."""

from demo.people import TOM, user_of
from demo.story.tale import DATA, AdviceGiven
from organisations.actions.engagements import engage, engage_new_firm
from organisations.models import Organisation
from organisations.queries import firms_of
from procurement.models import Assessment, Verdict
from reports.advising.actions.brand import put_logo, say_accent
from reports.advising.actions.draft import conclude, declare_interests, start_draft, write_text
from reports.advising.actions.kept_texts import keep_text
from reports.advising.actions.terms import say_terms
from reports.advising.models import AdviserDraft, Commission, Payer
from reports.advising.queries import terms_of
from reports.advising.starting_terms import starting_terms
from reports.queries import suggestion_for


def advise(assessment: Assessment, advice: AdviceGiven) -> None:
    """Let Tom's firm prepare the report on the assessment: everything that it waits for is said."""
    draft = _draft(assessment, advice)
    firm, by = draft.adviser, user_of(TOM).as_actor()
    if terms_of(firm) is None:
        _set_up(firm, advice)
    declare_interests(
        draft=draft, payer=Payer.CLIENT, commission=Commission.NO, words=advice.interests, by=by
    )
    write_text(draft=draft, part="scope", text=advice.scope, by=by)
    write_text(draft=draft, part="opinion", text=advice.opinion, by=by)
    write_text(draft=draft, part="letter", text=advice.letter, by=by)
    conclude(
        draft=draft,
        concluded=Verdict(advice.concluded),
        reason=advice.reason,
        suggested=suggestion_for(assessment).value,
        by=by,
    )


def _draft(assessment: Assessment, advice: AdviceGiven) -> AdviserDraft:
    tom, client = user_of(TOM), assessment.organisation
    own = next((firm for firm in firms_of(tom) if firm.name == advice.firm), None)
    engagement = (
        engage(client=client, adviser=own, by=tom.as_actor())
        if own
        else engage_new_firm(client=client, name=advice.firm, user=tom)
    )
    return start_draft(assessment=assessment, engagement=engagement, by=tom.as_actor())


def _set_up(firm: Organisation, advice: AdviceGiven) -> None:
    by = user_of(TOM).as_actor()
    say_terms(organisation=firm, text=starting_terms(), by=by)
    say_accent(organisation=firm, said=advice.accent, by=by)
    with (DATA / advice.logo).open("rb") as source:
        put_logo(organisation=firm, source=source, name=advice.logo, by=by)
    keep_text(organisation=firm, title=advice.kept.title, text=advice.kept.text, by=by)
