"""A screening as a person reads it on a terminal."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from textwrap import wrap

from procurement.questionnaire.schema import Bank
from procurement.screening_result import Because, Citation, Flag, Screening
from procurement.silences import findings_together
from procurement.wording.silences import title_together
from procurement.wording.statements import statement_lines

WIDTH = 96
INDENT = 12
QUESTIONS_SHOWN = 6
_POINT = " " * INDENT + "- "

TO_SETTLE = ("critical", "high")
SOURCE_WORDS = {
    "buyer_says": "you say",
    "vendor_says": "the vendor says",
    "document_seen": "document seen",
    "public_document": "public document",
    "measured": "we measured it",
    "declared": "the file declares it",
    "inferred": "our guess from the file",
}


def as_text(screening: Screening, name: str, disclaimer: str, bank: Bank) -> str:
    """Return the screening of the sheet called `name`: what to settle first, then the rest."""
    flags = findings_together(screening.flags)
    raised = [each for each in flags if each[0].status == "raised"]
    lines = [
        f"{name}, screened as on {_day(screening.on)}",
        *wrap(
            f"Rulebook {screening.rulebook_version}, question bank "
            f"{screening.question_bank_version}. {disclaimer}",
            WIDTH,
        ),
        *_group("Settle before you sign", [f for f in raised if f[0].severity in TO_SETTLE], bank),
        *_group("Good to ask for", [f for f in raised if f[0].severity not in TO_SETTLE], bank),
        *_group("Still to come", [f for f in flags if f[0].status == "upcoming"], bank),
        *_group("Settled by an answer", [f for f in flags if f[0].status == "settled"], bank),
        "",
        *_in_writing(screening, bank),
        *_waiting(screening),
    ]
    return "\n".join(lines)


def _group(title: str, flags: Sequence[tuple[Flag, ...]], bank: Bank) -> Iterator[str]:
    """Say flags under a heading; those that one silence raised are one, with its points below."""
    if not flags:
        return
    yield f"\n{title} ({len(flags)})"
    for points in flags:
        yield ""
        first = f"  {points[0].severity.upper()}"
        yield from _paragraph(title_together(points, bank), first=first)
        if len(points) == 1:
            yield from _said(points[0])
            continue
        for point in points:
            yield from _paragraph(f"{point.severity.upper()} {point.title}", first=_POINT, hang=2)
            yield from _said(point)


def _said(flag: Flag) -> Iterator[str]:
    yield from _paragraph(flag.explanation)
    if flag.severity_because:
        yield from _paragraph(f"{flag.severity_because} The rule says {flag.severity_of_rule}.")
    yield from _paragraph(f"Because: {'; '.join(map(_reason, flag.because))}.")
    for action in flag.clears:
        yield from _paragraph(action, first=_POINT, hang=2)
    yield from _paragraph(_dated(flag))
    for citation in flag.citations:
        yield from _paragraph(_cited(citation))
    if flag.verify:
        yield from _paragraph(f"To be verified: {flag.verify}.")


def _in_writing(screening: Screening, bank: Bank) -> Iterator[str]:
    """Say what to have in writing: each of those that would stop somebody, and how many more."""
    lines = statement_lines(screening.statements_wanted, bank)
    grave = [line for line in lines if line.grave]
    if not lines:
        return
    yield f"Get these in writing ({len(lines)}): only the vendor's bare word keeps a flag away."
    for line in grave:
        yield ""
        yield from _paragraph(line.question, first=f"  {line.severity.upper()}")
        yield from _paragraph(f"If it is not so: {'; '.join(line.flags)}.")
    if len(lines) > len(grave):
        more = _count(len(lines) - len(grave), "smaller point")
        yield f"{'And ' if grave else '  '}{more} on the vendor's word; --json lists every one."
    yield ""


def _waiting(screening: Screening) -> Iterator[str]:
    waiting = len(screening.cannot_tell)
    if waiting:
        yield f"Waiting for an answer: {_count(waiting, 'rule')}."
        counted = Counter(need for rule in screening.cannot_tell for need in rule.needs)
        most = sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:QUESTIONS_SHOWN]
        asked = ", ".join(f"{question} ({rules})" for question, rules in most)
        yield from wrap(
            f"Most of them wait for: {asked}.", WIDTH, initial_indent="  ", subsequent_indent="  "
        )
    if screening.not_asked:
        yield f"Not part of a light check: {_count(len(screening.not_asked), 'rule')}."
    yield f"No flag on these answers: {_count(len(screening.clear), 'rule')}."
    if screening.withdrawn:
        yield from wrap(
            f"Set aside, because other answers say they cannot apply: "
            f"{', '.join(screening.withdrawn)}.",
            WIDTH,
        )


def _paragraph(text: str, *, first: str = "", hang: int = 0) -> Iterable[str]:
    indent = " " * INDENT
    return wrap(
        text,
        WIDTH,
        initial_indent=first.ljust(INDENT) if first.strip() else indent,
        subsequent_indent=indent + " " * hang,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _reason(because: Because) -> str:
    value = because.value
    said = ", ".join(value) if isinstance(value, list) else str(value)
    if isinstance(value, bool):
        said = "yes" if value else "no"
    source = because.source
    word = SOURCE_WORDS.get(source.grade or source.certainty or "")
    if source.kind == "computed":
        word = "worked out"
    more = " and perhaps more" if because.partial else ""
    return f"{because.fact} is {said}{more}" + (f" ({word})" if word else "")


def _dated(flag: Flag) -> str:
    kind = flag.kind.replace("_", " ").capitalize()
    if flag.effective_from is None:
        return f"{kind}."
    since = "from" if flag.status == "upcoming" else "since"
    return f"{kind}, {since} {_day(flag.effective_from)}."


def _cited(citation: Citation) -> str:
    provision = f", {citation.provision}" if citation.provision else ""
    address = f" {citation.url}" if citation.url else ""
    return f"{citation.instrument}{provision}; checked {_day(citation.checked_on)}.{address}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
