"""What is remembered of model files, examples and tests."""

from evaluations.models.artefact import Artefact, ArtefactKind
from evaluations.models.ledger import Ledger
from evaluations.models.run import Rival, Run
from evaluations.models.sample_file import SampleFile
from evaluations.models.sample_set import SampleSet
from evaluations.models.sheet_to_answer import SheetFor, SheetToAnswer

__all__ = [
    "Artefact",
    "ArtefactKind",
    "Ledger",
    "Rival",
    "Run",
    "SampleFile",
    "SampleSet",
    "SheetFor",
    "SheetToAnswer",
]
