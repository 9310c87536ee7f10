"""Is how sure it says it is worth anything? The sentence, the chart and its table. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evaluations.wording import counts, curve_charts


@dataclass(frozen=True, slots=True)
class Confidence:
    """What a version's confidence is worth; `rows` are how sure, how many, and how many right."""

    sentence: str
    plot: str
    rows: tuple[tuple[str, str, str], ...]


def confidence(evaluation: Mapping[str, Any]) -> Confidence | None:
    """Return what this version's confidence is worth; None where it does not say how sure it is."""
    found = evaluation["student"]["calibration"]
    if found is None:
        return None
    error = found["ece_equal_mass"]
    bins = [
        (each["confidence"] * 100, share, int(each["right"]["n"]))
        for each in found["reliability"]
        if (share := counts.right(each["right"])) is not None
    ]
    said = _sentence(error)
    return Confidence(
        sentence=said,
        plot=curve_charts.reliability([(sure, share) for sure, share, _ in bins], title=said),
        rows=tuple(
            (
                f"{counts.count(sure)} per cent sure",
                f"{n:,}",
                f"{counts.count(share.value)} in 100 ({counts.count(share.low)} to {counts.count(share.high)})",
            )
            for sure, share, n in bins
        ),
    )


def _sentence(error: Mapping[str, Any]) -> str:
    if error.get("finding") == "off":
        return (
            f"How sure it says it is, is off by about {counts.count(error['debiased'] * 100)} in 100, "
            "more than chance explains. Do not read it as a chance of being right."
        )
    return (
        "How sure it says it is fits how often it is right, as far as these examples can tell. By "
        "chance alone an honest version would be off by about "
        f"{counts.count(error['noise_floor']['mean'] * 100)} in 100 here."
    )
