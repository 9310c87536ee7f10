"""Take a watch in hand: whoever changes it meanwhile waits, and it must still be watched."""

from content.refusal import Refused
from watching.models import Watch


def held(watch: Watch) -> Watch:
    """Return the watch as it is now, locked until the caller's transaction ends.

    Raises
    ------
    Refused
        If it was stopped or deleted.
    """
    rows = Watch.objects.of(watch.organisation_id).select_for_update(of=("self",))
    now = rows.select_related("assessment__product", "texts", "brought").get(id=watch.id)
    if not now.is_open:
        raise Refused("Nobody watches this any more.", what_to_do="Begin to watch anew.")
    return now
