"""`./weigh check_trail`: whether each organisation's trail is whole, and has the ends that reports name."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.management.base import CommandParser

from content.refusal import Refused
from desk.commands import PlainCommand, Reply
from organisations.audit import ChainCheck, TrailEnd, check_chain, still_stands
from organisations.models import Organisation
from reports.trail_ends import NamedEnd, named_ends

BROKEN = 3
_HEX = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at one organisation's trail found."""

    organisation: Organisation
    chain: ChainCheck
    ends: tuple[NamedEnd, ...]

    @property
    def whole(self) -> bool:
        """Return whether nothing is missing and nothing was changed."""
        return self.chain.intact and all(each.stands for each in self.ends)


class Command(PlainCommand):
    """Check every trail. Exit 0: all are whole; 3: one is not, or the end asked for is in none."""

    help = (
        "Check that no trail was changed or cut off, and that each has the ends that reports name."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the end that a report on paper names."""
        parser.add_argument(
            "--end",
            nargs=2,
            metavar=("NUMBER", "SHA256"),
            help="look for the end that a report prints on its last pages",
        )
        super().add_arguments(parser)

    def reply(self, options: dict[str, Any]) -> Reply:
        """Look at every organisation's trail."""
        asked = _end(options["end"]) if options["end"] else None
        looked = [
            Looked(each, check_chain(each.id), tuple(named_ends(each.id)))
            for each in Organisation.objects.order_by("name", "id")
        ]
        has_it = [
            each.organisation
            for each in looked
            if asked and still_stands(each.organisation.id, asked)
        ]
        whole = all(each.whole for each in looked) and not (asked and not has_it)
        lines = [line for each in looked for line in _lines(each)] or ["There is no trail yet."]
        if asked:
            lines.append(_found(asked, has_it))
        told = {
            "whole": whole,
            "trails": [_as_json(each) for each in looked],
            "end_is_in": [str(each.id) for each in has_it] if asked else None,
        }
        return Reply(
            "\n".join(lines), json.dumps(told, ensure_ascii=False, indent=2), 0 if whole else BROKEN
        )


def _end(told: Sequence[str]) -> TrailEnd:
    number, sha256 = told[0].replace(",", ""), told[1].lower()
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise Refused(
            "The first word is no number of an entry.", what_to_do="Copy it from the report."
        )
    if len(sha256) != 64 or not set(sha256) <= _HEX:
        raise Refused(
            "The second word is no SHA-256: that has 64 digits and letters from a to f.",
            what_to_do="Copy it from the report.",
        )
    return TrailEnd(int(number), sha256)


def _lines(looked: Looked) -> Iterator[str]:
    name, chain = looked.organisation.name, looked.chain
    if chain.intact:
        yield f"{name}: whole, {chain.count} {'entry' if chain.count == 1 else 'entries'}."
    else:
        yield f"{name}: NOT whole at entry {chain.broken_at}: {chain.why}."
    for each in looked.ends:
        which = f"report {each.report.number} on {each.report.assessment.product.name}"
        yield (
            f"  {which}: entry {each.end.count} is there, as the report says."
            if each.stands
            else f"  {which}: NOT there is entry {each.end.count} as the report says. The trail was cut off or rewritten."
        )


def _found(asked: TrailEnd, has_it: Sequence[Organisation]) -> str:
    if not has_it:
        return f"NOT in any trail: entry {asked.count} with this SHA-256."
    return f"Entry {asked.count} with this SHA-256 is in the trail of {has_it[0].name}."


def _as_json(looked: Looked) -> dict[str, Any]:
    chain = looked.chain
    return {
        "organisation": str(looked.organisation.id),
        "name": looked.organisation.name,
        "entries": chain.count,
        "broken_at": chain.broken_at,
        "why": chain.why or None,
        "reports": [
            {"report": str(each.report.id), "entry": each.end.count, "stands": each.stands}
            for each in looked.ends
        ],
    }
