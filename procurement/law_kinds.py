"""The work on changed law, as it waits in the table of jobs."""

from jobs.lifecycle import Queue
from jobs.registry import register

COMPARE_RULES = register(
    "procurement.compare_rules", queue=Queue.DEFAULT, done_by="procurement.law_work.compare_rules"
)
TAKE_OVER_RULES = register(
    "procurement.take_over_rules",
    queue=Queue.DEFAULT,
    done_by="procurement.law_work.take_over_rules",
)
LOOK_AT_DAY = register(
    "procurement.look_at_day", queue=Queue.DEFAULT, done_by="procurement.law_work.look_at_day"
)
