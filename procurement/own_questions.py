"""Which questions are whose own, by the role somebody has in the firm."""

from collections.abc import Mapping

from organisations.roles import Role
from procurement.questionnaire.worries import Turn

# Who only reads has none.
OWN_TURN: Mapping[Role, Turn] = {
    Role.OWNER: Turn.OWNER,
    Role.ADVISER: Turn.SPECIALIST,
    Role.COMPLIANCE_LEAD: Turn.SPECIALIST,
}
