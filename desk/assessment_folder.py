"""Reads the folder of `./weigh assess`: one `assessment.yaml` and the files it names.

Everything that can be wrong with the folder is said here, before any work begins.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from content.countries import countries
from content.refusal import Refused
from content.yaml_file import YamlFile, read_yaml, validated
from evaluations.measurement.columns import Columns, LabelledBy, SeenByVendor
from evaluations.measurement.plan import Task
from evaluations.statistics.claims import Claim
from sandbox.model_source import Zeros

FILE = "assessment.yaml"
SMALLEST_MARGIN, LARGEST_MARGIN = 0.001, 0.5

Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]


def _said_yes_or_no(value: object) -> object:
    """YAML reads a bare yes or no as true or false."""
    return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


def _one_or_many(value: object) -> object:
    return value if isinstance(value, list) else [value]


def _bare_figure(value: object) -> object:
    """Take a bare number for a claim of accuracy."""
    return {"value": value} if not isinstance(value, dict | None) else value


def _as_written(value: object) -> object:
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _label_as_written(value: object) -> object:
    """Refuse what YAML has made of a bare yes or no: which word stands there is lost."""
    if isinstance(value, bool):
        raise ValueError("a bare yes, no, true or false is no label in YAML: put it in quotes")  # noqa: TRY004 -- pydantic tells of a ValueError
    return _as_written(value)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class VendorPart(_Part):
    """Who sells it."""

    name: Word
    country: Word | None = None


class ProductPart(_Part):
    """What is sold, in which version."""

    name: Word
    version: Annotated[Word, BeforeValidator(_as_written)] | None = None


class ClaimPart(_Part):
    """What the vendor states of the product's quality, as a share of 1."""

    metric: Literal["accuracy", "macro_f1", "retention", "auc"] = "accuracy"
    value: Annotated[float, Field(gt=0, le=2)]
    tolerance: Annotated[float, Field(ge=0, lt=1)] = 0.01


class EvaluationPart(_Part):
    """One test: what is compared on which examples."""

    student: Word | None = None
    student_predictions: Word | None = None
    teacher: Word | None = None
    teacher_predictions: Word | None = None
    samples: Word
    label: Word
    inputs: tuple[Word, ...] | None = None
    id: Word | None = None
    slices: tuple[Word, ...] = ()
    group: Word | None = None
    positive: Annotated[Word | None, BeforeValidator(_label_as_written)] = None
    labels: tuple[Annotated[str, BeforeValidator(_as_written)], ...] | None = None
    margin: Annotated[float, Field(ge=SMALLEST_MARGIN, le=LARGEST_MARGIN)] = 0.02
    task: Task | None = None
    margin_in_units: Annotated[float | None, Field(ge=0, allow_inf_nan=False)] = None
    zeros: Zeros = "given"
    claim: Annotated[ClaimPart | None, BeforeValidator(_bare_figure)] = None
    labelled_by: LabelledBy = LabelledBy.NOT_KNOWN
    seen_by_vendor: Annotated[SeenByVendor, BeforeValidator(_said_yes_or_no)] = (
        SeenByVendor.NOT_KNOWN
    )

    @property
    def columns(self) -> Columns:
        """Return which column is what."""
        return Columns(self.label, self.inputs, self.id, self.slices, self.group, self.positive)


class AssessmentPart(_Part):
    """The whole file."""

    organisation: Word
    vendor: VendorPart
    product: ProductPart
    use_case: Word
    question: Word | None = None
    answers: Any = None
    evaluation: Annotated[tuple[EvaluationPart, ...], BeforeValidator(_one_or_many)] = ()


@dataclass(frozen=True, slots=True)
class PlannedTest:
    """One test with its files found."""

    part: EvaluationPart
    student: Path
    student_is_sheet: bool
    teacher: Path | None
    teacher_is_sheet: bool
    samples: Path
    claim: Claim | None


@dataclass(frozen=True, slots=True)
class AssessmentFolder:
    """What one folder asks for."""

    organisation: str
    vendor: str
    vendor_country: str | None
    product: str
    version: str
    use_case: str
    question: str | None
    answers: YamlFile
    tests: tuple[PlannedTest, ...]


def read_folder(folder: Path) -> AssessmentFolder:
    """Return what the folder asks for.

    Raises
    ------
    Refused
        With file, line and key of the first thing that is missing or does not fit.
    """
    if not folder.is_dir():
        raise Refused(
            "There is no such folder.",
            file=str(folder),
            what_to_do=f"Name a folder that holds {FILE}.",
        )
    if not (folder / FILE).is_file():
        raise Refused(f"The folder holds no {FILE}.", file=str(folder))
    source = read_yaml(folder / FILE, name=FILE)
    if not isinstance(source.data, Mapping):
        raise Refused(
            "The file must hold keys such as organisation, vendor and product.", file=FILE
        )
    asked = validated(AssessmentPart, source)
    many = isinstance(source.data.get("evaluation"), list)
    country = None
    if asked.vendor.country is not None:
        country = asked.vendor.country.upper()
        if country not in countries():
            raise source.refusal(
                f"{asked.vendor.country} is not a country code.",
                ["vendor", "country"],
                "Write two letters, such as GB.",
            )
    version = source.written(["product", "version"]) or asked.product.version or ""
    return AssessmentFolder(
        organisation=asked.organisation,
        vendor=asked.vendor.name,
        vendor_country=country,
        product=asked.product.name,
        version=version,
        use_case=asked.use_case,
        question=asked.question,
        answers=_answers(asked, source, folder),
        tests=tuple(
            _planned(part, source, folder, ["evaluation", index] if many else ["evaluation"])
            for index, part in enumerate(asked.evaluation)
        ),
    )


def read_date(said: str) -> date:
    """Return the day of `--on`, written as 2026-11-21."""
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise Refused(f"{said} is not a day.", what_to_do="Write it as 2026-11-21.") from None


def _answers(asked: AssessmentPart, source: YamlFile, folder: Path) -> YamlFile:
    """Return the answers: a file of their own, or what stands here under their key."""
    if isinstance(asked.answers, str):
        path = _found(asked.answers, source, folder, ["answers"])
        return read_yaml(path, name=asked.answers)
    if asked.answers is not None and not isinstance(asked.answers, dict):
        raise source.refusal(
            "The answers are neither a file nor written here.",
            ["answers"],
            "Name a file, or write question: answer, one a line.",
        )
    return source.part("answers", asked.answers)


def _planned(
    part: EvaluationPart, source: YamlFile, folder: Path, place: Sequence[str | int]
) -> PlannedTest:
    student, student_is_sheet = _side(
        "student", part.student, part.student_predictions, source, place
    )
    teacher, teacher_is_sheet = _side(
        "teacher", part.teacher, part.teacher_predictions, source, place
    )
    if student is None:
        raise source.refusal(
            "The test names no version to test.",
            place,
            "Add student (a model file) or student_predictions (an answer sheet).",
        )
    claim = None
    if part.claim is not None:
        at = [*place, "claim"]
        written = source.written(at) or source.written([*at, "value"]) or repr(part.claim.value)
        if part.claim.value > 1 and part.claim.metric != "retention":
            raise source.refusal(f"{part.claim.value:g} is more than 1.", at, "Write 94 % as 0.94.")
        decimals = len(written.partition(".")[2])
        claim = Claim(part.claim.metric, part.claim.value, decimals, part.claim.tolerance)
    return PlannedTest(
        part=part,
        student=_found(student, source, folder, [*place, _key("student", student_is_sheet)]),
        student_is_sheet=student_is_sheet,
        teacher=(
            _found(teacher, source, folder, [*place, _key("teacher", teacher_is_sheet)])
            if teacher is not None
            else None
        ),
        teacher_is_sheet=teacher_is_sheet,
        samples=_found(part.samples, source, folder, [*place, "samples"]),
        claim=claim,
    )


def _side(
    who: str, model: str | None, sheet: str | None, source: YamlFile, place: Sequence[str | int]
) -> tuple[str | None, bool]:
    if model is not None and sheet is not None:
        raise source.refusal(
            f"The test names both {who} and {who}_predictions.",
            [*place, who],
            "Keep one: the model file, or the answer sheet.",
        )
    return (sheet, True) if sheet is not None else (model, False)


def _key(who: str, is_sheet: bool) -> str:
    return f"{who}_predictions" if is_sheet else who


def _found(name: str, source: YamlFile, folder: Path, place: Sequence[str | int]) -> Path:
    path = folder / name
    if not path.exists():
        there = sorted(each.name for each in folder.iterdir())[:20]
        raise source.refusal(
            f"There is no file called {name} in the folder.",
            place,
            f"The folder holds {', '.join(there)}.",
        )
    return path
