"""Save and sign the worksheet on the risk of sending data to a country."""

from collections.abc import Mapping

from django.db import transaction

from content.countries import countries
from content.refusal import Refused
from organisations import audit
from organisations.actors import Actor, ActorKind
from organisations.queries import role_in_words
from procurement.actions.answers import Told, answer_question
from procurement.actions.rescreening import load_for_screening
from procurement.actions.turns import take_turn
from procurement.facts.sources import Grade
from procurement.models import Assessment, Door
from protection.models import TransferConclusion, TransferWorksheet
from protection.transfer_state import DONE, TransferState, WorksheetState, transfer_state
from protection.transfers.law import load_law, load_worksheet
from protection.transfers.worksheet import Worksheet

LONGEST = 5_000
OPEN_AGAIN = "Open it again to work on its worksheets."


def save_worksheet(
    *, assessment: Assessment, country: str, written: Mapping[str, str], based_on: int, by: Actor
) -> TransferWorksheet:
    """Return the new version with what was written under each question.

    `based_on` is the version that stood in the form, 0 for none.

    Raises
    ------
    Refused
        If somebody saved it meanwhile, the country needs no worksheet any more, a text is too long,
        or the assessment is closed.
    """
    _load(assessment)
    for key, text in written.items():
        if len(text) > LONGEST:
            raise Refused(f"Use {LONGEST:,} characters or fewer.", column=key)
    with transaction.atomic():
        take_turn(assessment, what_to_do=OPEN_AGAIN)
        state = _needed(transfer_state(assessment), country)
        if state.version != based_on:
            raise Refused(
                "Somebody else saved this worksheet after you opened it.",
                what_to_do="Open it anew in another tab, then bring over what you wrote.",
            )
        now = state.now.with_written(written)
        row = _write(assessment, state, now, by)
        audit.record(
            organisation=assessment.organisation_id,
            by=by,
            verb="transfer_worksheet.saved",
            subject=assessment,
            sentence=f"Worked on the risk of sending data to {now.country}.",
            details={"country": country, "version": row.version, "sha256": row.sha256},
        )
    return row


def sign_worksheet(
    *,
    assessment: Assessment,
    country: str,
    conclusion: TransferConclusion,
    steps: str,
    seen: str,
    by: Actor,
) -> TransferWorksheet:
    """Return the signed version: what is on file and what was written, as the person saw it.

    The question on the risk assessment is answered with it, by the ordinary action: with yes once
    every journey that needs it is signed and may go ahead, and until then that it is in progress.

    `seen` is the hash of the worksheet as the page showed it.

    Raises
    ------
    Refused
        If a question has nothing written, the page is stale, steps do not fit what is concluded, the
        country needs no worksheet any more, or the assessment is closed.
    """
    steps = steps.strip()
    _load(assessment)
    with transaction.atomic():
        take_turn(assessment, what_to_do=OPEN_AGAIN)
        state = _needed(transfer_state(assessment), country)
        _refuse_unfit(state, conclusion, steps, seen)
        row = _write(assessment, state, state.now, by, conclusion=conclusion, steps=steps)
        audit.record(
            organisation=assessment.organisation_id,
            by=by,
            verb="transfer_worksheet.signed",
            subject=assessment,
            sentence=(
                f"Signed the worksheet on sending data to {state.now.country}: "
                f"{conclusion.label.lower()}."
            ),
            details={
                "country": country,
                "version": row.version,
                "sha256": row.sha256,
                "conclusion": conclusion.value,
            },
        )
        _answer(assessment, transfer_state(assessment), by)
    return row


def load_for_worksheets() -> None:
    """Read the words of law and worksheet from their files."""
    countries()
    load_law()
    load_worksheet()


def _load(assessment: Assessment) -> None:
    """Read from files what is needed, before a transaction and not inside it."""
    load_for_screening(assessment)
    load_for_worksheets()


def _needed(state: TransferState, country: str) -> WorksheetState:
    found = state.of(country)
    if found is None:
        raise Refused(
            "On what is known now, data sent there needs no worksheet.",
            what_to_do="Look again at where the data goes.",
        )
    return found


def _refuse_unfit(
    state: WorksheetState, conclusion: TransferConclusion, steps: str, seen: str
) -> None:
    if state.latest is None or state.now.empty:
        named = state.now.empty[0].title
        raise Refused(f"Nothing is written yet under “{named}”", what_to_do="Write it, then sign.")
    if seen != state.now.sha256:
        raise Refused(
            "The worksheet changed after you opened this page.",
            what_to_do="Read it again below, then sign.",
            column="seen",
        )
    if conclusion == TransferConclusion.WITH_STEPS and not steps:
        raise Refused("Write the steps that must be taken first.", column="steps")
    if conclusion == TransferConclusion.NOT_LOWER and steps:
        raise Refused(
            "You wrote steps and chose that none are needed.",
            what_to_do="Choose the middle one, or empty the steps.",
            column="steps",
        )


def _write(
    assessment: Assessment,
    state: WorksheetState,
    content: Worksheet,
    by: Actor,
    *,
    conclusion: TransferConclusion | None = None,
    steps: str = "",
) -> TransferWorksheet:
    return TransferWorksheet.objects.of(assessment.organisation_id).create(
        assessment=assessment,
        country=state.code,
        version=state.version + 1,
        content=content.model_dump(mode="json"),
        sha256=content.sha256,
        conclusion=conclusion or "",
        steps=steps,
        by_id=by.id if by.kind is ActorKind.PERSON else None,
        by_name=by.name,
        by_role=role_in_words(by, assessment.organisation_id),
    )


def _answer(assessment: Assessment, state: TransferState, by: Actor) -> None:
    value = "opt_yes" if state.done else "in_progress"
    if not state.asked or state.answer == value:
        return
    answer_question(
        assessment=assessment,
        bank=state.answered.library.bank,
        key=DONE,
        told=Told(value, Grade.BUYER_SAYS, by.name),
        based_on=state.answered.version(DONE),
        by=by,
        door=Door.TRANSFER,
    )
