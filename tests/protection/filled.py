"""A tool whose DPIA can be filled in to the end, through the actions that pages call."""

from django.urls import reverse

from protection.actions.dpia import RiskTold, write_cells, write_risk
from protection.gathering import worksheet_of
from tests.procurement.opened import answer, open_for

# Sensitive data about many people: Article 35(3)(b) asks for a DPIA. Nothing here raises a grave flag
# that is no matter of the DPIA itself.
NEEDED = {
    "personal_data_types": ["contact", "special_category"],
    "screening_features": ["large_scale"],
    "use_cases": ["extraction"],
    "output_effect": "suggestion",
    "in_use": "in_use",
    "go_live_date": "2026-03-02",
}
NO_PEOPLE = {"personal_data_types": ["none_personal"]}
RISK = RiskTold(
    title="A letter about one tenant reaches another",
    harm="A tenant’s illness becomes known to a neighbour.",
    likelihood="possible", severity="serious",
    likelihood_after="remote", severity_after="serious",
)  # fmt: skip


def told(firm, **answers):
    made = open_for(firm)
    answer(made, firm.owner, **(answers or NEEDED))
    return made


def filled(firm, *, risk=RISK, **answers):
    """Return a tool with a worksheet that is ready to be signed."""
    made = told(firm, **answers)
    by = firm.adviser.as_actor()
    texts = {cell.id: f"What we say of: {cell.title}." for _, cell in worksheet_of(made).missing}
    write_cells(assessment=made, texts=texts, based_on={}, by=by)
    leave_out_proposals(firm, made)
    write_risk(assessment=made, told=risk, by=by)
    return made


def leave_out_proposals(firm, made):
    """Say of each grave flag that it is no risk to people here."""
    for each in worksheet_of(made).not_dealt_with:
        told = RiskTold(each.title, left_out="No risk to people here.")
        flag = made.flags.get(id=each.flag)
        write_risk(assessment=made, flag=flag, told=told, by=firm.adviser.as_actor())


def page_of(assessment, page, **further):
    ids = {"organisation": assessment.organisation_id, "assessment": assessment.id}
    return reverse(f"protection:{page}", kwargs=ids | further)
