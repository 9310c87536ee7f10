"""The published shape of a test: what `./weigh evaluate --json` prints and runs keep.

The schema stands in docs/schemas/evaluate.json. Changes only add. Shares are fractions of 1,
divergences are in nats, differences are student minus teacher; what is undefined is null with why.
"""

from typing import Literal

from pydantic import Field, JsonValue

from content.shape import Content

Format = Literal[
    "onnx", "onnx_text_bundle", "skops", "xgboost_json", "xgboost_ubj", "lightgbm_text", "answer_sheet"
]  # fmt: skip


class Number(Content):
    """One measured number with its range. `why` says what is missing and why."""

    value: float | None
    low: float | None
    high: float | None
    level: float | None
    n: float
    method: str
    why: str | None = None


class NoiseFloor(Content):
    """What the calibration error would be by chance alone."""

    mean: float
    p95: float
    redraws: int


class CalibrationError(Number):
    """An expected calibration error beside its noise floor."""

    noise_floor: NoiseFloor | None = None
    debiased: float | None = None
    finding: Literal["no_worse_than_chance", "off"] | None = None


class ReliabilityBin(Content):
    """Answers given with about the same confidence, and how many were right."""

    low: float
    high: float
    confidence: float
    right: Number


class Calibration(Content):
    """Whether the confidence is honest."""

    brier: Number
    log_loss: Number
    ece_equal_mass: CalibrationError
    ece_equal_width: CalibrationError
    reliability: tuple[ReliabilityBin, ...]
    rows_without_class: int


class PerClass(Content):
    """One label's own figures."""

    precision: Number
    recall: Number
    f1: Number
    support: int


class Confusion(Content):
    """Rows: the right label. Columns: the answer. Both in the order of `labels`."""

    labels: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


class AnswersReadAs(Content):
    """What the answers mean in the buyer's words, and how that is known."""

    means: Literal["same_names", "said", "spelling", "bigger_version", "alphabetical"]
    meaning: dict[str, str]


class SpeedShape(Content):
    """How fast the model was, timed outside the jail."""

    records_per_second: Number
    p50_ms: Number
    p95_ms: Number
    p99_ms: Number
    peak_bytes: Number
    threads: int
    load_seconds: float


class Side(Content):
    """One version: its file, and everything measured of it alone.

    `masked` says that personal data had been taken out of the texts it answered.
    """

    name: str
    format: Format
    sha256: str
    bytes: int
    isolation: Literal["bubblewrap+seccomp", "lockdown", "none"]
    answers_read_as: AnswersReadAs
    speed: SpeedShape | None
    batch_dependence: Number | None = None
    metrics: dict[str, Number]
    per_class: dict[str, PerClass]
    confusion: Confusion
    positive: str | None
    calibration: Calibration | None
    calibration_why: str | None = None
    masked: bool = False


class LabelChecks(Content):
    """What is odd about the labels."""

    n: int
    support: dict[str, int]
    rare: tuple[str, ...]
    unknown_to_model: tuple[str, ...]
    majority_share: float
    duplicates: int | None
    conflicting: int | None


class SamplesShape(Content):
    """The examples."""

    n: int
    name: str
    sha256: str
    inputs: tuple[str, ...]
    labels: tuple[str, ...]
    labelled_by: Literal["people", "teacher", "other_model", "mixed", "not_known"]
    seen_by_vendor: Literal["yes", "no", "not_known"]
    groups: int | None
    grouped_by: str | None
    design_effect: float | None
    checks: LabelChecks


class ClaimShape(Content):
    """The vendor's figure, as it was written down before the test."""

    metric: Literal["accuracy", "macro_f1", "retention", "auc"]
    value: float
    decimals: int
    tolerance: float


ClaimVerdict = Literal["supported", "not_supported", "cannot_tell"]


class ClaimDetails(Content):
    """What the verdict on the claim was read from."""

    claim: ClaimShape
    threshold: float
    verdict: ClaimVerdict
    measured: Number | None
    why: str | None = None


class Counts(Content):
    """Examples by who was right."""

    both_right: int
    teacher_only_right: int
    student_only_right: int
    both_wrong: int


class McNemar(Content):
    """McNemar's test, for the table only."""

    p_value: float | None
    method: str
    why: str | None = None


class Flip(Content):
    """One example that exactly one version answered rightly; `row` counts examples from 0."""

    row: int
    kind: Literal["teacher_only_right", "student_only_right"]
    label: str
    student: str
    teacher: str
    student_confidence: float | None
    teacher_confidence: float | None


class TierShape(Content):
    """One split: cases less sure than `below` go to the bigger version; None sends all."""

    below: float | None
    sent: Number
    wrong: Number
    difference: Number


class ComparisonShape(Content):
    """The two versions on the same examples."""

    counts: Counts
    accuracy_difference: Number
    retention: Number
    macro_f1_difference: Number
    agreement: Number
    kappa: Number
    kl_teacher_student: Number
    total_variation: Number
    flips_where_teacher_sure: Number
    flips_where_student_sure: Number
    mcnemar: McNemar
    verdict: Literal["not_inferior", "inferior", "cannot_tell"] | None
    finer: (
        Literal["better", "about_as_good", "slightly_worse_within_margin", "worse", "unclear"]
        | None
    )
    verdict_bounds: Number | None
    verdict_why: str | None = None
    needed_n: tuple[int | None, int | None] | None
    needed_n_why: str | None = None
    design_effect: float | None
    flips: tuple[Flip, ...]
    wrong_alike: Number | None = None
    two_tier: tuple[TierShape, ...] = ()
    two_tier_why: str | None = None


class SliceRatesShape(Content):
    """How often the versions answer `positive` in one kind of case; gaps are to all other rows."""

    positive: str
    student_rate: Number
    teacher_rate: Number | None
    student_recall: Number
    teacher_recall: Number | None
    rate_gap: Number
    recall_gap: Number


class SliceShape(Content):
    """One kind of case."""

    column: str
    value: str
    made_by: Literal["us", "buyer"]
    n: int
    student: Number
    teacher: Number | None
    difference: Number | None
    difference_adjusted: Number | None
    discordant: int | None
    p_value: float | None
    p_holm: float | None
    verdict: Literal["worse", "no_worse_shown", "too_few"] | None
    why: str | None = None
    never_found: tuple[str, ...] = ()
    rates: SliceRatesShape | None = None


class HintShape(Content):
    """What the pattern points to, and how strongly; never a verdict."""

    key: Literal[
        "labels_swapped",
        "no_better_than_majority",
        "never_found_in_a_kind",
        "worse_on_hard_cases_only",
        "worse_after_quantisation",
        "wrong_on_your_words",
        "sure_and_wrong",
        "wrong_alike",
    ]
    strength: Literal["strong", "weak"]
    details: dict[str, JsonValue] = {}


class NumberErrors(Content):
    """How far off one version is, in the label's unit; `r2` has none."""

    mae: Number
    rmse: Number
    r2: Number
    median_absolute_error: Number


class NumberVerdict(Content):
    """The verdict against a limit in the label's unit."""

    verdict: Literal["not_inferior", "inferior", "cannot_tell"] | None
    finer: (
        Literal["better", "about_as_good", "slightly_worse_within_margin", "worse", "unclear"]
        | None
    )
    verdict_bounds: Number | None
    verdict_why: str | None = None
    needed_n: tuple[int | None, int | None] | None
    needed_n_why: str | None = None


class NumberSliceShape(Content):
    """One kind of case: mean absolute errors, and their difference, in the label's unit."""

    column: str
    value: str
    made_by: Literal["us", "buyer"]
    n: int
    student: Number
    teacher: Number | None
    difference: Number | None
    difference_adjusted: Number | None
    p_value: float | None
    p_holm: float | None
    verdict: Literal["worse", "no_worse_shown", "too_few"] | None


class NumberMiss(Content):
    """One example this version was far off on; `row` counts examples from 0."""

    row: int
    label: float
    student: float
    teacher: float | None


class NumbersShape(Content):
    """What a test with numbers for labels came to; above 0 this version is further off."""

    margin: float | None
    look: int = Field(ge=1)
    student: NumberErrors
    teacher: NumberErrors | None
    mae_difference: Number | None
    verdict: NumberVerdict | None
    slices: tuple[NumberSliceShape, ...]
    misses: tuple[NumberMiss, ...]


class Evaluation(Content):
    """One whole test."""

    schema_version: Literal[1]
    engine_version: str
    versions: dict[str, str]
    seed: int
    replicates: int
    level: float
    samples: SamplesShape
    margin: float | None
    look: int = Field(ge=1)
    claim: ClaimShape | None
    student: Side
    teacher: Side | None
    rival: Literal["bigger", "earlier"] | None = None
    comparison: ComparisonShape | None
    claim_verdict: ClaimVerdict | None
    claim_details: ClaimDetails | None
    slices: tuple[SliceShape, ...]
    hints: tuple[HintShape, ...] = ()
    task: Literal["classes", "numbers"] = "classes"
    numbers: NumbersShape | None = None
    notes: tuple[str, ...]
