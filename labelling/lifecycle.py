"""How far a labelling is. Each stage needs what the one before left."""

from enum import StrEnum


class Stage(StrEnum):
    """What comes next for whoever labels."""

    READING = "reading"  # the reader jail has the export
    COLUMNS = "columns"  # say where the texts stand
    KINDS = "kinds"  # name what they are sorted into
    DRAWING = "drawing"  # say how many
    LABELLING = "labelling"
    FINISHED = "finished"  # the labels are examples of a test and change no more


class Voice(StrEnum):
    """Whose label it is. The first two are given blind; the third settles where they differ."""

    FIRST = "first"
    SECOND = "second"
    SETTLED = "settled"


def stage_of(*, read: bool, columns: bool, kinds: bool, drawn: bool, finished: bool) -> Stage:
    """Return the stage of a labelling that has these things."""
    if finished:
        return Stage.FINISHED
    steps = (
        (read, Stage.READING), (columns, Stage.COLUMNS), (kinds, Stage.KINDS), (drawn, Stage.DRAWING),
    )  # fmt: skip
    return next((stage for done, stage in steps if not done), Stage.LABELLING)
