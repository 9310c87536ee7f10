"""`./weigh assess FOLDER`: one folder in, one report out."""

import json
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from content.refusal import Refused
from content.words import word
from desk.assessing import Assessed, make_report, open_file, run_tests
from desk.assessment_folder import read_date, read_folder
from desk.commands import PlainCommand, Reply
from desk.services import somebody_works
from desk.terminal import TerminalProgress
from procurement.silences import findings_together


class Command(PlainCommand):
    """Ask, test, cross-check and report, headless."""

    help = "Assess the product that FOLDER/assessment.yaml describes and write the report."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the folder, where to write, and the day at which the law is read."""
        parser.add_argument(
            "folder", type=Path, help="holds assessment.yaml and the files it names"
        )
        parser.add_argument(
            "--out",
            type=Path,
            metavar="PDF",
            help="where the report goes; default: report.pdf in the folder",
        )
        parser.add_argument("--on", metavar="DATE", help="read the law as on this day (2026-11-21)")
        parser.add_argument("--quiet", action="store_true", help="show no progress")
        super().add_arguments(parser)

    def reply(self, options: dict[str, Any]) -> Reply:
        """Do the whole job."""
        folder: Path = options["folder"]
        asked = read_folder(folder)
        on = read_date(options["on"]) if options["on"] else timezone.localdate()
        out: Path = options["out"] or folder / "report.pdf"
        _refuse_unwritable(out)
        _bring_tables_up_to_date()
        assessment = open_file(asked, on)
        with (
            somebody_works() as still_served,
            TerminalProgress(quiet=options["quiet"]) as progress,
        ):
            run_tests(assessment, asked.tests, progress=progress, still_served=still_served)
            done = make_report(assessment, progress=progress, still_served=still_served)
        out.write_bytes(done.pdf)
        return Reply(_summary(done, out), json.dumps(done.result, ensure_ascii=False, indent=2))


def _summary(done: Assessed, out: Path) -> str:
    content = done.content
    flags = findings_together(content.screen.flags)
    raised = [each[0] for each in flags if each[0].status == "raised"]
    grave = sum(flag.severity in ("critical", "high") for flag in raised)
    return (
        f"{content.assessment.question}\n"
        f"{word('suggestion', content.suggestion)} (suggested, not decided). "
        f"{len(raised)} flags, {grave} of them to settle before you sign; "
        f"{len(content.screen.cannot_tell)} rules wait for an answer.\n"
        f"{done.result['report']['pages']} pages in {out}."
    )


def _refuse_unwritable(out: Path) -> None:
    if out.is_dir() or not out.parent.is_dir():
        raise Refused(
            "The report cannot be written there.",
            file=str(out),
            what_to_do="Name a file in a folder that exists after --out.",
        )


def _bring_tables_up_to_date() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
