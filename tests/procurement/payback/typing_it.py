"""The calculator's fields, filled in as people would."""

from procurement.payback.typed import read_plan
from procurement.payback.weighing import weigh

# 400 a week, 10p against 1p, and 2 fewer to 4 more wrong in 100: 20,800 requests a year at 9p less
# each are 1,872 pounds; 4 in 100 of them are 832 mistakes, and 1,872 / 832 = 2.25.
TURBO = {
    "price": "1p", "unit": "request", "dear_price": "10p", "dear_unit": "request",
    "volume": "400", "period": "week", "gap": "2 fewer to 4 more", "examples": "300",
}  # fmt: skip


def plan_of(**typed):
    reading = read_plan(typed)
    assert reading.refusals == ()
    return reading.plan


def weighed(**typed):
    return weigh(plan_of(**typed))
