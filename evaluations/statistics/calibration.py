"""Is the model's confidence honest? Calibration error, its noise floor, and the reliability table.

A calibration error is never 0 by chance: with few rows in a bin an honest model looks off too. So
the error is shown beside what a perfectly calibrated model would show on as many rows (its noise
floor), and has no interval: a plain bootstrap of it never holds the truth.
"""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from evaluations.statistics.estimates import Precision
from evaluations.statistics.measured import Measured
from evaluations.statistics.proportions import proportion
from evaluations.statistics.row_means import STEPS

Numbers = NDArray[np.float64]
Integers = NDArray[np.int64]

Side = Literal["left", "right"]

BINS = 15
BLOCK = 1 << 22  # rows whose sum of multiples of 2^-40 surely fits 63 bits
REDRAWS = 500
NOISE_TAIL = 0.95
NO_INTERVAL = "An interval of a calibration error misleads; compare it with its noise floor."


@dataclass(frozen=True, slots=True, eq=False)
class Bins:
    """Rows binned by confidence; only bins that hold a row.

    Parameters
    ----------
    low, high
        Edges of each bin.
    n, right
        Rows, and rows answered rightly, in each bin.
    confidence
        Mean confidence in each bin.
    """

    low: Numbers
    high: Numbers
    n: Integers
    right: Integers
    confidence: Numbers

    def error(self, right: Integers) -> Numbers:
        """Return the expected calibration error if `right` rows of each bin were right.

        Parameters
        ----------
        right
            Shape ``(..., bins)``.
        """
        gaps: Numbers = np.abs(right - self.confidence * self.n).sum(axis=-1) / self.n.sum()
        return gaps


@dataclass(frozen=True, slots=True)
class CalibrationError:
    """An expected calibration error beside its noise floor.

    Parameters
    ----------
    error
        The error of the answers' confidence, 0 to 1, without an interval and with the reason.
    noise_mean, noise_high
        Mean and 95th percentile of the error of a perfectly calibrated model on these bins.
    debiased
        The error less what chance adds to it, at least 0 (A. Kumar, P. Liang and T. Ma 2019,
        "Verified uncertainty calibration", the correction for the plug-in estimator).
    """

    error: Measured
    noise_mean: float
    noise_high: float
    debiased: float

    @property
    def off(self) -> bool:
        """Whether the model is further off than chance explains."""
        return self.error.value is not None and self.error.value > self.noise_high

    def as_json(self) -> dict[str, Any]:
        """Return the published form, with the parts of its sentence."""
        return {
            **self.error.as_json(),
            "noise_floor": {"mean": self.noise_mean, "p95": self.noise_high, "redraws": REDRAWS},
            "debiased": self.debiased,
            "finding": "off" if self.off else "no_worse_than_chance",
        }


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """One line of the reliability table."""

    low: float
    high: float
    confidence: float
    right: Measured

    def as_json(self) -> dict[str, Any]:
        """Return the published form."""
        return {
            "low": self.low,
            "high": self.high,
            "confidence": self.confidence,
            "right": self.right.as_json(),
        }


def equal_mass_edges(confidence: Numbers, bins: int = BINS) -> Numbers:
    """Return inner edges that part the rows into bins as equal as ties allow."""
    ranked = np.sort(confidence)
    places = (np.arange(1, bins) * len(ranked)) // bins
    return np.unique(ranked[places])


def equal_width_edges(bins: int = BINS) -> Numbers:
    """Return the inner edges of bins of equal width between 0 and 1."""
    return np.linspace(0.0, 1.0, bins + 1)[1:-1]


def binned(confidence: Numbers, right: NDArray[np.bool_], edges: Numbers, *, closed: Side) -> Bins:
    """Count rows by bins of confidence.

    Parameters
    ----------
    confidence, right
        Of each row, shape ``(n,)``.
    edges
        Inner edges, ascending.
    closed
        Which end of a bin belongs to it: "left" for equal mass, "right" for equal width, as
        papers do.
    """
    side: Side = "right" if closed == "left" else "left"
    place = np.searchsorted(edges, confidence, side=side)
    size = len(edges) + 1
    n = np.bincount(place, minlength=size)
    hits = np.bincount(place[right], minlength=size)
    held = n > 0
    mean = [float(each) for each in _sums(confidence, place, size)[held] / STEPS / n[held]]
    bounds = np.concatenate([[0.0], edges, [1.0]])
    return Bins(
        bounds[:-1][held], bounds[1:][held], n[held], hits[held], np.array(mean, dtype=np.float64)
    )


def _sums(confidence: Numbers, place: Integers, size: int) -> NDArray[np.object_]:
    """Return the sum of each bin in whole multiples of 2^-40, as Python integers.

    So that neither the rows' order nor their sharding shows, and no bin is too full.
    """
    total = np.zeros(size, dtype=object)
    for start in range(0, len(confidence), BLOCK):
        part = np.zeros(size, dtype=np.int64)
        steps = np.rint(confidence[start : start + BLOCK] * STEPS).astype(np.int64)
        np.add.at(part, place[start : start + BLOCK], steps)
        total += part.astype(object)
    return total


def calibration_error(bins: Bins, precision: Precision, *, kind: str) -> CalibrationError:
    """Return the expected calibration error of bins with its noise floor.

    Parameters
    ----------
    bins
        The binned rows.
    precision
        Its seed draws the noise floor.
    kind
        "equal mass" or "equal width", for the method's name.
    """
    error = float(bins.error(bins.right))
    generator = np.random.default_rng(precision.seed)
    chances = np.clip(bins.confidence, 0.0, 1.0)
    honest = bins.error(generator.binomial(bins.n, chances, size=(REDRAWS, len(bins.n))))
    again = bins.error(generator.binomial(bins.n, bins.right / bins.n, size=(REDRAWS, len(bins.n))))
    shown = Measured.without_interval(
        error,
        n=int(bins.n.sum()),
        method=f"expected calibration error, {BINS} {kind} bins",
        why=NO_INTERVAL,
    )
    return CalibrationError(
        error=shown,
        noise_mean=float(honest.mean()),
        noise_high=float(np.quantile(honest, NOISE_TAIL)),
        debiased=max(0.0, 2 * error - float(again.mean())),
    )


def reliability(bins: Bins, *, level: float) -> tuple[ReliabilityBin, ...]:
    """Return the reliability table: mean confidence against the share right, bin by bin."""
    return tuple(
        ReliabilityBin(
            float(low), float(high), float(confidence), proportion(int(right), int(n), level=level)
        )
        for low, high, n, right, confidence in zip(
            bins.low, bins.high, bins.n, bins.right, bins.confidence, strict=True
        )
    )
