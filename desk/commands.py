"""What every command of ours does alike: plain sentences, honest exit codes, JSON on request.

Exit 0: it was done. Exit 2: input that cannot be used, one sentence on standard error. Exit 1:
something of ours failed, one sentence; `--traceback` shows the rest. With `--json` alone the
result, or the error object, goes to standard output and nothing else does.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from content.refusal import OutOfOrder, Refused

STANDARD_OUTPUT = "-"


@dataclass(frozen=True, slots=True)
class Reply:
    """What a command has to say: for a person, and for a program."""

    text: str
    json: str
    exit_code: int = 0


class PlainCommand(BaseCommand):
    """A command that hands back a `Reply` or raises `Refused`. Subclasses write `reply`."""

    # The bank, the rules and the jail need no database; whoever does asks for its checks.
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Add `--json`; subclasses add their own and call this."""
        parser.add_argument(
            "--json",
            nargs="?",
            const=STANDARD_OUTPUT,
            metavar="FILE",
            help="write the result as JSON to FILE; without FILE to standard output, "
            "and then nothing else",
        )

    def reply(self, options: dict[str, Any]) -> Reply:
        """Do the work.

        Raises
        ------
        Refused
            If the input cannot be used.
        """
        raise NotImplementedError

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the work, say what came of it, and leave with the right exit code."""
        target: str | None = options["json"]
        try:
            reply = self.reply(options)
            if target is not None:
                self._write_json(reply.json, target)
        except Refused as refusal:
            self._refuse(refusal, target)
            raise SystemExit(2) from None
        except OutOfOrder as failure:
            self.stderr.write(str(failure))
            raise SystemExit(1) from None
        except Exception as failure:
            if options.get("traceback"):
                raise
            self.stderr.write(
                f"Something of ours failed ({type(failure).__name__}: {failure}). "
                "Run it again with --traceback to see where."
            )
            raise SystemExit(1) from None
        if target != STANDARD_OUTPUT:
            self.stdout.write(reply.text)
        if reply.exit_code:
            raise SystemExit(reply.exit_code)

    def _refuse(self, refusal: Refused, target: str | None) -> None:
        self.stderr.write(str(refusal))
        if target is None:
            return
        error = json.dumps({"error": refusal.as_json()}, ensure_ascii=False, indent=2)
        try:
            self._write_json(error, target)
        except Refused as second:
            self.stderr.write(str(second))

    def _write_json(self, text: str, target: str) -> None:
        if target == STANDARD_OUTPUT:
            self.stdout.write(text)
            return
        try:
            Path(target).write_text(text + "\n", encoding="utf-8")
        except OSError as failure:
            raise Refused(
                f"The result cannot be written there ({failure.strerror}).",
                file=target,
                what_to_do="Name another file after --json.",
            ) from None
