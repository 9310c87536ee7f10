"""Seeded draws that stay the same from one release of numpy to the next.

Only uniform numbers are taken from the generator: how numpy makes its other draws of them may
change, the stream itself does not (NEP 19).
"""

from collections.abc import Mapping, Sequence
from typing import TypeVar

import numpy as np

T = TypeVar("T")


class Draws:
    """A stream of choices from one seed."""

    def __init__(self, *seed: int) -> None:
        """Begin the stream of `seed`."""
        self._generator = np.random.Generator(np.random.PCG64(seed))

    def share(self) -> float:
        """Return a number in [0, 1)."""
        return float(self._generator.random())

    def below(self, stop: int) -> int:
        """Return a whole number from 0 to `stop` - 1."""
        return int(self.share() * stop)

    def happens(self, chance: float) -> bool:
        """Return True in `chance` of all calls."""
        return self.share() < chance

    def one(self, choices: Sequence[T]) -> T:
        """Return one of `choices`, each as likely."""
        return choices[self.below(len(choices))]

    def weighted(self, weights: Mapping[T, float]) -> T:
        """Return one key, as likely as its weight; weights sum to 1."""
        point, passed = self.share(), 0.0
        for key, weight in weights.items():
            passed += weight
            if point < passed:
                return key
        return list(weights)[-1]

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """Return `things` in another order (Fisher and Yates)."""
        mixed = list(things)
        for place in range(len(mixed) - 1, 0, -1):
            other = self.below(place + 1)
            mixed[place], mixed[other] = mixed[other], mixed[place]
        return mixed
