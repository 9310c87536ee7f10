"""How often the intervals hold the truth, and how often a verdict is wrong.

Run: `python -m bench.statistics_coverage`. Wilson, Tango and the verdict at one look are enumerated
exactly (every outcome with its chance); five looks and the bootstrap are simulated, with their
number of trials.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

from bench.rows import Row, print_rows
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
MOST_WRONG = 0.027
ERRORS_EXPECTED = 9.99  # ten, but for rounding


def wilson() -> Iterator[Row]:
    for step, bound in ((0.01, 0.90), (0.001, None)):
        cells = []
        for n in SIZES:
            successes = np.arange(n + 1)
            ends = np.array([wilson_ends(int(count), n, reach=REACH) for count in successes])
            for truth in np.round(np.arange(0.6, 0.9901, step), 3):
                held = (ends[:, 0] <= truth) & (truth <= ends[:, 1])
                cells.append((stats.binom.pmf(successes, n, truth)[held].sum(), n, truth))
        mean, worst = np.mean([cell[0] for cell in cells]), min(cells)
        of = f"Wilson 95 %, {len(cells)} cells, accuracies {step} apart"
        yield from _mean_within(of, float(mean), 0.94, 0.96)
        yield _least(f"{of}: worst, n = {worst[1]}, accuracy {worst[2]}", worst[0], bound)


def tango() -> Iterator[Row]:
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
    of = f"Tango 95 %, {len(cells)} cells that expect 5 discordant rows"
    yield from _mean_within(of, float(mean), 0.945, 0.96)
    yield _least(f"Tango 95 %: worst, n = {worst[1]}, disagreement {worst[2]}", worst[0], 0.93)


def wrong_at_one_look() -> Iterator[Row]:
    for guarded, bound in ((True, MOST_WRONG), (False, None)):
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
        check = "with" if guarded else "without"
        yield _most(
            f"wrong 'not inferior', one look, {check} exact check: worst, n = {worst[1]}",
            worst[0],
            bound,
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


def wrong_over_looks() -> Iterator[Row]:
    generator = np.random.default_rng(20261121)
    reaches = special.ndtri([1 - one_sided_level(look) for look in range(1, LOOKS + 1)])
    for rows_added, disagreement, margin in (
        (100, 0.1, 0.02), (200, 0.05, 0.01), (300, 0.1, 0.02), (300, 0.2, 0.05), (1_000, 0.1, 0.02),
    ):  # fmt: skip
        shares = [(disagreement - margin) / 2, (disagreement + margin) / 2, 1 - disagreement]
        student_only = np.zeros(LOOK_TRIALS, dtype=np.int64)
        teacher_only = np.zeros(LOOK_TRIALS, dtype=np.int64)
        ever = np.zeros(LOOK_TRIALS, dtype=bool)
        unguarded = np.zeros(LOOK_TRIALS, dtype=bool)
        for look in range(1, LOOKS + 1):
            added = generator.multinomial(rows_added, shares, size=LOOK_TRIALS)
            student_only += added[:, 0]
            teacher_only += added[:, 1]
            statistic = tango_statistic(student_only, teacher_only, rows_added * look, -margin)
            ever |= statistic > reaches[look - 1]
            unguarded |= statistic > REACH
        of = f"wrong 'not inferior', {LOOKS} looks of {rows_added} rows, margin {margin}"
        yield _most(f"{of}, ledger's levels", float(ever.mean()), MOST_WRONG)
        yield _most(f"{of}, unguarded", float(unguarded.mean()), None)


def bootstrap() -> Iterator[Row]:
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
        of = f"bootstrap 95 %, n = {n}, {classes} classes, accuracy {accuracy}, {shown} trials"
        # Where fewer errors are expected nothing is promised.
        bound = 0.93 if n * (1 - accuracy) >= ERRORS_EXPECTED else None
        for name, part in zip(AGGREGATES, (held / shown).tolist(), strict=True):
            yield _least(f"{of}: {name}", part, bound)


def rows() -> Iterator[Row]:
    """Yield how often each holds, beside its bound."""
    yield from wilson()
    yield from tango()
    yield from wrong_at_one_look()
    yield from wrong_over_looks()
    yield from bootstrap()


def _mean_within(of: str, mean: float, low: float, high: float) -> Iterator[Row]:
    yield _least(f"{of}: mean", mean, low)
    yield _most(f"{of}: mean", mean, high)


def _least(what: str, share: float, bound: float | None) -> Row:
    return Row(what, float(share), "", bar=bound, least=True)


def _most(what: str, share: float, bound: float | None) -> Row:
    return Row(what, float(share), "", bar=bound)


if __name__ == "__main__":
    print_rows(rows())
