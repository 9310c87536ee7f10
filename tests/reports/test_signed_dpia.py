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


def test_before_anybody_signs_there_is_no_such_page():
    content = gathered(filled(found_firm("Harbour Lettings")))
    assert content.dpia.signed is None
    assert "as it was signed" not in read(content)


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
