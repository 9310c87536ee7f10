"""`./weigh draw_questions`: draws docs/questions.md and docs/questions/ again from the bank."""

import json
from typing import Any

from django.conf import settings

from desk.commands import PlainCommand, Reply
from procurement.library import load_library
from procurement.wording.drawn_bank import drawn_bank


class Command(PlainCommand):
    """Write every question as a document, from the bank."""

    help = "Draw docs/questions.md and docs/questions/ again, from the question bank."

    def reply(self, options: dict[str, Any]) -> Reply:
        """Write the files, remove those of sections that are gone, and name what was written."""
        docs = settings.BASE_DIR / "docs"
        (docs / "questions").mkdir(parents=True, exist_ok=True)
        drawn = drawn_bank(load_library())
        for path, text in drawn.items():
            (docs / path).write_text(text, encoding="utf-8")
        for stray in (docs / "questions").glob("*.md"):
            if f"questions/{stray.name}" not in drawn:
                stray.unlink()
        return Reply(f"Drawn: {len(drawn)} files in docs/.", json.dumps(sorted(drawn)))
