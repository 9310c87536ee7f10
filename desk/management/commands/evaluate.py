"""`./weigh evaluate`: the jail and the statistics alone, without a database."""

import json
from pathlib import Path
from typing import Any, get_args

from django.conf import settings
from django.core.management.base import CommandParser

from content.refusal import Refused
from desk.commands import PlainCommand, Reply
from desk.evaluation_text import as_text
from desk.terminal import TerminalProgress
from evaluations.measurement.columns import Columns, LabelledBy, SeenByVendor
from evaluations.measurement.evaluation import evaluate
from evaluations.measurement.plan import DEFAULT_SEED, MARGIN, Contender, TestPlan
from evaluations.statistics.claims import Claim
from sandbox.candidates import find_jail
from sandbox.model_source import Zeros


class Command(PlainCommand):
    """Say how good a version is on your own examples, and how much worse than a bigger one."""

    help = "Test a model file, or a sheet of its answers, on labelled examples."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the files, the columns and what is settled before the test."""
        student = parser.add_mutually_exclusive_group(required=True)
        student.add_argument(
            "--student",
            type=Path,
            metavar="FILE",
            help="the version to test: a model file, zip or folder",
        )
        student.add_argument(
            "--student-predictions", type=Path, metavar="FILE", help="its answers on a sheet"
        )
        teacher = parser.add_mutually_exclusive_group()
        teacher.add_argument(
            "--teacher", type=Path, metavar="FILE", help="the bigger version to compare with"
        )
        teacher.add_argument(
            "--teacher-predictions", type=Path, metavar="FILE", help="its answers on a sheet"
        )
        parser.add_argument(
            "--samples",
            type=Path,
            required=True,
            metavar="FILE",
            help="your labelled examples: csv, xlsx, parquet or jsonl",
        )
        parser.add_argument(
            "--label", required=True, metavar="COLUMN", help="the column with the right answer"
        )
        parser.add_argument(
            "--inputs",
            type=_names,
            metavar="A,B",
            help="the columns the model may see; default: all others",
        )
        parser.add_argument(
            "--id",
            metavar="COLUMN",
            help="the column with each example's id; default: id, if there is one",
        )
        parser.add_argument(
            "--slices",
            type=_names,
            default=(),
            metavar="C,D",
            help="columns that tell kinds of case apart",
        )
        parser.add_argument(
            "--group", metavar="COLUMN", help="rows with the same value here belong together"
        )
        parser.add_argument(
            "--positive",
            metavar="LABEL",
            help="of two labels the one that is looked for; default: the later by name",
        )
        parser.add_argument(
            "--labels",
            type=_names,
            metavar="A,B",
            help="what the answers 0, 1, 2, ... mean, in order",
        )
        parser.add_argument(
            "--zeros",
            choices=get_args(Zeros),
            default="given",
            help="whether a zero is a figure or missing to an XGBoost model; the vendor knows",
        )
        parser.add_argument(
            "--margin",
            type=float,
            metavar="M",
            help="how many more wrong answers you accept, as a share (default 0.02); for labels that "
            "are numbers, how much larger the mean error may be, in their unit (default: no limit)",
        )
        parser.add_argument(
            "--task",
            choices=["classes", "numbers"],
            help="whether labels are names or amounts; default: as they look",
        )
        parser.add_argument(
            "--claim", metavar="X", help="the vendor's figure: 0.94, or macro_f1=0.91"
        )
        parser.add_argument(
            "--labelled-by", choices=[each.value for each in LabelledBy], default="not_known"
        )
        parser.add_argument(
            "--seen-by-vendor", choices=[each.value for each in SeenByVendor], default="not_known"
        )
        parser.add_argument(
            "--seed", type=int, default=DEFAULT_SEED, help="the same seed gives the same numbers"
        )
        parser.add_argument("--quiet", action="store_true", help="show no progress")
        super().add_arguments(parser)

    def reply(self, options: dict[str, Any]) -> Reply:
        """Run the test."""
        plan = TestPlan(
            student=_contender(
                options["student"], options["student_predictions"], options["zeros"]
            ),
            teacher=(
                _contender(options["teacher"], options["teacher_predictions"], options["zeros"])
                if options["teacher"] or options["teacher_predictions"]
                else None
            ),
            samples=_there(options["samples"]),
            samples_name=options["samples"].name,
            columns=Columns(
                options["label"],
                options["inputs"],
                options["id"],
                options["slices"],
                options["group"],
                options["positive"],
            ),
            labelled_by=LabelledBy(options["labelled_by"]),
            seen_by_vendor=SeenByVendor(options["seen_by_vendor"]),
            margin=MARGIN if options["margin"] is None else options["margin"],
            margin_in_units=options["margin"],
            task=options["task"],
            claim=_claim(options["claim"]),
            said_labels=options["labels"],
            seed=options["seed"],
        )
        jail = find_jail(settings.JAIL, run_dir=Path(settings.RUN_DIR))
        with TerminalProgress(quiet=options["quiet"]) as progress:
            done = evaluate(plan, jail=jail, progress=progress)
        result = dict(done.result)
        return Reply(as_text(result), json.dumps(result, ensure_ascii=False, indent=2))


def _names(written: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in written.split(",") if name.strip())


def _there(path: Path) -> Path:
    if not path.exists():
        raise Refused("There is no such file.", file=str(path), what_to_do="Check the path.")
    return path


def _contender(model: Path | None, sheet: Path | None, zeros: Zeros) -> Contender:
    path = _there(sheet or model or Path())
    return Contender(path, path.name or str(path), is_sheet=sheet is not None, zeros=zeros)


def _claim(written: str | None) -> Claim | None:
    if written is None:
        return None
    metric, _, figure = written.rpartition("=")
    try:
        value = float(figure)
    except ValueError:
        raise Refused(
            f"{written} is no claim.",
            column="--claim",
            what_to_do="Write a share such as 0.94, or macro_f1=0.91.",
        ) from None
    return Claim(metric or "accuracy", value, len(figure.partition(".")[2]))  # type: ignore[arg-type]  # Claim checks the name
