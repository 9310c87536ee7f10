"""Where we are not certain, the flag's page and the report say so: to be verified, not re-checked."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from procurement.screening_result import Citation
from procurement.wording.flags import citation_in_words
from reports.typesetting.flag_pages import flag_groups
from tests.organisations.cast import found_firm
from tests.procurement.opened import LIBRARY, answer, open_for, page_of
from tests.reports.content_made import content, screening

# Old clauses are the only tool: a rule whose two days come from law firms only.
OLD_CLAUSES = {
    "personal_data_types": ["contact"], "inference_countries": ["IN"], "transfer_tools": ["old_sccs"],
}  # fmt: skip
RULE = LIBRARY.rulebook.by_id["transfer_old_clauses"]
CITED = Citation(
    ref="x", instrument="An Act", provision="1", url=None, seen="primary", url_seen=False,
    checked_on=date(2026, 11, 21), review_by=date(2027, 5, 21),
)  # fmt: skip


@pytest.mark.parametrize(("on", "said"), [(date(2027, 5, 21), False), (date(2027, 5, 22), True)])
def test_past_its_day_of_review_a_source_says_that_nobody_looked(on, said):
    assert ("not re-checked since" in citation_in_words(CITED, on)) == said


@pytest.mark.django_db
def test_the_flag_s_page_says_both(client, monkeypatch):
    firm = found_firm("Harbour Lettings")
    made = open_for(firm)
    answer(made, firm.owner, **OLD_CLAUSES)
    client.force_login(firm.reader)
    url = page_of(made, "flag", flag=made.flags.get(rule=RULE.id).id)
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2027, 5, 21))
    page = client.get(url).content.decode()
    assert "To be verified: Both dates confirmed by law firms only" in page
    assert "not re-checked since" not in page
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2027, 5, 22))
    assert (
        "Checked 21\xa0November\xa02026, not re-checked since" in client.get(url).content.decode()
    )


def test_the_report_says_both():
    made = content(screened=screening(**OLD_CLAUSES))

    def told(report):
        flags = [each for group in flag_groups(report, LIBRARY.bank) for each in group.flags]
        return next(each for each in flags if each.id == RULE.id)

    assert "To be verified: Both dates confirmed by law firms only" in told(made).doubt
    assert not any("not re-checked since" in each for each in told(made).citations)
    late = datetime(2027, 5, 21, 12, tzinfo=UTC) + timedelta(days=1)
    about = made.report.model_copy(update={"frozen_at": late})
    later = made.model_copy(update={"report": about})
    assert all("not re-checked since" in each for each in told(later).citations)
