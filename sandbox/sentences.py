"""Turns how a job ended into the sentence a person reads.

The jail sends codes; every sentence stands on this side. Details that a hostile file may have chosen
are made plain before they are put in.
"""

import logging
from collections.abc import Mapping
from string import Formatter
from typing import Any, Literal

from content.refusal import Refused
from sandbox.certificate_sentences import (
    CERTIFICATE_ENDED,
    CERTIFICATE_SENTENCES,
    FOUND_CERTIFICATE,
)
from sandbox.channel import read_json
from sandbox.contract import ChannelBroken, Ending, JailUnavailable, Limits, Outcome
from sandbox.document_sentences import (
    DOCUMENT_ENDED,
    DOCUMENT_SENTENCES,
    FOUND_DOCUMENT,
    way_out,
)
from sandbox.export_sentences import EXPORT_ENDED, EXPORT_SENTENCES
from sandbox.locales import HOW_TO_GET_IT, NAME
from sandbox.model_sentences import ANY_CONVERTER as ANY
from sandbox.model_sentences import CONVERTERS, MODEL_SENTENCES
from sandbox.model_sentences import FOUND as FOUND_MODEL
from sandbox.plain_words import plain_words
from sandbox.runner.codes import Code
from sandbox.runner.skops_types import decided
from sandbox.table_sentences import FOUND as FOUND_TABLE
from sandbox.table_sentences import TABLE_SENTENCES
from sandbox.workbook_sentences import WORKBOOK_ENDED, WORKBOOK_SENTENCES

NOT_DECIDED = "nobody here has decided that it is harmless"
LOG = logging.getLogger(__name__)
TAIL = 1_500
What = Literal["table", "export", "workbook", "model", "document", "certificate"]

OURS = {Code.CANNOT_LOCK, Code.LOCALE_MISSING}
EITHER: dict[What, dict[Code, tuple[str, str]]] = {
    "table": {
        Code.TOO_DEEP: (
            "Values are nested too deeply in this file.",
            "Give each plain value a column of its own.",
        ),
        Code.OUT_OF_MEMORY: (
            "Reading the file takes more memory than it is given.",
            "Give fewer rows, or save the table as CSV.",
        ),
        Code.PANICKED: (
            "The file made the program that reads it give up.",
            "Save it again as CSV (UTF-8).",
        ),
        Code.UNEXPECTED: (
            "The file could not be read ({error}).",
            "Save it again as CSV (UTF-8).",
        ),
        **TABLE_SENTENCES,
    },
    "export": EXPORT_SENTENCES,
    "workbook": WORKBOOK_SENTENCES,
    "model": {
        Code.TOO_DEEP: (
            "The parts of the model file are nested too deeply to be read.",
            "Ask the vendor for an ordinary ONNX export.",
        ),
        Code.OUT_OF_MEMORY: (
            "The model needs more memory than it is given.",
            "Ask the vendor how much memory it needs, and for a smaller version.",
        ),
        Code.PANICKED: (
            "The model's files made the program that runs them give up.",
            "Ask the vendor for the files they test with themselves.",
        ),
        Code.UNEXPECTED: (
            "The model file could not be read ({error}).",
            "Ask the vendor for an ordinary ONNX export.",
        ),
        **MODEL_SENTENCES,
    },
    "document": DOCUMENT_SENTENCES,
    "certificate": CERTIFICATE_SENTENCES,
}
FOUND: dict[What, Mapping[str, str]] = {
    "table": FOUND_TABLE,
    "export": FOUND_TABLE,
    "workbook": FOUND_TABLE,
    "model": FOUND_MODEL,
    "document": FOUND_DOCUMENT,
    "certificate": FOUND_CERTIFICATE,
}
ENDED: dict[What, dict[Ending, tuple[str, str]]] = {
    "export": EXPORT_ENDED,
    "workbook": WORKBOOK_ENDED,
    "document": DOCUMENT_ENDED,
    "certificate": CERTIFICATE_ENDED,
    "table": {
        Ending.CRASHED: (
            "The file made the program that reads it crash.",
            "Save it again as CSV (UTF-8).",
        ),
        Ending.WALL: ("Reading the file took longer than {wall}.", "Give fewer rows."),
        Ending.PROCESSOR: (
            "Reading the file took more computing than allowed.",
            "Give fewer rows.",
        ),
        Ending.MEMORY: (
            "Reading the file takes more memory than it is given.",
            "Give fewer rows, or save the table as CSV.",
        ),
        Ending.OUTPUT: (
            "The file turned into far more than a table.",
            "Save it again as CSV (UTF-8).",
        ),
        Ending.QUIT: ("The file could not be read.", "Save it again as CSV (UTF-8)."),
        Ending.BROKEN: ("The file could not be read.", "Save it again as CSV (UTF-8)."),
    },
    "model": {
        Ending.CRASHED: (
            "The model file made the program that runs it crash.",
            "Ask the vendor for a copy that they have opened themselves with the newest version of its program.",
        ),
        Ending.WALL: (
            "The model did not finish within {wall}.",
            "Give fewer examples, or ask the vendor how fast it should be.",
        ),
        Ending.PROCESSOR: (
            "The model took more computing than it is given.",
            "Give fewer examples, or ask the vendor how fast it should be.",
        ),
        Ending.MEMORY: (
            "The model needs more memory than it is given.",
            "Ask the vendor how much memory it needs, and for a smaller version.",
        ),
        Ending.OUTPUT: (
            "The model answered with far more than predictions.",
            "Ask the vendor for a file that gives one label for each example.",
        ),
        Ending.QUIT: (
            "The model ended without an answer.",
            "Ask the vendor for a copy that they have opened themselves with the newest version of its program.",
        ),
        Ending.BROKEN: (
            "What came back from the model cannot be used.",
            "Ask the vendor for a file that gives one label for each example.",
        ),
    },
}


class NotOpened(Refused):
    """A model file of a kind that is not run here. `found` is the word for its kind."""

    found: str = ""


def raise_unless_done(outcome: Outcome, *, what: What, file: str, limits: Limits) -> None:
    """Return when the job is done; otherwise raise what there is to say.

    Refused for what the file did; JailUnavailable for what this machine lacks.
    """
    if outcome.ending is Ending.DONE:
        return
    LOG.info(
        "%s: %s, exit %s, %s %s",
        plain_words(file),
        outcome.ending,
        outcome.exit_code,
        outcome.why,
        plain_words(outcome.tail, TAIL),
    )
    if outcome.ending is Ending.TROUBLE:
        try:
            raise _of_trouble(read_json(outcome.trouble), what, file)
        except ChannelBroken:
            pass
    ending = Ending.BROKEN if outcome.ending is Ending.TROUBLE else outcome.ending
    sentence, then = ENDED[what][ending]
    raise Refused(sentence.format(wall=_minutes(limits.wall)), file=file, what_to_do=then)


def _of_trouble(trouble: Mapping[str, Any], what: What, file: str) -> Refused | JailUnavailable:
    row, column, details = trouble.get("row"), trouble.get("column"), trouble.get("details")
    if not (
        isinstance(trouble.get("code"), str)
        and trouble["code"] in set(Code)
        and (row is None or (type(row) is int and 0 < row < 2**53))
        and (column is None or isinstance(column, str))
        and isinstance(details, dict)
    ):
        raise ChannelBroken("Trouble was told in another shape.")
    code = Code(trouble["code"])
    if code is Code.LOCALE_MISSING:
        return JailUnavailable(
            f"This model needs the locale {NAME}, which is not here. {HOW_TO_GET_IT}"
        )
    if code not in EITHER[what]:
        raise ChannelBroken(f"{code} is not told of a {what}.")
    sentence, then = EITHER[what][code]
    words = _words(details, FOUND[what])
    refused = NotOpened if code in {Code.RUNS_CODE, Code.NOT_RUN, Code.OTHER_SKLEARN} else Refused
    no = refused(
        _filled(sentence, words),
        file=file,
        row=row,
        column=None if column is None else plain_words(column, 100),
        what_to_do=_filled(then, words),
    )
    if isinstance(no, NotOpened):
        no.found = str(details.get("found", ""))[:40] if code is not Code.OTHER_SKLEARN else "skops"
    return no


def _words(details: Mapping[str, Any], found: Mapping[str, str]) -> dict[str, str | int]:
    words: dict[str, str | int] = {
        "converter": CONVERTERS.get(str(details.get("found")), ANY),
        "instead": way_out(details.get("found")),
        "reason": decided().refused.get(str(details.get("type")), NOT_DECIDED),
    }
    for name, value in details.items():
        if type(value) is int:
            words[name] = value
        elif isinstance(value, str):
            words[name] = (
                found.get(value, plain_words(value)) if name == "found" else plain_words(value)
            )
        else:
            raise ChannelBroken(f"The detail {name} is neither a word nor a number.")
    return words


def _filled(sentence: str, words: Mapping[str, str | int]) -> str:
    needed = {name for _, name, _, _ in Formatter().parse(sentence) if name}
    if not needed <= words.keys():
        raise ChannelBroken("A detail that the sentence needs is missing.")
    try:
        return sentence.format(**words)
    except ValueError as problem:  # a word where a number was meant
        raise ChannelBroken("A detail is of the wrong kind.") from problem


def _minutes(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} seconds"
    return f"{seconds / 60:.0f} minutes"
