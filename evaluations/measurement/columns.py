"""What a buyer says of a file of examples: which column is what, who labelled it, who has seen it. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class LabelledBy(StrEnum):
    """Who wrote the labels."""

    PEOPLE = "people"
    TEACHER = "teacher"
    OTHER_MODEL = "other_model"
    MIXED = "mixed"
    NOT_KNOWN = "not_known"


class SeenByVendor(StrEnum):
    """Whether the vendor has seen the examples, and so could have trained on them."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column is what. `inputs` None: all but label, id, group and slices.

    `positive` is the label that is looked for, where there are two; None leaves it to its place in
    the alphabet.
    """

    label: str
    inputs: tuple[str, ...] | None = None
    id: str | None = None
    slices: tuple[str, ...] = ()
    group: str | None = None
    positive: str | None = None
