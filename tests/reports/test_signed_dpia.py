"""The report carries the DPIA as it was signed last, and what changed since."""

import pytest

from protection.actions.dpia_signing import Signature, shown_hash, sign_dpia
from protection.gathering import worksheet_of
from protection.models import DpiaOutcome
from tests.organisations.cast import found_firm
from tests.procurement.opened import answer
from tests.protection.filled import RISK, filled
from tests.reports.test_gathering import gathered, read

pytestmark = pytest.mark.django_db


def test_before_anybody_signs_it_says_for_each_step_what_is_known_and_what_is_not():
    content = gathered(filled(found_firm("Harbour Lettings")))
    assert content.dpia.signed is None
    said = read(content)
    assert "as it was signed" not in said
    annex = said.split(
        "Not signed. Below stands what is on file for each of the ICO’s seven steps"
    )[1]
    at = 0
    for step in content.dpia.draft.steps:
        if step.cells:
            assert f"{step.number}. {step.title}" in annex[at:]
            at = annex.index(f"{step.number}. {step.title}")
    for part in (
        "What we say of: The people whose data it is.",
        "5 and 6. Risks to people",
        RISK.title,
        "Nobody has signed.",
    ):
        assert part in annex
    unanswered = [
        each
        for step in content.dpia.draft.steps
        for cell in step.cells
        for each in cell.not_answered
    ]
    assert unanswered
    assert all(each in annex for each in unanswered)


def test_the_signed_worksheet_stands_in_the_report_word_for_word():
    firm = found_firm("Harbour Lettings")
    made = filled(firm)
    version = sign_dpia(
        assessment=made,
        signature=Signature(DpiaOutcome.GO_AHEAD, "A person reads each letter.", "Director"),
        seen=shown_hash(worksheet_of(made)),
        by=firm.lead.as_actor(),
    )
    said = read(gathered(made)).split("The impact assessment as it was signed")[1]
    assert "A person reads each letter." in said
    assert "What we say of: The people whose data it is." in said
    assert f"{RISK.title}" in said
    assert "Before: high (possible, serious harm). After: low (remote, serious harm)." in said
    assert "Whether there is a data protection officer was not said." in said
    assert version.sha256 in said
    assert "Changed since it was signed" not in said
    answer(made, firm.owner, monthly_volume=90)
    later = gathered(made)
    assert later.dpia.signed.sha256 == version.sha256
    assert "Changed since it was signed" in read(later)
