"""What one test compares, settled before any answer exists. Pure."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from evaluations.measurement.columns import Columns, LabelledBy, SeenByVendor
from evaluations.statistics.claims import Claim
from sandbox.model_source import Zeros

# Part of every result: the same files under the same engine and seed give the same numbers.
ENGINE = "2026.11.1"
DEFAULT_SEED = 20_261_121
MARGIN = 0.02

Task = Literal["classes", "numbers"]
TASKS: tuple[Task, ...] = get_args(Task)


@dataclass(frozen=True, slots=True)
class Contender:
    """One version: a model file (or zip, or folder), or a sheet of its answers.

    `zeros` says what a zero is to an XGBoost model: a figure, or missing.
    """

    path: Path
    name: str
    is_sheet: bool
    zeros: Zeros = "given"


@dataclass(frozen=True, slots=True)
class TestPlan:
    """One test.

    `margin` is how many more wrong answers the buyer accepts, as a share of the examples; `look`
    counts the looks at this product on these examples, from 1; `said_labels` are the labels for the
    answers 0, 1, 2, ... of a model that answers in bare numbers. `task` says whether labels are names
    (classes) or amounts (numbers), None for as they look; `margin_in_units` is how much larger the
    mean error may be where they are amounts, in their unit. `rival` says what the teacher is: the
    bigger version, or an earlier one of the same product.
    """

    __test__ = False  # pytest: this is no test case

    student: Contender
    teacher: Contender | None
    samples: Path
    samples_name: str
    columns: Columns
    labelled_by: LabelledBy = LabelledBy.NOT_KNOWN
    seen_by_vendor: SeenByVendor = SeenByVendor.NOT_KNOWN
    margin: float = MARGIN
    claim: Claim | None = None
    said_labels: tuple[str, ...] | None = None
    seed: int = DEFAULT_SEED
    look: int = 1
    task: Task | None = None
    margin_in_units: float | None = None
    rival: Literal["bigger", "earlier"] = "bigger"
