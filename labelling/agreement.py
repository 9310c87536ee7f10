"""Whether two people put the same examples into the same kinds. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from evaluations.statistics.class_metrics import class_metrics
from evaluations.statistics.codes import encode_labels
from evaluations.statistics.estimates import Precision
from evaluations.statistics.measured import Measured
from evaluations.statistics.proportions import proportion
from evaluations.statistics.tables import count_cells

LEVEL = 0.95
NOBODY = "Nobody has put the same example into a kind twice yet."


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two people's labels of the same examples show.

    Attributes
    ----------
    n : examples that both put into a kind.
    agreed : how many of these are the same.
    share : agreed of n, with its interval.
    kappa : Cohen's kappa: agreement beyond what chance alone would give.
    """

    n: int
    agreed: int
    share: Measured
    kappa: Measured

    @property
    def sentence(self) -> str:
        """Return it in words, with the range."""
        if self.share.value is None or self.share.low is None or self.share.high is None:
            return NOBODY
        low, high = round(self.share.low * 100), round(self.share.high * 100)
        return (
            f"You agreed on {self.agreed} of {self.n}: {round(self.share.value * 100)} %. "
            f"With many more examples it would probably be between {low} and {high} %."
        )

    @property
    def kappa_sentence(self) -> str:
        """Return Cohen's kappa in words, with n and range, or why it has none."""
        if self.kappa.value is None:
            return f"Cohen’s kappa cannot be given, n = {self.n}. {self.kappa.why}"
        if self.kappa.low is None:
            return f"Cohen’s kappa is {self.kappa.value:.2f}, n = {self.n}. {self.kappa.why}"
        return (
            f"Cohen’s kappa is {self.kappa.value:.2f} (95 % range {self.kappa.low:.2f} to "
            f"{self.kappa.high:.2f}), n = {self.n}."
        )


def agreement(first: Sequence[str], second: Sequence[str], *, seed: int = 0) -> Agreement:
    """Return how far two people agree.

    Parameters
    ----------
    first, second
        The kinds both gave to the same examples, in the same order, shape ``(n,)`` each; examples
        that either could not say are left out before.
    seed
        Seed of the bootstrap behind kappa's interval.
    """
    n = len(first)
    if n == 0:
        nothing = Measured.undefined(n=0, method="Cohen's kappa", why=NOBODY)
        return Agreement(0, 0, proportion(0, 0, level=LEVEL, why_empty=NOBODY), nothing)
    labels, codes = encode_labels(first=first, second=second)
    table, _ = count_cells(labels, codes["first"], codes["second"])
    metrics = class_metrics(table.seen(), Precision(level=LEVEL, seed=seed)).metrics
    agreed = sum(one == other for one, other in zip(first, second, strict=True))
    return Agreement(n, agreed, proportion(agreed, n, level=LEVEL), metrics["kappa"])
