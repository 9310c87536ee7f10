"""How many answers changed between two askings. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of `n` answers changed: of them `worse` were right before, `better` are right now.

    `known` is how many examples have a right answer: of the others no change is better or worse.
    """

    n: int
    changed: int
    worse: int
    better: int
    known: int
