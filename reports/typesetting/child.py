"""Sets pages in a process of its own, so that a report that grows beyond bounds ends it and not the worker.

`press` splits such a process off. Lines of JSON come in: first what to enclose, then one way to set the
report after the other, each when it is asked for. Lines go out: `more` asks for a tighter one, `trouble`
is a sentence, `done` is followed by the bytes of the PDF. It knows no Django, no database and no key.
"""

import base64
import json
import resource
from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO

from content.refusal import OutOfOrder
from reports.typesetting.rendered import Enclosure, Rendered
from reports.typesetting.roomy_stack import on_one_piece

MISSING = "missing"  # the system lacks the text libraries
TROUBLE = "trouble"  # a sentence for whoever runs the installation
DONE = "done"
MORE = "more"


def main(incoming: BinaryIO, outgoing: BinaryIO) -> None:
    """Set one report."""

    def say(**line: Any) -> None:
        outgoing.write(json.dumps(line).encode() + b"\n")
        outgoing.flush()

    def fits() -> Iterator[str]:
        while line := incoming.readline():
            yield json.loads(line)["html"]
            say(kind=MORE)

    asked = json.loads(incoming.readline())
    _bound(asked["memory"], asked["seconds"])
    try:
        made = on_one_piece(lambda: _render(asked, fits()))
    except OSError:
        say(kind=MISSING)
    except OutOfOrder as trouble:
        say(kind=TROUBLE, sentence=str(trouble))
    except MemoryError:
        say(kind=TROUBLE, sentence=asked["too_large"])
    else:
        size = len(made.content)
        say(kind=DONE, pages=made.pages, bytes=size, made_with=dict(made.made_with))
        outgoing.write(made.content)
        outgoing.flush()


def _render(asked: dict[str, Any], fits: Iterator[str]) -> Rendered:
    # Loads the system's text libraries, which may be missing; not where constants are read.
    from reports.typesetting import pdf

    return pdf.render(
        fits,
        enclosures=[
            Enclosure(each["name"], each["description"], base64.b64decode(each["content"]))
            for each in asked["enclosures"]
        ],
        made_at=datetime.fromisoformat(asked["made_at"]),
        identifier=asked["identifier"],
    )


def _bound(memory: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))  # a font's cache at most
