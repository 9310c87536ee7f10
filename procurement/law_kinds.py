"""The names under which work on changed law waits in the table of jobs."""

COMPARE_RULES = "procurement.compare_rules"
TAKE_OVER_RULES = "procurement.take_over_rules"
LOOK_AT_DAY = "procurement.look_at_day"
