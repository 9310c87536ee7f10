"""`./weigh draw_rulebook`: draws docs/rulebook.md, docs/rulebook/ and the rulebook's changelog again."""

import json
from typing import Any

from django.conf import settings

from desk.commands import PlainCommand, Reply
from procurement.library import load_library
from procurement.rulebook.change_log import load_changes
from procurement.rulebook.loader import rules_by_file
from procurement.wording.drawn_changes import PATH, drawn_changes
from procurement.wording.drawn_rulebook import FOLDER, drawn_rulebook


class Command(PlainCommand):
    """Write every rule and every change of the rules as documents."""

    help = "Draw docs/rulebook.md, docs/rulebook/ and the rulebook's changelog again."

    def reply(self, options: dict[str, Any]) -> Reply:
        """Write the files, remove those of rules that are gone, and name what was written."""
        docs = settings.BASE_DIR / "docs"
        library = load_library()
        drawn = drawn_rulebook(library, rules_by_file())
        for path, text in drawn.items():
            (docs / path).parent.mkdir(parents=True, exist_ok=True)
            (docs / path).write_text(text, encoding="utf-8")
        for stray in (docs / FOLDER).rglob("*.md"):
            if stray.relative_to(docs).as_posix() not in drawn:
                stray.unlink()
        changelog = drawn_changes(load_changes(), library.rulebook)
        (settings.BASE_DIR / PATH).write_text(changelog, encoding="utf-8")
        written = [*(f"docs/{path}" for path in drawn), PATH]
        return Reply(f"Drawn: {len(written)} files.", json.dumps(sorted(written)))
