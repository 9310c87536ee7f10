"""Which look a test is, found in the rows themselves, whatever file they come in."""

import pytest

from evaluations.models import Ledger, Run
from evaluations.queries import changed_after_result, first_with_result, ledger_of
from tests.evaluations.assessments import done
from tests.evaluations.views.conftest import Place
from tests.evaluations.views.journey import compared, examples, examples_ready, started

pytestmark = pytest.mark.usefixtures("committed")
ROWS = examples(40)


@pytest.fixture
def place(committed):
    return Place("Harbour Lettings")


def run_on(place, rows, **said):
    browser = place.browser()
    run = started(
        place, browser, examples_ready(place, browser, rows), compared(None, rows, **said)
    )
    done(run.job)
    run.refresh_from_db()
    assert run.result is not None
    return run


def test_added_rows_are_a_second_look_and_fresh_rows_a_first(place):
    first = run_on(place, ROWS[:15])
    grown = run_on(place, ROWS[:24])
    fresh = run_on(place, ROWS[24:33])
    assert [(run.look, run.seen_before) for run in (first, grown, fresh)] == [
        (1, 0),
        (2, 15),
        (1, 0),
    ]
    assert first.ledger_id == grown.ledger_id != fresh.ledger_id
    assert (grown.result["look"], fresh.result["look"]) == (2, 1)
    # Rows of both: one body of examples from here on, and a fourth look.
    both = run_on(place, ROWS[20:40])
    assert (both.look, both.seen_before) == (4, 13)
    assert Ledger.objects.of(place.firm.organisation).count() == 1
    assert [each.run.id for each in ledger_of(both)] == [first.id, grown.id, fresh.id, both.id]


def test_other_products_and_firms_have_ledgers_of_their_own(place):
    first = run_on(place, ROWS[:15])
    elsewhere = run_on(Place("Quay Estates"), ROWS[:15])
    assert (first.look, elsewhere.look) == (1, 1)
    assert Run.objects.of(place.firm.organisation).get().ledger_id != elsewhere.ledger_id


def test_a_limit_or_claim_that_changes_after_a_result_is_found(place):
    first = run_on(place, ROWS[:15])
    same = run_on(place, ROWS[:15])
    other = run_on(place, ROWS[:15], limit="5", claim_about="accuracy", claim_figure="94")
    runs = [each.run for each in ledger_of(other)]
    assert first_with_result(runs) == first
    assert changed_after_result(same, first) == ()
    assert changed_after_result(other, first) == ("limit", "claim")
