"""Sign a DPIA, or record why none is needed. What is signed is frozen and goes back as answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from content.canonical import sha256_of
from content.refusal import Refused
from organisations import audit
from organisations.actors import Actor, ActorKind
from organisations.queries import role_in_words
from procurement.actions.answers import Told, record_answers
from procurement.actions.turns import take_turn
from procurement.facts.sources import Grade
from procurement.models import Assessment, Door
from procurement.queries import latest_answers, library_of
from protection.actions.dpia import OPEN_AGAIN, load_for_worksheet
from protection.dpia.record import Record, SignOff
from protection.gathering import worksheet_of
from protection.models import DpiaOutcome, DpiaVersion
from protection.queries import first_done_on, versions_of


@dataclass(frozen=True, slots=True)
class Signature:
    """What a person says when they sign. `position` is what they are in the firm."""

    outcome: DpiaOutcome
    reason: str
    position: str
    review_on: date | None = None
    regulator_noted: bool = False


def sign_dpia(*, assessment: Assessment, signature: Signature, seen: str, by: Actor) -> DpiaVersion:
    """Return the new version: the whole worksheet, frozen, with who signed it.

    In the same act the answers follow: the DPIA is done, whether a high risk is left, and when it
    is looked at again. The day of the first signing is told once and stays.

    `seen` is the hash of the worksheet as the page showed it.

    Raises
    ------
    Refused
        If the worksheet is not ready, changed meanwhile, or the signature lacks something;
        `column` names the field. If the assessment is closed.
    """
    load_for_worksheet(assessment)
    today = timezone.localdate()
    with transaction.atomic():
        take_turn(assessment, what_to_do=OPEN_AGAIN)
        record = worksheet_of(assessment, signed_on=today)
        for problem in (*problems_of(record), *lacks_of(record, signature, today)):
            raise problem
        _refuse_if_changed(record, seen)
        version = _freeze(assessment, record, signature, today, by)
        answers = _answers(assessment, record, signature, today)
        _answer(assessment, answers, today, by)
    return version


def record_not_needed(
    *, assessment: Assessment, reason: str, position: str, seen: str, by: Actor
) -> DpiaVersion:
    """Return the decision that no DPIA is needed, with the screening as it stands.

    Raises
    ------
    Refused
        If the answers say that one is needed, the screening changed meanwhile, or reason or
        position is missing; `column` names the field. If the assessment is closed.
    """
    load_for_worksheet(assessment)
    today = timezone.localdate()
    signature = Signature(DpiaOutcome.NOT_NEEDED, reason, position)
    with transaction.atomic():
        take_turn(assessment, what_to_do=OPEN_AGAIN)
        record = worksheet_of(assessment)
        if record.screened.need == "needed":
            raise Refused(
                "Your answers mean that a DPIA is needed, so nobody can decide against it here.",
                what_to_do="Do the worksheet, or correct the answer that is not right.",
            )
        for problem in lacks_of(record, signature, today):
            raise problem
        _refuse_if_changed(record, seen)
        screening = record.model_copy(update={"steps": (), "risks": ()})
        version = _freeze(assessment, screening, signature, today, by)
        _answer(assessment, {"dpia_status": "screened_out"}, today, by)
    return version


def problems_of(record: Record) -> tuple[Refused, ...]:
    """Return what keeps a worksheet from being signed. A DPO that is missing never does."""
    found = [
        Refused(f"“{cell.title}” in step {step.number} says nothing yet.")
        for step, cell in record.missing
    ]
    waiting = record.not_dealt_with
    if waiting:
        some = "1 risk is" if len(waiting) == 1 else f"{len(waiting)} risks are"
        found.append(
            Refused(
                f"{some} not rated before and after the measures.",
                what_to_do="Rate each in step 5, or say why it is no risk here.",
            )
        )
    if not record.rated:
        found.append(
            Refused(
                "No risk to people is rated yet.",
                what_to_do="Rate one that is proposed in step 5, or add your own.",
            )
        )
    return tuple(found)


def lacks_of(record: Record, signature: Signature, today: date) -> Iterator[Refused]:
    """Yield what the signature lacks, each with the `column` at fault."""
    if not signature.reason.strip():
        yield Refused("Say why you decide so.", column="reason")
    if not signature.position.strip():
        yield Refused("Say what you are in the firm.", column="position")
    done = signature.outcome != DpiaOutcome.NOT_NEEDED
    if done and signature.review_on is not None and signature.review_on <= today:
        yield Refused("The day of the next look must be still to come.", column="review_on")
    if done and record.high_left and not signature.regulator_noted:
        yield Refused(
            "A high risk is left. Tick that you know you must consult the regulator before you start.",
            column="regulator_noted",
        )


def shown_hash(record: Record) -> str:
    """Return the hash of a worksheet as a page shows it, the days held against today left out."""
    return sha256_of(record.model_copy(update={"timing": ()}))


def _refuse_if_changed(record: Record, seen: str) -> None:
    if shown_hash(record) != seen:
        raise Refused(
            "The worksheet changed while you looked.", what_to_do="Read it again, then sign."
        )


def _freeze(
    assessment: Assessment, record: Record, signature: Signature, today: date, by: Actor
) -> DpiaVersion:
    of = assessment.organisation_id
    role = role_in_words(by, of)
    signed = record.model_copy(
        update={
            "signed": SignOff(
                outcome=signature.outcome.label,
                reason=signature.reason.strip(),
                by=by.name,
                role=role,
                position=signature.position.strip(),
                on=today,
                review_on=signature.review_on,
                regulator_noted=signature.regulator_noted and bool(record.high_left),
            )
        }
    )
    version = DpiaVersion.objects.of(of).create(
        assessment=assessment,
        number=len(versions_of(assessment)) + 1,
        outcome=signature.outcome,
        reason=signature.reason.strip(),
        content=signed.model_dump(mode="json"),
        sha256=sha256_of(signed),
        signed_on=today,
        review_on=signature.review_on,
        by_id=by.id if by.kind is ActorKind.PERSON else None,
        by_name=by.name,
        by_role=role,
    )
    audit.record(
        organisation=of,
        by=by,
        verb="dpia.signed",
        subject=version,
        sentence=f"Signed the DPIA of {assessment}: {signature.outcome.label.lower()}.",
        details={
            "number": version.number,
            "outcome": signature.outcome.value,
            "sha256": version.sha256,
            "high_left": [risk.title for risk in record.high_left],
        },
    )
    return version


def _answers(
    assessment: Assessment, record: Record, signature: Signature, today: date
) -> dict[str, Any]:
    """Return what the signing settles, as answers. Called once the version stands."""
    latest = latest_answers(assessment)
    said: dict[str, Any] = {
        "dpia_status": "done",
        "residual_risk": "opt_yes" if record.high_left else "opt_no",
        "dpia_review_date": signature.review_on.isoformat() if signature.review_on else "no_date",
    }
    if "dpia_signed_on" not in latest and first_done_on(assessment) == today:
        said["dpia_signed_on"] = today.isoformat()
    changed = latest.get("changed_since_dpia")
    if changed is not None and changed.value == "opt_yes":
        said["changed_since_dpia"] = "opt_no"
    return said


def _answer(assessment: Assessment, said: dict[str, Any], today: date, by: Actor) -> None:
    bank = library_of(assessment).bank
    record_answers(
        assessment=assessment,
        bank=bank,
        answers={
            key: Told(value, Grade.BUYER_SAYS, by.name, as_of=today).written
            for key, value in said.items()
            if key in bank.by_id
        },
        by=by,
        name="the DPIA",
        door=Door.DPIA,
    )
