"""The roles, in one table. The database stores the short value."""

from dataclasses import dataclass

from django.db import models

from organisations.permissions import Permission


class Role(models.TextChoices):
    """What somebody is in an organisation."""

    OWNER = "owner", "Owner"
    COMPLIANCE_LEAD = "compliance_lead", "Compliance lead"
    ADVISER = "adviser", "Adviser"
    READER = "reader", "Reader"


@dataclass(frozen=True, slots=True)
class Description:
    """What a role is for, in words for the person who gives it, and what it may do."""

    purpose: str
    permissions: frozenset[Permission]


_READ = frozenset(
    {Permission.ORGANISATION_VIEW, Permission.ASSESSMENT_VIEW, Permission.REPORT_VIEW}
)
_WORK = _READ | {Permission.ASSESSMENT_EDIT, Permission.TEST_RUN, Permission.REPORT_ISSUE}
# To confirm is the second signature, where the firm's own rule asks for one.
_DECIDE = frozenset(
    {Permission.FLAG_DECIDE, Permission.ASSESSMENT_DECIDE, Permission.DECISION_CONFIRM}
)

ROLES: dict[Role, Description] = {
    Role.OWNER: Description(
        "Runs the firm. Answers, tests, decides, and says who else may.",
        _WORK
        | {
            Permission.ORGANISATION_MANAGE,
            Permission.MEMBERS_MANAGE,
            Permission.TRAIL_VIEW,
        }
        | _DECIDE,
    ),
    Role.COMPLIANCE_LEAD: Description(
        "Reviews flags, decides on each and signs off.",
        _WORK | _DECIDE | {Permission.TRAIL_VIEW, Permission.SEVERITY_CHANGE},
    ),
    Role.ADVISER: Description(
        "Works on assessments and issues reports. Does not decide, but may change how grave a flag "
        "is, and gives the second signature where the firm signs with its adviser.",
        _WORK | {Permission.SEVERITY_CHANGE, Permission.DECISION_CONFIRM, Permission.REPORT_ADVISE},
    ),
    Role.READER: Description("Sees assessments and reports, and changes nothing.", _READ),
}


def may(role: Role, permission: Permission) -> bool:
    """Return whether the role has the permission."""
    return permission in ROLES[role].permissions
