"""The flags of an organisation that somebody still has to look at, as they are shown."""

from django.db.models import Exists, OuterRef, Q

from organisations.models import Organisation
from procurement.lifecycle import Standing, Status
from procurement.models import Flag, LoweredFlag
from procurement.queries import TO_CHECK, with_decisions
from procurement.shown_flags import ShownFlag, shown


def open_flags(organisation: Organisation) -> tuple[ShownFlag, ...]:
    """Return what is raised, and what fell through a vendor's answer until somebody has looked."""
    to_check = LoweredFlag.objects.of(organisation).filter(flag=OuterRef("pk"), **TO_CHECK)
    rows = Flag.objects.of(organisation).filter(Q(standing=Standing.RAISED) | Exists(to_check))
    rows = rows.exclude(assessment__status=Status.SET_ASIDE)  # nobody waits for those
    return shown(with_decisions(list(rows.select_related("assessment__product__vendor"))))
