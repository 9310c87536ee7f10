"""The question bank as documents to read: an index, and one for each section. Pure.

Drawn by `./weigh draw_questions` into docs/; nobody writes there by hand.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from content.words import word
from procurement.library import Library, may_raise
from procurement.questionnaire.schema import Column, Question, Section
from procurement.wording.conditions import condition_in_words

INDEX = "questions.md"
_DRAWN = "Drawn from the question bank by `./weigh draw_questions`. To change it, change the bank."
_TYPES = {
    "single": "One of",
    "multi": "One or several of",
    "text": "Words",
    "number": "A number",
    "date": "A day",
    "file": "A file",
    "country_list": "Countries",
    "country": "A country",
    "rows": "A table",
}


def drawn_bank(library: Library) -> dict[str, str]:
    """Return every document by its path below docs/."""
    rules = may_raise(library)
    documents = {INDEX: _index(library)}
    for section in library.bank.sections:
        documents[_path(section)] = "\n".join(_section(section, library, rules))
    return documents


def _path(section: Section) -> str:
    return f"questions/{section.id}.md"


def _index(library: Library) -> str:
    bank = library.bank
    lines = [
        "# The questions",
        "",
        _DRAWN,
        "",
        f"Version {bank.version}: {len(bank.questions)} questions and tables. What changed stands in",
        "[the bank's changelog](../procurement/questionnaire/CHANGELOG.md); how to add one in",
        "[CONTRIBUTING](../CONTRIBUTING.md). `{client}` stands for the firm that asks.",
        "",
        "| section | what it is about | questions |",
        "|---|---|---|",
    ]
    for section in bank.sections:
        count = sum(question.section == section.id for question in bank.questions)
        lines.append(f"| [{section.title}]({_path(section)}) | {section.intro} | {count} |")
    lines += ["", "## About the check itself", ""]
    for setting in bank.settings:
        lines += [f"- **{setting.text}** (`{setting.id}`) {setting.help}".rstrip()]
        lines += [f"  - {option.label}" for option in setting.options]
    return "\n".join([*lines, ""])


def _section(
    section: Section, library: Library, rules: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    yield from (f"# {section.title}", "", f"{section.intro} {_DRAWN}", "")
    yield from ("[All sections](../questions.md)", "")
    for question in library.bank.questions:
        if question.section == section.id:
            yield from _question(question, library, rules[question.id])


def _question(question: Question, library: Library, rules: Sequence[str]) -> Iterator[str]:
    bank = library.bank
    yield from (f"## {question.text}", "")
    yield f"`{question.id}`. {question.help}"
    yield ""
    yield f"- Answer: {_answers(question)}"
    yield from (f"- Column {_column(column)}" for column in question.columns)
    yield f"- Instead of an answer: {_listed(word('non_answer', each.value) for each in question.non_answers)}"
    yield f"- Who answers: {_who(question, library)}"
    yield f"- When it is asked: {_when(question, library)}"
    yield f"- Where to look: {question.where_to_find}"
    yield f"- Example: {question.example}"
    if question.ask_vendor:
        yield f"- Ask the vendor: {question.ask_vendor}"
    if question.vendor is not None:
        yield f"- The vendor reads: {question.vendor.text} {question.vendor.help}"
        if question.vendor.options:
            yield f"- To the vendor, the answers read: {_listed(question.vendor.options.values())}"
    if question.own_build is not None:
        yield f"- Who trains it themselves reads: {question.own_build.text} {question.own_build.help}"
    titles = (
        library.rulebook.by_id[rule].title for rule in rules if rule in library.rulebook.by_id
    )
    yield f"- Rules that read it: {_listed(titles) or 'none'}"
    if question.follows is not None:
        yield (
            f"- Where “{bank.by_id[question.follows].text}” is refused or not known, that is the "
            "answer here too."
        )
    yield ""


def _answers(question: Question) -> str:
    said = _TYPES[question.type]
    options = [option.label for option in question.options if option.kind == "answer"]
    if options:
        said += f": {_listed(options)}"
    if question.unit:
        said += f" ({question.unit})"
    if question.companions:
        said += f"; or, in words: {_listed(option.label for option in question.companions)}"
    return said


def _column(column: Column) -> str:
    options = [option.label for option in column.options if option.kind == "answer"]
    listed = f": {_listed(options)}" if options else ""
    return f"“{column.label}”: {_TYPES[column.type].lower()}{listed}"


def _who(question: Question, library: Library) -> str:
    who = library.bank.answered_by[question.answered_by]
    also = ", through the adviser or the compliance lead" if question.specialist else ""
    once = ", once for the firm" if question.subject == "organisation" else ""
    return f"{who}{also}{once}"


def _when(question: Question, library: Library) -> str:
    bank = library.bank
    if question.derived is not None:
        return "never; it is worked out, and may be said all the same"
    if question.type == "rows":
        return "never; it is offered beside the questions that show it"
    said = ["in a full assessment only"] if question.depth == "full" else []
    if question.show_if is not None:
        said.append(f"if {condition_in_words(question.show_if, bank)}")
    if question.worth_if is not None:
        said.append(f"where it matters: {condition_in_words(question.worth_if, bank)}")
    return "; ".join(said) or "always"


def _listed(words: Iterable[str]) -> str:
    return "; ".join(words)
