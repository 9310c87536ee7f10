"""What a model file shows, as a person reads it on a terminal."""

from textwrap import wrap

from sandbox.inspection import Inspection
from sandbox.inspection_words import FORMATS, lines_of
from sandbox.model_comparison import compare_models, in_words

WIDTH = 96
COLUMN = 26


def as_text(found: Inspection, name: str) -> str:
    """Return a table of what the model called `name` shows, and how sure each line is."""
    lines = [
        f"{name}: {FORMATS[found.format]}, {found.bytes:,} bytes",
        f"SHA-256 {found.sha256}",
        "",
    ]
    if found.cannot_run:
        lines += [*wrap(found.cannot_run, WIDTH), ""]
    for line in lines_of(found):
        wrapped = wrap(f"{line.words} ({line.certainty})", WIDTH - COLUMN)
        lines.append(f"{line.title:<{COLUMN}}{wrapped[0]}")
        lines += [" " * COLUMN + more for more in wrapped[1:]]
    if found.notes:
        lines += ["", *(line for note in found.notes for line in wrap(note, WIDTH))]
    return "\n".join(lines)


def compared_as_text(student: Inspection, teacher: Inspection, name: str) -> str:
    """Return what the student's file is to that of the bigger version called `name`."""
    return "\n".join(["", f"Beside {name}:", *in_words(compare_models(student, teacher))])
