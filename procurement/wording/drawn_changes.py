"""The rulebook's changelog as a document to read. Pure.

Drawn by `./weigh draw_rulebook` from `procurement/rulebook/changes/`; nobody writes it by hand.
"""

from collections.abc import Iterator, Sequence

from content.words import word
from procurement.rulebook.change_log import Change, VersionChanges
from procurement.rulebook.schema import Rulebook
from procurement.wording.answers import day_in_words

PATH = "procurement/rulebook/CHANGELOG.md"


def drawn_changes(versions: Sequence[VersionChanges], rulebook: Rulebook) -> str:
    """Return the changelog: each version, the rules touched, the days they hold for, the sources."""
    lines = [
        "# What changed in the rulebook",
        "",
        "Drawn from `procurement/rulebook/changes/` by `./weigh draw_rulebook`. To change it, change those.",
        "",
        "Each entry says which rules it touches, for which days of law results can change, and on what",
        "it rests.",
    ]
    for told in versions:
        lines += ["", f"## {told.version} (as at {day_in_words(told.as_at)})", "", told.summary, ""]
        for change in told.changes:
            lines += _entry(change, rulebook)
    return "\n".join([*lines, ""])


def period_in_words(change: Change) -> str:
    """Return for which days of law results can change, as a sentence without its full stop."""
    first, last = change.applies_from, change.applies_to
    if first is None and last is None:
        return "Every day"
    if last is None:
        return f"Days from {day_in_words(first)}" if first else "Every day"
    return f"Days {f'from {day_in_words(first)} ' if first else ''}to {day_in_words(last)}"


def sources_in_words(change: Change, rulebook: Rulebook) -> tuple[str, ...]:
    """Return on what a change rests."""
    named = tuple(rulebook.citation[ref].instrument for ref in change.sources)
    return named or ("our own way of reading",)


def _entry(change: Change, rulebook: Rulebook) -> Iterator[str]:
    yield f"- **{word('rule_change', change.what)}.** {change.sentence}"
    if change.rules:
        yield f"  Rules: {', '.join(f'`{rule}`' for rule in change.rules)}."
    said = "; ".join(sources_in_words(change, rulebook))
    yield f"  {period_in_words(change)}. Rests on: {said}."
