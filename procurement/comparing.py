"""Hold an assessment against other rules, or against a later day. Reads only."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

import rfc8785

from procurement.changed_flags import ChangedFlags, changed_flags
from procurement.findings import finding_hash
from procurement.library import Library
from procurement.models import Assessment
from procurement.queries import claims_from, latest_answers, library_of, observations_of
from procurement.screening import screen
from procurement.screening_changes import compare
from procurement.screening_result import Screening


@dataclass(frozen=True, slots=True)
class Compared:
    """What would change, and the SHA-256 of what both screenings say."""

    change: ChangedFlags
    sha256: str


def compared(assessment: Assessment, library: Library, on: date) -> Compared:
    """Return what questions and rules on a day would change in an assessment as it is known now.

    Raises
    ------
    Refused
        If an answer that was given cannot be read by these questions.
    """
    own, newest = library_of(assessment), latest_answers(assessment)
    observed = observations_of(assessment)
    before = screen(own, (*claims_from(own.bank, newest), *observed), assessment.law_on)
    after = screen(library, (*claims_from(library.bank, newest), *observed), on)
    told = changed_flags(compare(before, after), (own, before), (library, after))
    return Compared(told, hashlib.sha256(rfc8785.dumps([_said(before), _said(after)])).hexdigest())


def _said(screening: Screening) -> dict[str, Any]:
    return {
        "on": screening.on.isoformat(),
        "flags": {flag.rule: finding_hash(flag) for flag in screening.flags},
        "waits": sorted(each.rule for each in screening.cannot_tell),
    }
