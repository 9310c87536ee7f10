"""What to have in writing, in words: the question, and what it would mean if it were not so. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from content.words import word
from procurement.questionnaire.schema import Bank
from procurement.rulebook.schema import Severity
from procurement.screening_result import StatementWanted
from procurement.wording.answers import question_in_words

GRAVE: tuple[Severity, ...] = ("critical", "high")


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One question to have answered in writing, and the flags its bare answer keeps away."""

    key: str
    question: str
    severity: Severity
    severity_word: str
    flags: tuple[str, ...]

    @property
    def grave(self) -> bool:
        """Return whether a flag that would stop somebody rests on it."""
        return self.severity in GRAVE


def statement_lines(
    wanted: Sequence[StatementWanted] | None, bank: Bank
) -> tuple[StatementLine, ...]:
    """Return statements as they are shown, the gravest first; none where none was worked out.

    Of each the flags as grave as the gravest are named, and how many more there are is counted.
    """
    return tuple(
        StatementLine(
            each.question,
            question_in_words(each.question, bank),
            each.severity,
            word("severity", each.severity),
            _flags(each),
        )
        for each in wanted or ()
    )


def _flags(statement: StatementWanted) -> tuple[str, ...]:
    named = [each.title for each in statement.rules if each.severity == statement.severity]
    more = len(statement.rules) - len(named)
    return (*named, f"{more} smaller {'flag' if more == 1 else 'flags'}") if more else tuple(named)
