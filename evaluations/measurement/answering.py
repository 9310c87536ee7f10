"""Gets one version's answers to the examples: from the model in the jail, or from a sheet.

A model sees features only, in shuffled order, and gives predictions only. Labels stay outside.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from content.refusal import Refused
from evaluations.measurement.answer_rows import AnswerRows, rows_of
from evaluations.measurement.answer_sheets import take_sheet
from evaluations.measurement.labels import Means, Reading, understand
from evaluations.measurement.model_run import Speed, inspected, run_model
from evaluations.measurement.plan import Contender
from evaluations.measurement.progress import Progress
from evaluations.measurement.row_blocks import MOST_WHOLE
from evaluations.measurement.samples import Samples
from evaluations.measurement.text_table import text_frame
from sandbox.contract import Jail
from sandbox.inspection import Inspection
from sandbox.reading import read_table

SHEET = "answer_sheet"


@dataclass(frozen=True, slots=True)
class Answers:
    """One version's answers, in the order of the examples and in the buyer's words.

    `rows` is None where the answers are numbers; `inspection` and `speed` are None for a sheet.
    `masked` says that personal data had been taken out of the texts it answered.
    """

    name: str
    format: str
    sha256: str
    bytes: int
    isolation: str
    rows: AnswerRows | None
    reading: Reading
    inspection: Inspection | None
    speed: Speed | None
    notes: tuple[str, ...]
    masked: bool = False


def answers_from_sheet(
    contender: Contender,
    samples: Samples,
    *,
    jail: Jail,
    progress: Progress,
    said: Sequence[str] | None,
    bigger: Answers | None,
) -> Answers:
    """Return the answers on a sheet."""
    read = read_table(jail, contender.path, name=contender.name, should_stop=progress.should_stop)
    sheet = take_sheet(
        text_frame(read.table), read.row_numbers, samples, name=contender.name, folder=jail.run_dir
    )
    spill = jail.run_dir if len(samples) > MOST_WHOLE else None
    names, codes = rows_of(sheet.read, len(samples), spill)
    given = AnswerRows(names, codes, sheet.probabilities, sheet.classes)
    seen = sorted({*names, *(sheet.classes or ())})
    reading = _reading(seen, given, samples, contender, said, bigger, closed=False)
    rows = replace(given, reading=reading)
    return Answers(
        name=contender.name,
        format=SHEET,
        sha256=read.sha256,
        bytes=read.bytes,
        isolation="none",
        rows=rows,
        reading=reading,
        inspection=None,
        speed=None,
        notes=_notes(contender, rows, sheet.notes),
        masked=sheet.masked,
    )


def answers_from_model(
    contender: Contender,
    samples: Samples,
    *,
    jail: Jail,
    progress: Progress,
    said: Sequence[str] | None,
    bigger: Answers | None,
    seed: int,
    stage: str,
) -> Answers:
    """Return the answers of a model that runs in the jail.

    Raises `Refused` where the model cannot be run on these examples, and
    `sandbox.contract.JailUnavailable` where there is no jail.
    """
    inspection = inspected(contender, jail=jail, progress=progress)
    if inspection.labels is not None:
        # Said before the run: no need to wait for answers that cannot be right.
        _reading(inspection.labels, None, samples, contender, said, bigger, closed=True)
    run = run_model(
        contender,
        inspection,
        samples,
        jail=jail,
        progress=progress,
        seed=seed,
        stage=stage,
        task="classes",
    )
    given = AnswerRows(run.names, run.codes, run.probabilities, run.classes)
    names = inspection.labels or run.classes or run.names
    reading = _reading(
        names, given, samples, contender, said, bigger, closed=inspection.labels is not None
    )
    rows = replace(given, reading=reading)
    return Answers(
        name=contender.name,
        format=inspection.format,
        sha256=inspection.sha256,
        bytes=inspection.bytes,
        isolation=run.isolation,
        rows=rows,
        reading=reading,
        inspection=inspection,
        speed=run.speed,
        notes=_notes(contender, rows, run.notes),
    )


def _reading(
    names: Sequence[str],
    given: AnswerRows | None,
    samples: Samples,
    contender: Contender,
    said: Sequence[str] | None,
    bigger: Answers | None,
    *,
    closed: bool,
) -> Reading:
    reading = _meaning(names, given, samples, contender, said, bigger, closed=closed)
    if given is not None and given.classes is not None:
        _refuse_two_of_one(given.classes, reading, contender)
    return reading


def _meaning(
    names: Sequence[str],
    given: AnswerRows | None,
    samples: Samples,
    contender: Contender,
    said: Sequence[str] | None,
    bigger: Answers | None,
    *,
    closed: bool,
) -> Reading:
    if bigger is not None and bigger.reading.means in (Means.BIGGER_VERSION, Means.SAID):
        # Both versions number their answers alike, and the bigger one says what a number means.
        if set(names) <= set(bigger.reading.meaning):
            return bigger.reading
    elif bigger is None and given is not None:
        return understand(
            names, samples, who=contender.name, said=said, anchor=given.written, closed=closed
        )
    return understand(names, samples, who=contender.name, said=said, closed=closed)


def _refuse_two_of_one(classes: Sequence[str], reading: Reading, contender: Contender) -> None:
    """Refuse probabilities of two names that mean one label: which of them is meant is not known."""
    first: dict[str, str] = {}
    for name, label in zip(classes, reading.read_names(classes), strict=True):
        if first.setdefault(label, name) != name:
            raise Refused(
                f'It gives probabilities for "{first[label]}" and for "{name}". Both mean your '
                f'label "{label}": they differ only in capitals or blanks.',
                file=contender.name,
                what_to_do="Add the two columns up into one, or leave the probabilities out.",
            )


def _notes(contender: Contender, rows: AnswerRows, told: Sequence[str]) -> tuple[str, ...]:
    return tuple(
        f"{contender.name}: {note}" for note in (*told, rows.reading.note(rows.reread())) if note
    )
