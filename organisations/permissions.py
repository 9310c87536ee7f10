"""Every permission there is. Roles (roles.py) say who has which."""

from enum import StrEnum


class Permission(StrEnum):
    """One thing a person may do in an organisation. The value is stored and never changes."""

    ORGANISATION_VIEW = "organisation.view"
    ORGANISATION_MANAGE = "organisation.manage"
    MEMBERS_MANAGE = "members.manage"
    TRAIL_VIEW = "trail.view"
    ASSESSMENT_VIEW = "assessment.view"
    ASSESSMENT_EDIT = "assessment.edit"
    TEST_RUN = "test.run"
    FLAG_DECIDE = "flag.decide"
    ASSESSMENT_DECIDE = "assessment.decide"
    SEVERITY_CHANGE = "severity.change"
    DECISION_CONFIRM = "decision.confirm"
    REPORT_VIEW = "report.view"
    REPORT_ISSUE = "report.issue"
    REPORT_ADVISE = "report.advise"
