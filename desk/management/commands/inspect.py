"""`./weigh inspect MODEL`: what a model file shows by itself, without a database."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from desk.commands import PlainCommand, Reply
from desk.inspection_text import as_text, compared_as_text
from sandbox.candidates import find_jail
from sandbox.inspecting import inspect_model
from sandbox.model_source import ModelSource


class Command(PlainCommand):
    """Open a model in the jail and say what it is made of."""

    help = "Say what a model file shows by itself: a file, a zip, or a folder with a text model."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the model."""
        parser.add_argument(
            "model",
            type=Path,
            help=(
                "an ONNX, skops, XGBoost or LightGBM file (GGUF and safetensors: header only), or a "
                "folder or zip with model.onnx, tokenizer.json and config.json"
            ),
        )
        parser.add_argument(
            "--teacher", type=Path, help="the bigger version's model, to compare the two files"
        )
        super().add_arguments(parser)

    def reply(self, options: dict[str, Any]) -> Reply:
        """Inspect the model."""
        source = ModelSource(options["model"])
        jail = find_jail(settings.JAIL, run_dir=settings.RUN_DIR)
        found = inspect_model(jail, source)
        text = as_text(found, source.shown)
        if options["teacher"]:
            bigger = ModelSource(options["teacher"])
            text += "\n" + compared_as_text(found, inspect_model(jail, bigger), bigger.shown)
        return Reply(text, found.model_dump_json(indent=2))
