"""A jail that confines nothing and answers what a test tells it to."""

from dataclasses import dataclass, field
from pathlib import Path

from sandbox.contract import ChannelBroken, Ending, Outcome
from sandbox.runner.frames import Kind


@dataclass
class FakeJail:
    """Hands `frames` to whoever runs a job, as a hostile child might."""

    run_dir: Path
    frames: list[tuple[Kind, bytes]] = field(default_factory=list)
    ending: Ending = Ending.DONE
    trouble: bytes = b""
    name: str = "fake"
    isolation: str = "none"

    def run(self, job, *, limits, receive, should_stop=lambda: False):
        try:
            for kind, payload in self.frames:
                receive(kind, payload, 0.0)
        except ChannelBroken as problem:
            return Outcome(Ending.BROKEN, 0, 0.1, "", why=str(problem))
        said_done = bool(self.frames) and self.frames[-1][0] is Kind.DONE
        ended = self.ending if said_done else Ending.QUIT
        return Outcome(ended, 0, 0.1, "", trouble=self.trouble)
