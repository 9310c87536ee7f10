"""Answer what is asked of the firm itself, and say once a year that it is still right."""

from collections.abc import Mapping

from django.db import transaction

from content.refusal import Refused
from organisations.actors import Actor
from organisations.models import Organisation
from procurement.actions.answers import AnsweredMeanwhile, Told
from procurement.actions.profile_versions import Version, load_for_open, write_versions
from procurement.facts.sources import Grade
from procurement.models import Door
from procurement.queries import profile_versions
from procurement.questionnaire.answers import parse_answers
from procurement.questionnaire.schema import Bank


def answer_profile(
    *,
    organisation: Organisation,
    bank: Bank,
    told: Mapping[str, Told],
    based_on: Mapping[str, int],
    by: Actor,
) -> int:
    """Write the answers about the firm that say something new; return how many those are.

    `based_on` is the version of each that stood in the form, 0 or absent for none.

    Raises
    ------
    Refused
        If one is no answer, or no question about the firm. Nothing is written.
    AnsweredMeanwhile
        If a newer version says something else. Nothing is written.
    """
    parse_answers(bank, {key: said.written for key, said in told.items()})
    strange = sorted(set(told) - set(bank.of_the_firm))
    if strange:
        raise Refused(f"`{strange[0]}` is no question about the firm.")
    load_for_open(organisation.id)
    with transaction.atomic():
        # Two people who answer for the firm at once take turns here.
        Organisation.objects.select_for_update().get(id=organisation.id)
        versions = profile_versions(organisation.id)
        new = {}
        for key, said in told.items():
            newest = versions[key][-1] if key in versions else None
            if newest is not None and said.same_as(newest):
                continue
            if newest is not None and newest.version > based_on.get(key, 0):
                raise AnsweredMeanwhile(newest)
            new[key] = Version(
                said.value, said.grade, said.given_by, said.as_of, said.words, Door.PAGE
            )
        if new:
            write_versions(organisation=organisation.id, bank=bank, told=new, by=by)
    return len(new)


def confirm_profile(
    *, organisation: Organisation, bank: Bank, based_on: Mapping[str, int], by: Actor
) -> int:
    """Say again, today and by this person, what stands in the profile; return how many answers.

    `based_on` names the answers that were looked at, and the version that was seen of each.

    Raises
    ------
    AnsweredMeanwhile
        If one of them says something else by now. Nothing is written.
    """
    load_for_open(organisation.id)
    with transaction.atomic():
        Organisation.objects.select_for_update().get(id=organisation.id)
        versions = profile_versions(organisation.id)
        again = {}
        for key, seen in based_on.items():
            if key not in versions or key not in bank.of_the_firm:
                continue
            newest = versions[key][-1]
            if newest.version != seen:
                raise AnsweredMeanwhile(newest)
            again[key] = Version(
                newest.value, Grade(newest.grade), by.name, None, newest.words, Door.PAGE
            )
        if again:
            write_versions(
                organisation=organisation.id, bank=bank, told=again, by=by, confirmed=True
            )
    return len(again)
