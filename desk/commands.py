"""What every command of ours does alike: a refusal is one sentence and exit 2, never a traceback."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand

from content.refusal import Refused
from sandbox.contract import JailUnavailable


class PlainCommand(BaseCommand):
    """A command whose failures are sentences: exit 2 for input it cannot use, 1 for what is ours."""

    requires_system_checks: list[str] = []

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run the command and turn what it raises into a sentence and an exit code."""
        try:
            return super().execute(*args, **options)
        except Refused as refusal:
            self.stderr.write(str(refusal))
            if options.get("json") is not None:
                self.stdout.write(json.dumps({"error": refusal.as_json()}, ensure_ascii=False))
            sys.exit(2)
        except JailUnavailable as unavailable:
            self.stderr.write(unavailable.reason)
            sys.exit(1)
