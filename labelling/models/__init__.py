"""What is remembered of a labelling. The texts themselves lie in the vault."""

from labelling.models.example import Example
from labelling.models.label import Label
from labelling.models.labelling import Labelling

__all__ = ["Example", "Label", "Labelling"]
