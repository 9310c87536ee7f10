"""A finding as it is kept: a hash that changes only when what it says does, and what changed. Pure."""

import hashlib

import rfc8785

from content.words import word
from procurement.questionnaire.schema import Bank
from procurement.screening_result import Flag, SourceOfFact
from procurement.wording.answers import day_in_words, plain_in_words, question_in_words

_WHO_AND_WHEN = {"by", "when"}
_NOT_SAID_BY_IT = {"part_of", "shown_under", "severity_of_rule", "severity_because"}


def finding_hash(finding: Flag) -> str:
    """Return the SHA-256 of what a finding says.

    Who said a fact and on which day is left out: the same answer, confirmed by somebody else on
    another day, is the same finding. How well it is proven counts. With which others it is shown
    is left out too: it says the same alone. Of how grave it is only the outcome counts.
    """
    says = finding.model_dump(mode="json", exclude=_NOT_SAID_BY_IT)
    for reason in says["because"]:
        reason["source"] = {
            key: value for key, value in reason["source"].items() if key not in _WHO_AND_WHEN
        }
    return hashlib.sha256(rfc8785.dumps(says)).hexdigest()


def changes_between(before: Flag, now: Flag, bank: Bank) -> tuple[str, ...]:
    """Return, one sentence each, what differs between two states of one finding."""
    said = []
    if before.severity != now.severity:
        was, is_now = word("severity", before.severity), word("severity", now.severity)
        said.append(f"How grave it is went from “{was}” to “{is_now}”.")
    if before.status != now.status:
        was, is_now = word("outcome", before.status), word("outcome", now.status)
        said.append(f"It went from “{was}” to “{is_now}”.")
    if before.status == "upcoming" != now.status and now.effective_from is not None:
        said.append(f"The rule starts on {day_in_words(now.effective_from)}.")
    then, today = _facts(before, bank), _facts(now, bank)
    for fact in [*then, *(fact for fact in today if fact not in then)]:
        if then.get(fact) != today.get(fact):
            question = question_in_words(fact.rpartition(".")[2], bank)
            was, is_now = then.get(fact, "not counted"), today.get(fact, "not counted")
            said.append(f"{question} It was {was}. It is now {is_now}.")
    if before.version != now.version:
        said.append(f"The rule behind it went from version {before.version} to {now.version}.")
    return tuple(said) or ("Its wording was revised.",)


def how_known(source: SourceOfFact) -> str:
    """Return in words how well a fact is proven, or that nobody said it."""
    mark = source.grade or source.certainty
    if mark:
        return word("grade", mark)
    return "Worked out from the answers" if source.kind == "computed" else "Nobody said"


def _facts(finding: Flag, bank: Bank) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for reason in finding.because:
        key = reason.fact.rpartition(".")[2]
        told = plain_in_words(reason.value, key, bank)
        found.setdefault(reason.fact, []).append(f"{told} ({how_known(reason.source).lower()})")
    return {fact: " and ".join(values) for fact, values in found.items()}
