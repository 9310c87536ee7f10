"""`./weigh verify FILE`: whether a report is unchanged, by whose key, and whether it is current."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.db import DatabaseError
from django.utils import timezone

from content.refusal import Refused
from desk.commands import PlainCommand, Reply
from procurement.wording.flags import day
from reports.content.verification import Verification
from reports.register import Entry, State, entry_of_file
from reports.signature.signer import in_groups
from reports.signature.verifying import Finding, Verified, verify
from reports.signing_key import Standing, standing_of

CHANGED = 3
MOST_BYTES = 256 << 20
_NOT_LOOKED_AT = "The register was not looked at: this installation has no database yet."


class Command(PlainCommand):
    """Say whether a report is what was sealed. Exit 0: intact; 3: changed; 2: not a report."""

    help = "Check a report: signature intact and by which key, or changed; current, or superseded."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file."""
        parser.add_argument("report", type=Path, help="the report, a PDF")
        super().add_arguments(parser)

    def reply(self, options: dict[str, Any]) -> Reply:
        """Look at the file, then at the register if there is one."""
        path: Path = options["report"]
        found = verify(_read(path))
        if found.finding is Finding.NOT_A_REPORT:
            raise Refused(
                "This is no sealed report.",
                file=path.name,
                what_to_do="Name the PDF as it was downloaded; a print or a copy from another program is another file.",
            )
        entry = _entry(found)
        standing = _standing(found, entry)
        code = CHANGED if found.finding is Finding.CHANGED else 0
        return Reply(_text(found, standing, entry), _json(found, standing, entry), code)


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Refused(
                "This is no sealed report: it is larger than any.",
                file=path.name,
                what_to_do="Name the PDF as it was downloaded.",
            )
        return path.read_bytes()
    except OSError as problem:
        raise Refused(
            f"The file cannot be read ({problem.strerror}).",
            file=str(path),
            what_to_do="Name a file that is there and that you may read.",
        ) from None


def _entry(found: Verified) -> Entry | None:
    try:
        return entry_of_file(found.sha256, said=found.identifier)
    except DatabaseError:
        return None


def _standing(found: Verified, entry: Entry | None) -> Standing | None:
    if not found.fingerprint:
        return None
    if entry is not None and entry.state in {State.CURRENT, State.SUPERSEDED}:
        return Standing.OURS  # also by a certificate that has been replaced since
    return standing_of(found.fingerprint)


def _text(found: Verified, standing: Standing | None, entry: Entry | None) -> str:
    if found.finding is Finding.CHANGED:
        return "Changed: this file is not what was signed. Do not rely on it."
    lines = [f"Signature intact, by key {in_groups(found.fingerprint)} ({standing})."]
    if found.signed_at is not None:
        signed = timezone.localtime(found.signed_at)
        lines.append(
            f"Signed on {day(signed.date())} at {signed:%H:%M}, by the signer’s own clock."
        )
    lines.append(_register(entry))
    return "\n".join(lines).replace("\xa0", " ")


def _register(entry: Entry | None) -> str:
    if entry is None:
        return _NOT_LOOKED_AT
    if entry.state is State.CURRENT:
        return "In the register: current."
    if entry.state is State.SUPERSEDED and entry.on is not None:
        return f"In the register: superseded since {day(entry.on)}."
    return "Not in this installation’s register."


def _json(found: Verified, standing: Standing | None, entry: Entry | None) -> str:
    told = Verification.model_validate(
        {
            "finding": found.finding.value,
            "sha256": found.sha256,
            "key": found.fingerprint or None,
            "standing": standing.name.lower() if standing else None,
            "signed_at": found.signed_at,
            "entry": entry and {"state": entry.state.value, "superseded_on": entry.on},
        }
    )
    return told.model_dump_json(by_alias=True, indent=2)
