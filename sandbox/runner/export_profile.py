"""The reader of exports: a table as the table profile reads it, or the mails of a mail export."""

import os
from collections.abc import Mapping
from typing import Any

from sandbox.runner import mailbox, table_profile
from sandbox.runner.blocks import Blocks
from sandbox.runner.codes import Code, Trouble
from sandbox.runner.content_types import HEAD
from sandbox.runner.frames import Writer


def prepare(options: Mapping[str, Any]) -> None:
    """Load what libraries would look for only when they need it, which is too late here."""
    table_profile.prepare(options)
    mailbox.warm_up()


def work(
    inputs: Mapping[str, int], options: Mapping[str, Any], writer: Writer
) -> dict[str, object]:
    """Send the export in `inputs["export"]` and return its counts."""
    descriptor = inputs["export"]
    if not mailbox.looks_like_mailbox(os.pread(descriptor, HEAD, 0)):
        return table_profile.work({"table": descriptor}, options, writer)
    blocks = Blocks(writer, options["limits"])
    with os.fdopen(descriptor, "rb") as stream:
        mailbox.read_mailbox(stream, blocks)
    if blocks.rows == 0:
        raise Trouble(Code.NO_ROWS)
    return {"rows": blocks.rows, "nulls": {}, "other_sheets": 0}
