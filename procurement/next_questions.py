"""Which open questions settle most, weighed by what hangs on them. Pure.

A rule that cannot tell names the questions it needs. One is settled once all of them are answered;
so the best next question is the one with which most weight is settled, taken greedily. Greedy is
no proof of the best set, and close to it in practice: a cover of this kind is never worse than
63 % of the best (Nemhauser, Wolsey and Fisher 1978, doi 10.1007/BF01588971) where single answers
settle single rules.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from procurement.rulebook.schema import Severity
from procurement.screening_result import Undecided

USUAL = 6
_WEIGHT: Mapping[Severity, int] = {"critical": 8, "high": 4, "medium": 2, "low": 1, "info": 1}


@dataclass(frozen=True, slots=True)
class NextQuestions:
    """Questions to ask next, the most useful first.

    Attributes
    ----------
    keys : their ids.
    settled : how many rules plain answers to them decide together; a non-answer may leave one open.
    of : how many rules wait.
    """

    keys: tuple[str, ...]
    settled: int
    of: int


def next_questions(
    waiting: Sequence[Undecided], askable: Collection[str], *, at_most: int = USUAL
) -> NextQuestions:
    """Return the open questions to ask next.

    Parameters
    ----------
    waiting : the rules that cannot tell.
    askable : the questions that may be chosen (open ones, say, or those a vendor answers), in the
        order of the bank, which decides between equals.
    """
    offered = list(askable)
    chosen: list[str] = []
    while len(chosen) < min(at_most, len(offered)):
        best = max(
            (key for key in offered if key not in chosen),
            key=lambda key: (*_worth(key, chosen, waiting), -offered.index(key)),
        )
        if _worth(best, chosen, waiting) == (0, 0.0):
            break
        chosen.append(best)
    settled = sum(set(rule.needs) <= set(chosen) for rule in waiting)
    return NextQuestions(tuple(chosen), settled, len(waiting))


def _worth(key: str, chosen: Sequence[str], waiting: Sequence[Undecided]) -> tuple[int, float]:
    """Return the weight a question settles now, and its share in what is still to settle."""
    now, share = 0, 0.0
    for rule in waiting:
        missing = set(rule.needs) - set(chosen)
        if key in missing:
            weight = _WEIGHT[rule.severity]
            share += weight / len(missing)
            if len(missing) == 1:
                now += weight
    return now, share
