"""How often the intervals hold the truth, and how often a verdict is wrong.

Run: python bench/statistics_coverage.py. Wilson, Tango and the verdict at one look are enumerated
exactly (every outcome with its chance); five looks and the bootstrap are simulated, with their
number of trials. Each line ends with the bound it must meet.
"""

import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from evaluations.statistics.bootstrap import resample
from evaluations.statistics.class_scores import AGGREGATES, class_scores, margin_map
from evaluations.statistics.levels import one_sided_level, two_sided_reach
from evaluations.statistics.outcomes import Outcomes, paired_outcomes
from evaluations.statistics.paired_counts import PairedCounts
from evaluations.statistics.paired_difference import tango_statistic
from evaluations.statistics.paired_sample import PairedSample
from evaluations.statistics.proportions import wilson_ends
from evaluations.statistics.verdict import MOST_BY_LUCK, MOST_ENUMERATED, chance_by_luck

REACH = two_sided_reach(0.95)
SIZES = (30, 100, 400, 2_000)
DISAGREEMENTS = (0.02, 0.05, 0.1, 0.2, 0.3)
DIFFERENCES = (0.0, 0.005, 0.01, 0.02, 0.05, 0.1)
MARGINS = (0.01, 0.02, 0.05, 0.1)
LOOKS = 5
LOOK_TRIALS = 400_000
BOOTSTRAP_TRIALS = 1_000


def wilson() -> None:
    for step, bound in ((0.01, " [0.90 at least]"), (0.001, "")):
        cells = []
        for n in SIZES:
            successes = np.arange(n + 1)
            ends = np.array([wilson_ends(int(count), n, reach=REACH) for count in successes])
            for truth in np.round(np.arange(0.6, 0.9901, step), 3):
                held = (ends[:, 0] <= truth) & (truth <= ends[:, 1])
                cells.append((stats.binom.pmf(successes, n, truth)[held].sum(), n, truth))
        mean, worst = np.mean([cell[0] for cell in cells]), min(cells)
        print(
            f"Wilson 95 %, {len(cells)} cells, accuracies {step} apart: mean {mean:.4f}"
            f" [0.94 to 0.96], worst {worst[0]:.4f} at n = {worst[1]}, accuracy {worst[2]}{bound}"
        )


def tango() -> None:
    cells = []
    for n in SIZES:
        for disagreement in DISAGREEMENTS:
            if n * disagreement < 5:
                continue  # it over-covers there, and may
            for difference in (d for d in DIFFERENCES if d <= disagreement):
                student_only = (disagreement - difference) / 2
                outcomes = paired_outcomes(n, student_only, disagreement - student_only)
                statistic = tango_statistic(
                    outcomes.student_only, outcomes.teacher_only, n, -difference
                )
                held = outcomes.chance[abs(statistic) <= REACH].sum()
                cells.append((held, n, disagreement, difference))
    mean, worst = np.mean([cell[0] for cell in cells]), min(cells)
    print(
        f"Tango 95 %, {len(cells)} cells with 5 discordant rows expected: mean {mean:.4f}"
        f" [0.945 to 0.96], worst {worst[0]:.4f} at n = {worst[1]}, disagreement {worst[2]},"
        f" difference -{worst[3]} [0.93 at least]"
    )


def wrong_at_one_look() -> None:
    for guarded, bound in ((True, "[0.027 at most]"), (False, "without the exact check")):
        level = one_sided_level(1)
        reach = float(special.ndtri(1 - level))
        cells = []
        for n in (*SIZES, 50, 200, 500, 1_000):
            for margin in MARGINS:
                for disagreement in (d for d in DISAGREEMENTS if d >= margin):
                    student_only = (disagreement - margin) / 2
                    outcomes = paired_outcomes(n, student_only, disagreement - student_only)
                    statistic = tango_statistic(
                        outcomes.student_only, outcomes.teacher_only, n, -margin
                    )
                    passed = statistic > reach
                    if n <= MOST_ENUMERATED and guarded:
                        passed &= _beyond_luck(outcomes, n, margin, passed)
                    cells.append((outcomes.chance[passed].sum(), n, margin, disagreement))
        worst = max(cells)
        print(
            f"Wrong 'not inferior' on the boundary, one look at one-sided {level}, {len(cells)}"
            f" cells: worst {worst[0]:.4f} at n = {worst[1]}, margin {worst[2]},"
            f" disagreement {worst[3]} {bound}"
        )


def _beyond_luck(
    outcomes: Outcomes, n: int, margin: float, passed: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Return which of the outcomes that passed the interval pass the exact check too."""
    kept = np.zeros(len(passed), dtype=bool)
    for place in np.flatnonzero(passed):
        ours, theirs = int(outcomes.student_only[place]), int(outcomes.teacher_only[place])
        sample = PairedSample(PairedCounts(n - ours - theirs, theirs, ours, 0))
        kept[place] = chance_by_luck(sample, margin) <= MOST_BY_LUCK * one_sided_level(1)
    return kept


def wrong_over_looks() -> None:
    generator = np.random.default_rng(20261121)
    reaches = special.ndtri([1 - one_sided_level(look) for look in range(1, LOOKS + 1)])
    for rows, disagreement, margin in (
        (100, 0.1, 0.02), (200, 0.05, 0.01), (300, 0.1, 0.02), (300, 0.2, 0.05), (1_000, 0.1, 0.02),
    ):  # fmt: skip
        shares = [(disagreement - margin) / 2, (disagreement + margin) / 2, 1 - disagreement]
        student_only = np.zeros(LOOK_TRIALS, dtype=np.int64)
        teacher_only = np.zeros(LOOK_TRIALS, dtype=np.int64)
        ever = np.zeros(LOOK_TRIALS, dtype=bool)
        unguarded = np.zeros(LOOK_TRIALS, dtype=bool)
        for look in range(1, LOOKS + 1):
            added = generator.multinomial(rows, shares, size=LOOK_TRIALS)
            student_only += added[:, 0]
            teacher_only += added[:, 1]
            statistic = tango_statistic(student_only, teacher_only, rows * look, -margin)
            ever |= statistic > reaches[look - 1]
            unguarded |= statistic > REACH
        print(
            f"Wrong 'not inferior' at some of {LOOKS} looks of {rows} rows each, margin {margin},"
            f" disagreement {disagreement}, {LOOK_TRIALS:,} trials: {ever.mean():.4f} with the"
            f" ledger's levels [0.027 at most], {unguarded.mean():.4f} without"
        )


def bootstrap() -> None:
    generator = np.random.default_rng(20261121)
    for n, classes, accuracy in ((100, 3, 0.8), (400, 5, 0.9), (400, 5, 0.97), (2_000, 10, 0.95)):
        support = np.linspace(1, 2, classes)
        confusion = np.full((classes, classes), (1 - accuracy) / (classes - 1))
        np.fill_diagonal(confusion, accuracy)
        shares = (support / support.sum())[:, None] * confusion
        truth, answer = (place.ravel() for place in np.indices(shares.shape))
        to_sums = margin_map(truth, answer, classes)
        expected = class_scores(np.round(shares.ravel() * 1e12).astype(np.int64)[None] @ to_sums)[0]
        held = np.zeros(len(AGGREGATES))
        shown = 0
        for trial in range(BOOTSTRAP_TRIALS):
            counts = generator.multinomial(n, shares.ravel())
            seen = counts > 0
            resampled = resample(
                counts[seen], to_sums[seen], class_scores, replicates=2_000, seed=trial
            )
            errors = int(counts[truth != answer].sum())
            numbers = [
                resampled.measured(place, level=0.95, errors=errors, why_undefined="")
                for place in range(len(AGGREGATES))
            ]
            if any(number.low is None for number in numbers):
                continue
            shown += 1
            held += [
                number.low <= expected[place] <= number.high for place, number in enumerate(numbers)
            ]
        share = dict(zip(AGGREGATES, np.round(held / shown, 3).tolist(), strict=True))
        print(
            f"Bootstrap 95 %, n = {n}, {classes} classes, accuracy {accuracy},"
            f" {n * (1 - accuracy):.0f} errors expected, {shown} of {BOOTSTRAP_TRIALS} trials"
            f" with an interval: {share} [0.93 at least]"
        )


if __name__ == "__main__":
    wilson()
    tango()
    wrong_at_one_look()
    wrong_over_looks()
    bootstrap()
