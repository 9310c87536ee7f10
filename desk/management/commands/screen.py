"""`./weigh screen answers.yaml`: the rulebook on one sheet of answers, without a database."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from content.refusal import Refused
from desk.commands import PlainCommand, Reply
from desk.screening_text import as_text
from procurement.full_screening import screen_in_full
from procurement.library import load_library
from procurement.questionnaire.answers import read_answers


class Command(PlainCommand):
    """Say which rules the answers raise, which they clear, and which wait for an answer."""

    help = "Hold a sheet of answers (YAML, question id: value) against the rulebook."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the sheet and the day."""
        parser.add_argument("answers", type=Path, help="the sheet of answers")
        parser.add_argument("--on", metavar="DATE", help="read the law as on this day (2026-11-21)")
        super().add_arguments(parser)

    def reply(self, options: dict[str, Any]) -> Reply:
        """Screen the sheet."""
        on = _day(options["on"])
        library = load_library()
        path: Path = options["answers"]
        result = screen_in_full(library, read_answers(library.bank, path), on)
        return Reply(
            as_text(result, path.name, library.rulebook.disclaimer, library.bank),
            result.model_dump_json(indent=2),
        )


def _day(written: str | None) -> date:
    if written is None:
        return timezone.localdate()
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Refused(
            f"`{written}` is no day.",
            column="--on",
            what_to_do="Write year, month, day: 2026-11-21.",
        ) from None
