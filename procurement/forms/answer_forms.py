"""The forms of one page of questions, taken together: one summary of what is wrong."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.forms.boundfield import BoundField

from procurement.forms.answers import QuestionForm, SettingForm

AnswerForm = QuestionForm | SettingForm


class AnswerForms:
    """One form for each question of a page, by key. It reads like one form where errors are shown.

    The forms of `unread` questions do not count: what stands on file was chosen to stand.
    """

    def __init__(self, forms: Mapping[str, AnswerForm], *, unread: frozenset[str] = frozenset()):
        self.forms, self.unread = forms, unread

    @property
    def read(self) -> dict[str, AnswerForm]:
        """Return the forms that count."""
        return {key: form for key, form in self.forms.items() if key not in self.unread}

    def is_valid(self) -> bool:
        """Check every form, so that all that is wrong is said at once, and of which question."""
        wrong = {key: form for key, form in self.read.items() if not form.is_valid()}
        if len(self.forms) > 1:
            for form in wrong.values():
                for field, problems in form.errors.items():
                    named = [f"{form.asked.text} {problem}" for problem in problems]
                    form.errors[field] = form.error_class(named)
        return not wrong

    @property
    def errors(self) -> dict[str, Any]:
        """Return what is wrong, by question."""
        return {key: form.errors for key, form in self.read.items() if form.errors}

    def non_field_errors(self) -> list[str]:
        """Return what is wrong with a whole form."""
        return [str(each) for form in self.read.values() for each in form.non_field_errors()]

    def __iter__(self) -> Iterator[BoundField]:
        """Yield every field of every form, as they stand on the page."""
        for form in self.read.values():
            yield from form


def prefix_of(key: str, shared: bool) -> str | None:
    """Return what the names of a question's inputs begin with: nothing where it stands alone."""
    return key if shared else None
