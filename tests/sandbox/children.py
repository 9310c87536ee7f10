"""Plain child processes that stand in for a confined one, to see what the parent makes of them."""

import os
import sys

from sandbox.contract import Limits
from sandbox.supervision import Supervision

FRAMES = """
import os, struct, sys, time
out = int(sys.argv[1])
def frame(kind, payload=b"{}", magic=b"WGH1", length=None):
    os.write(out, struct.pack("<4sBxxxI", magic, kind, len(payload) if length is None else length) + payload)
READY, NAMES, BATCH, DONE, TROUBLE = 1, 4, 5, 8, 9
"""


def run_child(code, *, limits=None, receive=None, should_stop=lambda: False):
    """Run Python `code` as a child; return the outcome and the frames that arrived."""
    taken = []
    reading, writing = os.pipe()
    outcome = Supervision(
        limits or Limits(wall=50.0),
        receive or (lambda kind, payload, when: taken.append((kind, payload))),
        should_stop,
    ).run(
        [sys.executable, "-c", FRAMES + code, str(writing)],
        request=b"{}",
        results=(reading, writing),
    )
    return outcome, taken
