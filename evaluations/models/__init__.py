"""What is remembered of model files, examples and tests."""

from evaluations.models.artefact import Artefact, ArtefactKind
from evaluations.models.run import Run
from evaluations.models.sample_file import SampleFile
from evaluations.models.sample_set import SampleSet
from evaluations.models.sheet_to_answer import SheetFor, SheetToAnswer

__all__ = [
    "Artefact",
    "ArtefactKind",
    "Run",
    "SampleFile",
    "SampleSet",
    "SheetFor",
    "SheetToAnswer",
]
