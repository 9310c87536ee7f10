"""Where a question page stands: what it links to and who may answer there."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from organisations.access import role_of
from organisations.permissions import Permission
from organisations.roles import may
from pages.plain_form import PlainForm
from procurement.actions.turns import refused_as_closed
from procurement.answered import Answered
from procurement.forms.answer_field import in_a_summary
from procurement.lifecycle import Status
from procurement.models import Assessment
from procurement.questionnaire.walk import newly_set_aside


@dataclass(frozen=True, slots=True)
class Place:
    """The addresses of one assessment's question pages."""

    assessment: Assessment

    def to(self, page: str, **further: Any) -> str:
        """Return the address of a page of this assessment: `procurement:question`, key=..."""
        return reverse(
            page,
            kwargs={
                "organisation": self.assessment.organisation_id,
                "assessment": self.assessment.id,
                **further,
            },
        )

    @property
    def questions(self) -> str:
        """Return the address of the list of chapters."""
        return self.to("procurement:questions")

    def question(self, key: str) -> str:
        """Return the address of one question."""
        return self.to("procurement:question", key=key)

    def notes(self, key: str) -> str:
        """Return the address where a note on a question is written."""
        return self.to("procurement:notes", key=key)

    def confirm(self, key: str) -> str:
        """Return the address where what was found under a question is held for right."""
        return self.to("procurement:confirm", key=key)

    def section(self, name: str) -> str:
        """Return the address of a chapter's answers."""
        return self.to("procurement:section", section=name)

    def row(self, key: str, number: int | None = None) -> str:
        """Return the address of one row of a table, counted from 1; of a new one without number."""
        if number is None:
            return self.to("procurement:row_new", key=key)
        return self.to("procurement:row", key=key, number=number)


def may_answer(request: HttpRequest, assessment: Assessment) -> bool:
    """Return whether the person may answer here and the assessment takes answers."""
    edits = may(role_of(request), Permission.ASSESSMENT_EDIT)
    return edits and assessment.status != Status.CLOSED


def say_if_closed(form: PlainForm, assessment: Assessment) -> None:
    """Let a form that somebody sent say on top that the assessment takes no answers now."""
    if assessment.status == Status.CLOSED:
        form.add_refusal(None, in_a_summary(refused_as_closed()))


def refuse_readers(request: HttpRequest) -> None:
    """Raise PermissionDenied for a member whose role does not answer."""
    if not may(role_of(request), Permission.ASSESSMENT_EDIT):
        raise PermissionDenied


def say_what_was_set_aside(request: HttpRequest, before: Answered, after: Answered) -> None:
    """Tell the person which answers count no longer because of the one just given."""
    bank = after.library.bank
    hidden = newly_set_aside(before.facts, after.facts)
    if hidden:
        named = " ".join(f"“{bank.by_id[key].text}”" for key in hidden)
        messages.info(
            request,
            "Because of this answer, we no longer ask: "
            f"{named} What was answered there is kept. It counts again if the question comes back.",
        )


def say_saved(request: HttpRequest, *, written: bool) -> None:
    """Tell the person on the next page that their answer is safe, and since when."""
    if written:
        at = timezone.localtime()
        messages.success(request, f"Saved at {at:%H:%M}", extra_tags="saved")
    else:
        messages.success(request, "Nothing changed, so there was nothing to save", "saved")
