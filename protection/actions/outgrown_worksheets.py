"""Open the risk assessment again once data goes somewhere that no signed worksheet speaks of.

The answer that a signature gave stands only for the places it was given for. It follows the facts: in
the same transaction as whatever brought the new place.
"""

from collections.abc import Sequence

from organisations import audit
from organisations.actors import Actor
from procurement.actions.answers import Told, record_answers
from procurement.actions.rescreening import Follower
from procurement.facts.sources import Claim, Grade, Source
from procurement.models import Assessment, Door
from procurement.queries import library_of
from protection.actions.transfer_worksheets import load_for_worksheets
from protection.transfer_state import DONE, transfer_state

_SHOWN = 3


def open_again_if_outgrown(assessment: Assessment, sources: Sequence[Source], by: Actor) -> None:
    """Answer that the risk assessment is in progress where a signed "yes" no longer holds for all.

    Only a "yes" that signed worksheets gave is opened again; a person's own is left to them.
    """
    said = [each for each in sources if isinstance(each, Claim) and each.key == DONE]
    if not any(each.value == "opt_yes" for each in said):
        return
    newest = assessment.answers.filter(key=DONE).order_by("-version").first()
    if newest is None or newest.door != Door.TRANSFER:
        return
    state = transfer_state(assessment)
    new = state.new_places
    if not new or not state.asked:
        return
    named = "; ".join(new[:_SHOWN]) + (f"; and {len(new) - _SHOWN} more" if new[_SHOWN:] else "")
    told = Told(
        "in_progress", Grade.BUYER_SAYS, by.name,
        words=f"Opened again. The signed worksheets do not speak of: {named}.",
    )  # fmt: skip
    audit.record(
        organisation=assessment.organisation_id,
        by=by,
        verb="transfer_worksheet.outgrown",
        subject=assessment,
        sentence="The signed worksheets do not cover every place any more: the risk is to be "
        "assessed again.",
        details={"places": list(new)},
    )
    record_answers(
        assessment=assessment,
        bank=library_of(assessment).bank,
        answers={DONE: told.written},
        by=by,
        door=Door.NEW_PLACE,
    )


FOLLOWER = Follower(load_for_worksheets, open_again_if_outgrown)
