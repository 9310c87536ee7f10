"""Tells the demo's story to an empty demo. Started by `demo`; nobody needs to call it."""

from django.core.management.base import BaseCommand, CommandError

from content.refusal import OutOfOrder, Refused
from demo.telling import tell


class Command(BaseCommand):
    """Tell the story once."""

    help = "Tell the demo's story. Started by ./weigh demo."

    def handle(self, *_args: object, **_options: object) -> None:
        """Tell it, and say each part as it begins."""
        try:
            tell(self._say)
        except (OutOfOrder, Refused) as problem:
            raise CommandError(str(problem)) from None
        self._say("The story is told: two tests, a decision, two reports, a signature.")

    def _say(self, words: str) -> None:
        self.stdout.write(f"{'story':<7}| {words}")
        self.stdout.flush()
