"""What stands in the three tables, in the report's own words and order. Pure but for Django's clock."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC
from types import MappingProxyType
from typing import Final

from django.utils import timezone

from content.words import word
from procurement.questionnaire.schema import Bank
from procurement.wording.flags import reasons_in_words
from reports.content.answers import Told
from reports.content.report_content import ReportContent
from reports.sheets.sheet import Cell, Sheet
from reports.typesetting.evidence_words import name_in_words, standing_in_words, uses_in_words
from reports.typesetting.flag_pages import decisions_in_words, flag_groups
from reports.typesetting.told_answers import NOT_ASKED

FLAGS: Final = "flags"
ANSWERS: Final = "answers"
EVIDENCE: Final = "evidence"

_FLAG = (
    "rule", "how grave", "flag", "where it stands", "about", "what it says", "because", "what would clear it",
    "in force from", "how grave was changed", "decision", "decided on", "to be done by", "the vendor says",
    "kind of rule", "law and sources", "to be checked",
)  # fmt: skip
_ANSWER = (
    "section", "name", "question", "answer", "said with it", "how we know", "said by", "said on",
    "how it was found",
)  # fmt: skip
_FILE = (
    "number", "file", "what it is", "bytes", "handed in (UTC)", "SHA-256", "title", "what rests on it",
    "how it stands",
)  # fmt: skip


def flags(content: ReportContent, bank: Bank) -> Sheet:
    """Return every flag once, each whole: what several share stands at each of them."""
    return Sheet.of(FLAGS, "Flags", _FLAG, _flags(content, bank))


def answers(content: ReportContent, _bank: Bank) -> Sheet:
    """Return every question by section, one row for each source; what nobody answered is “Cannot tell”."""
    rows = (
        (section.title, told.key, told.question, *said)
        for section in content.sections
        for told in section.told
        for said in _said(told)
    )
    return Sheet.of(ANSWERS, "Answers", _ANSWER, rows)


def evidence(content: ReportContent, _bank: Bank) -> Sheet:
    """Return what was handed in, with each file's hash: files to test, then documents."""
    held: list[tuple[Cell, ...]] = [
        (
            file.name,
            word("file_kind", file.kind),
            file.bytes,
            file.at.astimezone(UTC),
            file.sha256,
            None,
            None,
            None,
        )
        for file in content.evidence.files
    ]
    held += [
        (
            name_in_words(each),
            word("document_kind", each.kind),
            each.bytes,
            each.at.astimezone(UTC),
            each.sha256,
            each.title,
            "; ".join(uses_in_words(each)),
            standing_in_words(each),
        )
        for each in content.evidence.documents
    ]
    rows = ((number, *row) for number, row in enumerate(held, 1))
    return Sheet.of(EVIDENCE, "Evidence", _FILE, rows)


TABLES: Final[Mapping[str, Callable[[ReportContent, Bank], Sheet]]] = MappingProxyType(
    {FLAGS: flags, ANSWERS: answers, EVIDENCE: evidence}
)


def _flags(content: ReportContent, bank: Bank) -> Iterator[tuple[Cell, ...]]:
    found = {flag.rule: flag for flag in content.screen.flags}
    decided = {each.rule: each for each in content.flag_decisions}
    in_words = decisions_in_words(content)
    for group in flag_groups(content, bank):
        for shown in group.flags:
            for each in shown.alone:
                flag, last = found[each.id], decided.get(each.id)
                yield (
                    each.id,
                    each.severity_word,
                    each.title,
                    group.heading,
                    each.category,
                    each.explanation,
                    "; ".join(reasons_in_words(flag, bank)),
                    "; ".join(each.clears),
                    flag.effective_from,
                    each.held,
                    in_words.get(each.id, "") or each.decision or shown.decision,
                    timezone.localtime(last.at).date() if last else None,
                    last.due if last else None,
                    " ".join(each.replies),
                    each.basis,
                    " ".join(each.citations),
                    each.doubt,
                )


def _said(told: Told) -> Iterator[tuple[Cell, ...]]:
    if told.state == "answered":
        for said in told.said:
            known = word("grade", said.grade)
            yield (said.in_words, said.words, known, said.by, said.on, said.how)
    elif told.state == "not_answered":
        yield ("Cannot tell", "", "Not answered yet", None, None, None)
    elif told.state == "not_asked":
        because = f"Of little weight, because of the answer to: {' '.join(told.because)}"
        yield ("Not asked", "", because if told.because else NOT_ASKED, None, None, None)
    else:
        because = f"Because of the answer to: {' '.join(told.because)}"
        yield ("Not asked", "", because, None, None, None)
