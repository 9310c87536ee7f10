"""What somebody has typed after a meeting: kept in their session alone, until it becomes an assessment.

Signing in keeps the session, so nothing is lost there; signing out ends it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.contrib.sessions.backends.base import SessionBase

from procurement.meeting.loader import load_sheet
from procurement.questionnaire.posted import Said

_KEY = "meeting"


@dataclass(frozen=True, slots=True)
class MeetingDraft:
    """The product's name, and answers in the bank's own form under the ids of its questions."""

    product: str
    answers: Mapping[str, Said]

    def with_answers(self, given: Mapping[str, Said | None]) -> "MeetingDraft":
        """Return the draft with these answers in place of its own; None takes one out."""
        kept = {**self.answers, **given}
        return replace(self, answers={key: said for key, said in kept.items() if said is not None})


def draft_of(session: SessionBase) -> MeetingDraft:
    """Return what is kept in a session; nothing but what the sheet asks today."""
    kept = session.get(_KEY) or {"product": "", "answers": {}}
    asked = load_sheet().answers
    return MeetingDraft(
        kept["product"], {key: said for key, said in kept["answers"].items() if key in asked}
    )


def keep(session: SessionBase, draft: MeetingDraft) -> None:
    """Keep a draft in a session in place of the one before."""
    session[_KEY] = {"product": draft.product, "answers": dict(draft.answers)}


def forget(session: SessionBase) -> None:
    """Take the draft out of a session."""
    session.pop(_KEY, None)
