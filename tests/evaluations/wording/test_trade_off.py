"""The trade-off in words: the sentence as agreed, and a split's saving worked by hand."""

from decimal import Decimal

import numpy as np

from evaluations.statistics.predictions import Predictions
from evaluations.statistics.summary import summarise
from evaluations.wording.trade_off import gap_of, splits, trade_off_sentence, why_no_splits
from procurement.payback.amounts import Amount
from procurement.payback.weighing import Gap, saving_when_sent_on
from tests.procurement.payback.typing_it import TURBO, plan_of


def measured(low, high, n=300):
    number = {"value": (low + high) / 2, "low": low, "high": high, "n": n}
    return {"samples": {"n": n}, "comparison": {"accuracy_difference": number}}


def priced():
    return plan_of(**{name: TURBO[name] for name in TURBO if name not in ("gap", "examples")})


def test_the_sentence_is_the_one_agreed():
    # 20,800 requests a year, 9p less each: 1,872 pounds; 4 more wrong in 100 are 832 mistakes.
    assert trade_off_sentence(measured(-0.04, 0.02), priced(), "Turbo") == (
        "Turbo saves about £1,870 a year and would make between 420 fewer and 830 more mistakes a "
        "year; at the worst end it stops paying when a mistake costs more than £2.25."
    )


def test_without_a_bigger_version_or_a_range_there_is_no_gap():
    assert gap_of({"samples": {"n": 3}, "comparison": None}) is None
    untold = measured(0, 0) | {"comparison": {"accuracy_difference": {"value": None, "low": None}}}
    assert gap_of(untold) is None
    assert trade_off_sentence(untold, priced(), "Turbo") == ""
    assert gap_of(measured(-0.04, 0.02)) == Gap(Amount.of(-2, 4), 300)


def test_a_quarter_sent_on_costs_a_quarter_of_the_bigger_price():
    # A year's 20,800 cost 208 cheap and 2,080 dear: 2,080 - 208 - 520 = 1,352 are left.
    assert saving_when_sent_on(priced(), Amount.of("0.25")).amount == Amount.of(1352)
    assert saving_when_sent_on(priced(), Amount.of(0)).amount == Amount.of(1872)
    assert saving_when_sent_on(priced(), Amount.of(1)).amount == Amount.of(-208)


def test_seats_cost_the_same_however_few_cases_go_on():
    plan = plan_of(
        price="1p", unit="request", dear_price="20", dear_unit="seat_month", seats="5",
        volume="400", period="week",
    )  # fmt: skip
    assert saving_when_sent_on(plan, Amount.of("0.25")).amount is None
    assert saving_when_sent_on(plan, Amount.of(0)).amount == Amount.of(Decimal(992))


def test_the_curve_of_a_real_summary_has_its_rows_and_savings():
    generator = np.random.default_rng(1)
    n = 400
    truth = np.where(generator.random(n) < 0.5, "a", "b")
    sure = generator.uniform(0.5, 1, n)
    wrong = generator.random(n) > sure
    student = np.where(wrong, np.where(truth == "a", "b", "a"), truth)
    scores = np.column_stack([first := np.where(student == "a", sure, 1 - sure), 1 - first])
    result = summarise(
        truth.tolist(), Predictions(student.tolist(), scores, ("a", "b")),
        Predictions(truth.tolist()), replicates=200,
    ).as_json()  # fmt: skip
    rows = splits(result, priced())
    assert (rows[0].sent, rows[0].below, rows[0].saving) == ("0", "none", "£1,870")
    assert (rows[-1].sent, rows[-1].below, rows[-1].saving) == ("100", "all", "−£208")
    assert rows[-1].wrong.startswith("0 in 100")
    assert rows[5].sent == "25"
    assert rows[5].below.startswith("under 6")
    assert rows[5].saving == "£1,350"
    assert why_no_splits(result) == ""
    unpriced = splits(result)[5]
    assert unpriced.saved.amount is None
    assert unpriced.saving.startswith("Say what both versions cost")


def test_labels_alone_have_no_curve_and_say_why():
    answers = ["a", "b"] * 30
    result = summarise(
        answers, Predictions(answers), Predictions(answers), replicates=100
    ).as_json()
    assert splits(result) == ()
    assert "how sure" in why_no_splits(result)
