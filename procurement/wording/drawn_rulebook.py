"""The rulebook as documents to read: an index, and one for each file of rules. Pure.

Drawn by `./weigh draw_rulebook` into docs/; nobody writes there by hand.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from content.words import word
from procurement.library import Library
from procurement.rulebook.schema import SEVERITIES, CitedPart, Rule, Rulebook
from procurement.wording.answers import day_in_words
from procurement.wording.conditions import condition_in_words

INDEX = "rulebook.md"
FOLDER = "rulebook"
_DRAWN = "Drawn from the rulebook by `./weigh draw_rulebook`. To change it, change the rulebook."
_ACRONYMS = {"ai", "eu", "ico"}
_SEEN = {
    "primary": "text read",
    "secondary": "read in another source",
    "not_fetched": "not opened by us",
    "internal": "our own view or file",
}


def drawn_rulebook(library: Library, files: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return every document by its path below docs/.

    Parameters
    ----------
    files : the ids of the rules in each file, under `category/name`.
    """
    documents = {INDEX: _index(library.rulebook, files)}
    for name, ids in files.items():
        rules = [library.rulebook.by_id[rule] for rule in ids]
        documents[f"{FOLDER}/{name}.md"] = "\n".join(_file(name, rules, library))
    return documents


def _index(rulebook: Rulebook, files: Mapping[str, Sequence[str]]) -> str:
    lines = [
        "# The rules",
        "",
        _DRAWN,
        "",
        f"Version {rulebook.version}, as at {day_in_words(rulebook.as_at)}: {len(rulebook.rules)} rules,",
        f"{len(rulebook.citations)} sources. What changed stands in",
        "[the rulebook's changelog](../procurement/rulebook/CHANGELOG.md); how to add one in",
        f"[CONTRIBUTING](../CONTRIBUTING.md). {rulebook.disclaimer}",
        "",
        "| about | rules | of them, how grave |",
        "|---|---|---|",
    ]
    for name, ids in files.items():
        rules = [rulebook.by_id[rule] for rule in ids]
        category = word("category", rules[0].category)
        shown = f"[{category}: {_title(name)}]({FOLDER}/{name}.md)"
        lines.append(f"| {shown} | {len(rules)} | {_counted(rules)} |")
    doubtful = [rule for rule in rulebook.rules if rule.verify or rule.confidence != "high"]
    lines += ["", f"## To be verified, or not certain ({len(doubtful)})", ""]
    lines += [
        f"- {rule.title} (`{rule.id}`): how sure we are is {rule.confidence}."
        f"{f' To be verified: {_ended(rule.verify)}' if rule.verify else ''}"
        for rule in doubtful
    ]
    lines += ["", "## How grave a flag can be", ""]
    lines += [
        f"- **{word('severity', severity)}**: {rulebook.severities[severity]}."
        for severity in SEVERITIES
    ]
    return "\n".join([*lines, ""])


def _counted(rules: Sequence[Rule]) -> str:
    counts = {severity: sum(rule.severity == severity for rule in rules) for severity in SEVERITIES}
    return ", ".join(
        f"{number} {word('severity', severity).lower()}"
        for severity, number in counts.items()
        if number
    )


def _title(name: str) -> str:
    words = name.rpartition("/")[2].split("_")
    return " ".join(each.upper() if each in _ACRONYMS else each for each in words)


def _file(name: str, rules: Sequence[Rule], library: Library) -> Iterator[str]:
    yield from (f"# {word('category', rules[0].category)}: {_title(name)}", "", _DRAWN, "")
    yield from ("[All rules](../../rulebook.md)", "")
    for rule in rules:
        yield from _rule(rule, library)


def _rule(rule: Rule, library: Library) -> Iterator[str]:
    bank = library.bank
    yield from (
        f"## {rule.title}",
        "",
        f"`{rule.id}`, version {rule.version}. {rule.explanation}",
        "",
    )
    place = "UK" if rule.jurisdiction == "UK" else "EU"
    yield (
        f"- {word('severity', rule.severity)}. {word('kind', rule.kind)}, {place}, "
        f"{_dates(rule.effective_from, rule.effective_to)}. How sure we are: {rule.confidence}."
    )
    yield f"- Raised if {condition_in_words(rule.trigger, bank)}."
    if rule.cleared_when is not None:
        yield f"- Settled if {condition_in_words(rule.cleared_when, bank)}."
    yield f"- What to do: {'; '.join(rule.clears)}."
    if rule.shown_under is not None:
        yield f"- Shown with others as one finding: {_ended(rule.shown_under)}"
    yield from (f"- Rests on {_cited(each, library.rulebook)}" for each in rule.citations)
    if rule.note:
        yield f"- To know: {_ended(rule.note)}"
    if rule.verify:
        yield f"- To be verified: {_ended(rule.verify)}"
    yield ""


def _dates(first: date | None, last: date | None) -> str:
    if first is None and last is None:
        return "on every day"
    since = f"from {day_in_words(first)}" if first else "from the beginning"
    return f"{since} to {day_in_words(last)}" if last else since


def _cited(each: CitedPart, rulebook: Rulebook) -> str:
    source = rulebook.citation[each.ref]
    named = f"[{source.instrument}]({source.url})" if source.url else source.instrument
    part = f", {each.provision}" if each.provision else ""
    dated = each.effective_from or each.effective_to
    when = f" ({_dates(each.effective_from, each.effective_to)})" if dated else ""
    again = f", to be checked again by {day_in_words(source.review_by)}" if source.review_by else ""
    return (
        f"{named}{part}{when}. Checked {day_in_words(source.checked_on)}{again}; "
        f"{_SEEN[source.seen]}."
    )


def _ended(words: str) -> str:
    return f"{words.rstrip('.')}."
