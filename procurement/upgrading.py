"""What an assessment would gain and lose by the newest questions and rules, before anybody decides."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from organisations.models import Organisation
from procurement.facts.sources import Source
from procurement.library import Library, load_library
from procurement.lifecycle import Status
from procurement.models import Assessment, PinnedContent
from procurement.newer_content import BankChange, RuleChange, bank_change, rule_change
from procurement.queries import claims_from, latest_answers, library_of, observations_of
from procurement.questionnaire.reading_time import minutes
from procurement.questionnaire.walk import chapters
from procurement.screening import gather_facts, screen
from procurement.screening_result import Flag as Finding
from procurement.silences import findings_together


@dataclass(frozen=True, slots=True)
class Upgrade:
    """The difference an upgrade makes to one assessment.

    Attributes
    ----------
    came, went : flags as shown after and before, that would come up or gain a point, or go or lose
        one.
    minutes_more : how many more whole minutes of questions would be open; negative for fewer.
    answers_set_aside : ids of questions whose answers would no longer count.
    """

    library: Library
    before: Library
    bank: BankChange
    rules: RuleChange
    came: tuple[tuple[Finding, ...], ...]
    went: tuple[tuple[Finding, ...], ...]
    minutes_more: int
    answers_set_aside: frozenset[str]


def newer_library(assessment: Assessment) -> Library | None:
    """Return today's questions and rules, if the assessment was opened under older ones."""
    today = load_library()
    if (assessment.bank_id, assessment.rulebook_id) == (today.bank_sha256, today.rulebook_sha256):
        return None
    kept = PinnedContent.objects.in_bulk([assessment.bank_id, assessment.rulebook_id])
    then = (kept[assessment.bank_id].version, kept[assessment.rulebook_id].version)
    now = (today.bank.version, today.rulebook.version)
    older = any(_number(one) < _number(other) for one, other in zip(now, then, strict=True))
    return None if older else today


def older_assessments(organisation: Organisation) -> tuple[Assessment, ...]:
    """Return the organisation's assessments that are not closed and under older content, by name."""
    today = load_library()
    rows = (
        Assessment.objects.of(organisation)
        .exclude(status=Status.CLOSED)
        .exclude(bank=today.bank_sha256, rulebook=today.rulebook_sha256)
        .select_related("product__vendor")
        .order_by("product__name", "created_at")
    )
    hashes = {each for row in rows for each in (row.bank_id, row.rulebook_id)}
    kept = PinnedContent.objects.filter(hash__in=hashes).values_list("hash", "version")
    versions = {key: _number(version) for key, version in kept}
    now = (_number(today.bank.version), _number(today.rulebook.version))
    return tuple(
        row
        for row in rows
        if versions[row.bank_id] <= now[0] and versions[row.rulebook_id] <= now[1]
    )


def upgrade_of(assessment: Assessment) -> Upgrade | None:
    """Return what an upgrade would change; None where there is nothing newer."""
    library = newer_library(assessment)
    if library is None:
        return None
    before, newest = library_of(assessment), latest_answers(assessment)
    observed, on = observations_of(assessment), assessment.law_on
    flags, open_minutes = [], []
    for each in (before, library):
        sources: tuple[Source, ...] = (*claims_from(each.bank, newest), *observed)
        flags.append(screen(each, sources, on).flags)
        facts = gather_facts(each, sources, on)
        asked = [step for one in chapters(each.bank, facts) for step in one.open]
        open_minutes.append(minutes(asked))
    now, then = ({flag.rule for flag in one} for one in flags)
    bank = bank_change(before.bank, library.bank)
    return Upgrade(
        library=library,
        before=before,
        bank=bank,
        rules=rule_change(before.rulebook, library.rulebook),
        came=_with_other_rules(flags[1], now),
        went=_with_other_rules(flags[0], then),
        minutes_more=open_minutes[1] - open_minutes[0],
        answers_set_aside=frozenset(
            gone.question.id
            for gone in bank.gone
            if gone.question.id in newest and gone.successor is None
        ),
    )


def _with_other_rules(
    flags: Iterable[Finding], known: Collection[str]
) -> tuple[tuple[Finding, ...], ...]:
    return tuple(
        group for group in findings_together(flags) if any(flag.rule not in known for flag in group)
    )


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
