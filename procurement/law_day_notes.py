"""What passing days changed in a flag, in words for its page."""

from collections.abc import Collection

from procurement.changed_flags import ChangedFlags
from procurement.models import Assessment, LawDay
from procurement.wording.answers import day_in_words


def law_day_notes(assessment: Assessment, rules: Collection[str]) -> tuple[str, ...]:
    """Return, the newest first, what days of law changed in the flags of some rules, and why."""
    rows = LawDay.objects.of(assessment.organisation_id).filter(assessment=assessment)
    return tuple(
        dict.fromkeys(
            f"Changed on {day_in_words(row.on)} by the calendar. {each.why}"
            for row in rows.order_by("-on")
            for each in ChangedFlags.model_validate(row.change).flags
            if set(each.rules) & set(rules)
        )
    )
