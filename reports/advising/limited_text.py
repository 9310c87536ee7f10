"""Reads the little Markdown that letters, opinions and terms may hold, into blocks and runs. Pure.

Paragraphs, headings, lists of one level, bold and italic. There is no HTML anywhere: the words come out
as plain text, and the templates write the elements. What would lead elsewhere is refused.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from content.refusal import Refused
from reports.content.adviser import Block, Run

PLACEHOLDERS: Final[Mapping[str, str]] = {
    "client": "whom the report is for",
    "product": "the product’s name",
    "version": "its version",
    "vendor": "who sells it",
    "adviser": "your own firm’s name",
    "date": "the day the report is made",
}
_IN_BRACES = re.compile(r"\{([^{}\n]*)\}")

_NOT_TAKEN = {
    "link_open": "A link leads out of the report. Write the address out as plain words.",
    "image": "A picture cannot stand here. Your logo is the only one.",
    "fence": "Lines between ``` cannot stand here. Write them as plain words.",
    "hr": "A line across the page cannot stand here. Begin a heading with ## instead.",
    "blockquote_open": "A line that begins with > cannot stand here. Put the words between “ and ”.",
}
_LISTS = {"bullet_list": "bullets", "ordered_list": "numbers"}


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}).disable(
        # Each would swallow words or make something of an accident of typing.
        ["code", "reference", "lheading", "entity", "backticks", "autolink"]
    )
    # Every link is found and refused; none is let through as words because its address is odd.
    reader.validateLink = lambda url: True  # type: ignore[method-assign]
    return reader


_READER = _reader()


def read(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text; none where it holds nothing.

    Raises
    ------
    Refused
        It holds what may not stand here, or a placeholder nobody knows; `row` is the line, from 1.
    """
    tokens = iter(_READER.parse(text.replace("\x00", "")))
    blocks = tuple(_blocks(tokens))
    for block in blocks:
        for line in block.lines:
            _check_placeholders(line)
    return blocks


def fill(blocks: tuple[Block, ...], values: Mapping[str, str]) -> tuple[Block, ...]:
    """Return the blocks with each placeholder's value as plain words: nothing in it is Markdown."""

    def filled(run: Run) -> Run:
        text = _IN_BRACES.sub(lambda found: values[found[1].strip().lower()], run.text)
        return run.model_copy(update={"text": text})

    return tuple(
        block.model_copy(update={"lines": tuple(tuple(map(filled, line)) for line in block.lines)})
        for block in blocks
    )


def _check_placeholders(line: tuple[Run, ...]) -> None:
    whole = "".join(run.text for run in line)
    for found in _IN_BRACES.finditer(whole):
        if found[1].strip().lower() not in PLACEHOLDERS:
            raise Refused(
                f"We do not know the placeholder “{found[0][:60]}”.",
                what_to_do=f"These can stand here: {', '.join(f'{{{name}}}' for name in PLACEHOLDERS)}.",
            )
    if len(_IN_BRACES.findall(whole)) != sum(len(_IN_BRACES.findall(run.text)) for run in line):
        raise Refused(
            "A placeholder changes from one kind of letter to another.",
            what_to_do="Put the stars of bold and italic outside its braces.",
        )


def _blocks(tokens: Iterator[Token]) -> Iterator[Block]:
    for token in tokens:
        _refuse(token)
        if token.type in ("paragraph_open", "heading_open"):
            lines = _lines(next(tokens))
            next(tokens)
            kind = "heading" if token.type == "heading_open" else "paragraph"
            if kind == "heading":
                lines = (tuple(run for line in lines for run in line),)
            if any(lines):
                yield Block(kind=kind, lines=lines)
        else:
            yield from _list(token, tokens)


def _list(opened: Token, tokens: Iterator[Token]) -> Iterator[Block]:
    name = opened.type.removesuffix("_open")
    items: list[list[Run]] = []
    for token in tokens:
        if token.type == f"{name}_close":
            break
        _refuse(token)
        if token.type.removesuffix("_open") in _LISTS:
            raise _refusal(token, "A list inside a list is too fine. Make it one list.")
        if token.type == "heading_open":
            raise _refusal(token, "A heading cannot stand inside a list.")
        if token.type == "list_item_open":
            items.append([])
        elif token.type == "inline":
            for line in _lines(token):
                items[-1] += [Run(text=" "), *line] if items[-1] else line
    lines = tuple(tuple(item) for item in items if item)
    if lines:
        start = opened.attrGet("start")
        yield Block.model_validate(
            {"kind": _LISTS[name], "lines": lines, "start": 1 if start is None else int(start)}
        )


def _lines(inline: Token) -> tuple[tuple[Run, ...], ...]:
    lines: list[list[Run]] = [[]]
    bold = italic = 0
    for token in inline.children or ():
        _refuse(token, at=inline)
        if token.type in ("softbreak", "hardbreak"):
            lines.append([])
        elif token.type in ("strong_open", "strong_close"):
            bold += token.nesting
        elif token.type in ("em_open", "em_close"):
            italic += token.nesting
        elif token.content:
            lines[-1].append(Run(text=token.content, bold=bold > 0, italic=italic > 0))
    return tuple(tuple(_joined(line)) for line in lines if line)


def _joined(line: list[Run]) -> Iterator[Run]:
    """Yield the runs of a line, neighbours of one kind as one: a placeholder is never in two."""
    held: Run | None = None
    for run in line:
        if held is not None and (held.bold, held.italic) == (run.bold, run.italic):
            held = held.model_copy(update={"text": held.text + run.text})
        else:
            if held is not None:
                yield held
            held = run
    if held is not None:
        yield held


def _refuse(token: Token, *, at: Token | None = None) -> None:
    if token.type in _NOT_TAKEN:
        raise _refusal(at or token, _NOT_TAKEN[token.type])


def _refusal(token: Token, sentences: str) -> Refused:
    sentence, _, what_to_do = sentences.partition(". ")
    row = token.map[0] + 1 if token.map else None
    return Refused(f"{sentence.rstrip('.')}.", row=row, what_to_do=what_to_do or None)
