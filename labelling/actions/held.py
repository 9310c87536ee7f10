"""Take a labelling in hand: whoever changes it meanwhile waits, and it must stand where it should."""

from content.refusal import Refused
from labelling.lifecycle import Stage
from labelling.models import Labelling


def held(labelling: Labelling, *stages: Stage) -> Labelling:
    """Return the labelling as it is now, locked until the caller's transaction ends.

    Raises
    ------
    Refused
        If it was deleted, or is at none of these stages.
    """
    rows = Labelling.objects.of(labelling.organisation_id).select_for_update(of=("self",))
    now = rows.filter(id=labelling.id).first()
    if now is None:
        raise Refused("This export was deleted meanwhile.")
    if now.stage not in stages:
        if now.stage is Stage.FINISHED:
            raise Refused(
                "These labels are examples of a test now, so they change no more.",
                what_to_do="Bring an export anew to label more.",
            )
        raise Refused("Somebody else is a step further with this export.", what_to_do="Look again.")
    return now
