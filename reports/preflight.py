"""What is missing before a report is issued: the pre-flight list, for its page and for whoever issues.

A report that no adviser prepares lacks nothing here: it stands as it always stood.
"""

from dataclasses import dataclass

from organisations.actors import Actor
from procurement.models import Assessment


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is not there yet.

    `key` names it for a program, `sentence` for a reader, `address` is the page that mends it.
    `stops` says whether the report waits for it; what does not stop is only worth a look.
    """

    key: str
    sentence: str
    address: str
    stops: bool = True


def what_is_missing(assessment: Assessment, *, by: Actor | None = None) -> tuple[Missing, ...]:
    """Return what is missing before a report on the assessment is issued, in the order of its page.

    `by` is whoever would issue it. Empty where nothing is missing. The report waits only for what
    `stops`.
    """
    return ()
