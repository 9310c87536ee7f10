"""`./weigh publish_schemas`: writes the published JSON Schemas under docs/schemas/ again."""

import json
from typing import Any

from django.conf import settings

from desk.commands import PlainCommand, Reply
from desk.schemas import PUBLISHED, published_schema


class Command(PlainCommand):
    """Write every published schema from the code that makes the JSON."""

    help = "Write the JSON Schemas under docs/schemas/ again, from the code."

    def reply(self, options: dict[str, Any]) -> Reply:
        """Write the files and name them."""
        folder = settings.BASE_DIR / "docs" / "schemas"
        folder.mkdir(parents=True, exist_ok=True)
        for name in PUBLISHED:
            text = json.dumps(published_schema(name), ensure_ascii=False, indent=2, sort_keys=True)
            (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")
        names = sorted(PUBLISHED)
        return Reply(f"Written: {', '.join(names)}.", json.dumps(names))
