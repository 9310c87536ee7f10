"""Reads that pages, reports and commands share: what is known of an assessment, and what follows."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from django.utils import timezone

from content.refusal import Refused
from organisations.models import Organisation, SigningRule
from procurement.facts.sources import Certainty, Claim, Observation, Source
from procurement.facts.subjects import Subject, SubjectKind
from procurement.full_screening import screen_in_full
from procurement.library import Library, load_library
from procurement.lifecycle import Standing, Status
from procurement.models import (
    AnswerNote,
    Assessment,
    AssessmentDecision,
    Countersignature,
    Flag,
    FlagChoice,
    FlagDecision,
    FlagReply,
    LoweredFlag,
    PinnedContent,
    ProfileAnswer,
    SeverityChange,
    TriageRecord,
    WrittenAnswer,
)
from procurement.observed_values import from_json
from procurement.questionnaire.answers import parse_answers
from procurement.questionnaire.schema import Bank
from procurement.rulebook.schema import SEVERITIES, Rulebook, Severity
from procurement.screening import gather_facts, screen
from procurement.screening_result import Flag as Finding
from procurement.screening_result import Screening
from procurement.signing import asks_for_two
from procurement.triage.judging import judged
from procurement.triage.loader import load_triage
from procurement.triage.outcome import Triaged

TO_CHECK: Mapping[str, bool] = MappingProxyType(
    {"checked_at__isnull": True, "undone_at__isnull": True}
)


@lru_cache(maxsize=8)
def _library(bank: str, rulebook: str) -> Library:
    today = load_library()
    if (bank, rulebook) == (today.bank_sha256, today.rulebook_sha256):
        return today
    return Library.of(
        bank_of(bank),
        Rulebook.model_validate(PinnedContent.objects.get(hash=rulebook).content),
    )


def bank_of(sha256: str) -> Bank:
    """Return the questions with this hash: today's, or those some assessment was opened under."""
    today = load_library()
    if sha256 == today.bank_sha256:
        return today.bank
    return Bank.model_validate(PinnedContent.objects.get(hash=sha256).content)


def library_of(assessment: Assessment) -> Library:
    """Return the questions and rules the assessment was opened under."""
    return _library(assessment.bank_id, assessment.rulebook_id)


def profile_versions(organisation: uuid.UUID) -> dict[str, tuple[ProfileAnswer, ...]]:
    """Return every answer about the firm itself under its key, the oldest first."""
    rows = ProfileAnswer.objects.of(organisation).order_by("key", "version")
    return {key: tuple(versions) for key, versions in groupby(rows, attrgetter("key"))}


def answer_versions(assessment: Assessment) -> dict[str, tuple[WrittenAnswer, ...]]:
    """Return every answer that counts here under its key, the oldest first: the firm's own too.

    An open assessment follows the firm's profile. A closed one keeps it as it stood when it was
    closed. What a bank of an earlier day does not ask, or would not take as an answer, is left out.
    """
    rows = assessment.answers.order_by("key", "version")
    found: dict[str, tuple[WrittenAnswer, ...]] = {
        key: tuple(versions) for key, versions in groupby(rows, attrgetter("key"))
    }
    bank = library_of(assessment).bank
    closed = assessment.status == Status.CLOSED
    until = assessment.closed_at if closed else None
    for key, versions in profile_versions(assessment.organisation_id).items():
        counting = tuple(
            each
            for each in versions
            if (until is None or each.given_at <= until) and _is_taken(bank, each)
        )
        if counting and not (closed and key in found):
            found[key] = counting
    return found


def _is_taken(bank: Bank, answer: ProfileAnswer) -> bool:
    if answer.key not in bank.of_the_firm:
        return False
    try:
        parse_answers(bank, {answer.key: answer.value})
    except Refused:
        return False
    return True


def latest_answers(assessment: Assessment) -> dict[str, WrittenAnswer]:
    """Return the newest answer under each key."""
    return {key: versions[-1] for key, versions in answer_versions(assessment).items()}


def claims_of(
    assessment: Assessment, newest: Mapping[str, WrittenAnswer] | None = None
) -> tuple[Claim, ...]:
    """Return what has been answered, as claims with who, when and how well proven.

    `newest` is the newest answer under each key, for a caller who has read them already.
    """
    newest = latest_answers(assessment) if newest is None else newest
    return claims_from(library_of(assessment).bank, newest)


def answers_under(bank: Bank, newest: Mapping[str, WrittenAnswer]) -> dict[str, WrittenAnswer]:
    """Return answers under the ids a bank has today.

    What was answered under a retired id is the answer to its successor, until that one has its own.
    What the bank does not ask any more stays on file and is left out.
    """
    asked = {setting.id for setting in bank.settings} | set(bank.by_id)
    under = {key: answer for key, answer in newest.items() if key in asked}
    for key, answer in newest.items():
        successor = bank.retired.get(key)
        if successor is not None:
            under.setdefault(successor, answer)
    return under


def claims_from(bank: Bank, newest: Mapping[str, WrittenAnswer]) -> tuple[Claim, ...]:
    """Return answers that are read already as claims."""
    settings = {setting.id for setting in bank.settings}
    said: dict[str, Any] = {}
    for key, answer in answers_under(bank, newest).items():
        said[key] = (
            answer.value
            if key in settings
            else {
                "value": answer.value,
                "grade": answer.grade,
                "by": answer.given_by,
                "when": answer.holds_on.isoformat(),
                "words": answer.words,
            }
        )
    return parse_answers(bank, said)


def observations_of(assessment: Assessment) -> tuple[Observation, ...]:
    """Return what was found by looking."""
    return tuple(
        Observation(
            Subject(SubjectKind(row.subject_kind), row.subject_number),
            row.key,
            from_json(row.value),
            Certainty(row.certainty),
            row.how,
        )
        for row in assessment.observations.order_by("seen_at", "key")
    )


def sources_of(
    assessment: Assessment, newest: Mapping[str, WrittenAnswer] | None = None
) -> tuple[Source, ...]:
    """Return every source there is: claims first, then observations. `newest` as in `claims_of`."""
    return (*claims_of(assessment, newest), *observations_of(assessment))


def screening_of(
    assessment: Assessment, newest: Mapping[str, WrittenAnswer] | None = None
) -> Screening:
    """Return what the assessment's own rules make of everything known now, on its day of law.

    Flags are stored as well, for what people decide on them; what cannot be told is only here.
    `newest` as in `claims_of`.
    """
    return screen(library_of(assessment), sources_of(assessment, newest), assessment.law_on)


def full_screening_of(assessment: Assessment) -> Screening:
    """Return the same with what takes longer to work out: what to have in writing."""
    return screen_in_full(library_of(assessment), sources_of(assessment), assessment.law_on)


@dataclass(frozen=True, slots=True)
class FlagState:
    """A stored flag, what it says, and where its review stands.

    `on` is the day on which this is read: an acceptance ends by the calendar. `signing` is how the
    firm signs. `reply` is the newest thing the vendor said to it.
    """

    flag: Flag
    finding: Finding
    decision: FlagDecision | None
    severity_change: SeverityChange | None = None
    lowered: LoweredFlag | None = None
    second: Countersignature | None = None
    signing: str = SigningRule.NOT_SAID
    on: date = date.min
    reply: FlagReply | None = None

    @property
    def severity(self) -> Severity:
        """Return how grave it is held to be: by its rule, or by whoever changed that since."""
        change, found = self.severity_change, self.finding.severity
        if change is None or change.found != found:
            return found
        return next(each for each in SEVERITIES if each == change.held)

    @property
    def held_otherwise(self) -> SeverityChange | None:
        """Return the change by which it is held more or less grave than its rule says."""
        return self.severity_change if self.severity != self.finding.severity else None

    @property
    def is_critical(self) -> bool:
        """Return whether it stops a buyer, by its rule or as it is held.

        Who accepts it needs the firm's whole signature; holding it less grave does not take that away.
        """
        return "critical" in (self.severity, self.finding.severity)

    @property
    def changed(self) -> bool:
        """Return whether the flag says something else, or weighs more, than when it was decided."""
        decision = self.decision
        if decision is None:
            return False
        graver = bool(decision.weighed) and SEVERITIES.index(self.severity) < SEVERITIES.index(
            decision.weighed
        )
        return decision.finding_hash != self.flag.finding_hash or graver

    @property
    def lapsed(self) -> bool:
        """Return whether it was accepted and that has ended."""
        decision = self.decision
        if decision is None:
            return False
        ended = decision.until is not None and decision.until <= self.on
        return bool(decision.what == FlagChoice.REOPEN) or ended

    @property
    def waits_for_second(self) -> bool:
        """Return whether a critical flag was accepted and nobody confirmed it as the firm signs."""
        return (
            self.decision is not None
            and self.decision.what == FlagChoice.ACCEPT
            and self.is_critical
            and asks_for_two(self.signing)
            and self.second is None
        )

    @property
    def counting(self) -> FlagDecision | None:
        """Return the decision, if it was made on what the flag says now, is signed and still runs."""
        return None if self.changed or self.lapsed or self.waits_for_second else self.decision


def flag_states(assessment: Assessment) -> tuple[FlagState, ...]:
    """Return the assessment's flags that stand (cleared ones not), worst first."""
    return with_decisions(list(assessment.flags.exclude(standing=Standing.CLEARED)))


def with_decisions(flags: Sequence[Flag]) -> tuple[FlagState, ...]:
    """Return flags of one organisation with what they say and where their reviews stand."""
    if not flags:
        return ()
    of = flags[0].organisation_id
    decided = FlagDecision.objects.of(of).filter(flag__in=flags).order_by("at", "id")
    newest = {each.flag_id: each for each in decided.select_related("countersignature")}
    changes = SeverityChange.objects.of(of).filter(flag__in=flags).order_by("at", "id")
    held = {each.flag_id: each for each in changes}
    fallen = LoweredFlag.objects.of(of).filter(flag__in=flags, **TO_CHECK)
    lowered = {each.flag_id: each for each in fallen}
    said = FlagReply.objects.of(of).filter(flag__in=flags).order_by("at", "id")
    replies = {each.flag_id: each for each in said}
    signing = (
        _signing(of) if any(each.what == FlagChoice.ACCEPT for each in newest.values()) else ""
    )
    today = timezone.localdate()
    states = [
        FlagState(
            flag,
            Finding.model_validate(flag.finding),
            newest.get(flag.id),
            held.get(flag.id),
            lowered.get(flag.id),
            second_on(newest.get(flag.id)),
            signing,
            today,
            replies.get(flag.id),
        )
        for flag in flags
    ]
    return tuple(sorted(states, key=_worst_first))


def fallen_flags(assessment: Assessment) -> tuple[LoweredFlag, ...]:
    """Return what fell through a vendor's answer and nobody has looked at, cleared flags too."""
    rows = LoweredFlag.objects.of(assessment.organisation_id).filter(
        flag__assessment=assessment, **TO_CHECK
    )
    return tuple(rows.select_related("flag").order_by("lowered_at", "flag__rule"))


def second_on(decision: FlagDecision | AssessmentDecision | None) -> Countersignature | None:
    """Return the second signature on a decision, if somebody gave it."""
    return getattr(decision, "countersignature", None)


def _signing(organisation: uuid.UUID) -> str:
    return str(Organisation.objects.values_list("signing", flat=True).get(id=organisation))


def _worst_first(state: FlagState) -> tuple[int, str, str]:
    finding = state.finding
    return (SEVERITIES.index(state.severity), finding.category, finding.rule)


def decision_of(assessment: Assessment) -> AssessmentDecision | None:
    """Return the newest decision on the assessment."""
    return assessment.decisions.select_related("countersignature").order_by("at", "id").last()


def outcome_of(assessment: Assessment) -> Triaged:
    """Return what follows from the first questions, on everything known now."""
    library = library_of(assessment)
    facts = gather_facts(library, sources_of(assessment), assessment.law_on)
    return judged(load_triage(), library.bank, facts)


def triage_record_of(assessment: Assessment) -> TriageRecord | None:
    """Return the newest record of the first questions."""
    return assessment.triage_records.order_by("at", "id").last()


def notes_on(assessment: Assessment, keys: Collection[str]) -> tuple[AnswerNote, ...]:
    """Return all that people wrote beside some questions, the oldest first. Never for a vendor."""
    return tuple(assessment.notes.filter(key__in=keys).order_by("at", "id"))


def comments_for_vendor(assessment: Assessment) -> dict[str, tuple[AnswerNote, ...]]:
    """Return the comments that a vendor may read, by question, the oldest first."""
    comments: dict[str, tuple[AnswerNote, ...]] = {}
    for note in assessment.notes.filter(internal=False).order_by("at", "id"):
        comments[note.key] = (*comments.get(note.key, ()), note)
    return comments
