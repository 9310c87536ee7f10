"""The sentences of a result: the range first, then what it came to. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from content.words import word
from evaluations.wording import counts, number_words
from evaluations.wording.rival import capital, rival_of
from evaluations.wording.tables import SCORE

Evaluation = Mapping[str, Any]
_OF_HITS = f"{SCORE[0].lower()}{SCORE[1:]}"


def lead_sentence(evaluation: Evaluation, product: str) -> str:
    """Return one test in one sentence: the range in counts of 100, and how many examples.

    A second sentence says why, where there is no range.
    """
    tested = (
        f"{headline(evaluation, product)}, tested on {evaluation['samples']['n']:,} of your own."
    )
    return f"{tested} {_no_range(evaluation)}".strip()


def headline(evaluation: Evaluation, product: str) -> str:
    """Return what a test came to, as a heading: the range in counts of 100, else the number alone."""
    if evaluation.get("numbers"):
        return number_words.headline(evaluation, product)
    comparison = evaluation["comparison"]
    if comparison:
        found = counts.more_wrong(comparison["accuracy_difference"])
        if found:
            return (
                f"In every 100 examples {product} gets between {counts.between_wrong(found)} "
                f"wrong than {rival_of(evaluation)}"
            )
        agreement = counts.right(comparison["agreement"])
        if agreement:
            return (
                f"{product} answers as {rival_of(evaluation)} does in between "
                f"{counts.between(agreement)} of 100 examples"
            )
    share = counts.right(evaluation["student"]["metrics"]["accuracy"])
    if share is None or comparison:
        return _without_range(evaluation, product)
    return f"{product} gets between {counts.between(share)} of 100 examples right"


def _without_range(evaluation: Evaluation, product: str) -> str:
    comparison, rival = evaluation["comparison"], rival_of(evaluation)
    if not comparison:
        right = counts.count(evaluation["student"]["metrics"]["accuracy"]["value"] * 100)
        return f"{product} gets {right} of 100 examples right"
    difference = comparison["accuracy_difference"]["value"]
    if difference is None:
        alike = counts.count(comparison["agreement"]["value"] * 100)
        return f"{product} answers as {rival} does in {alike} of 100 examples"
    return f"In every 100 of these examples {product} gets {counts.wrong_than(difference, rival)}"


def _no_range(evaluation: Evaluation) -> str:
    """Return why the headline has no range; nothing where it has one."""
    if evaluation.get("numbers"):
        return number_words.no_range(evaluation)
    comparison = evaluation["comparison"]
    if not comparison:
        return counts.no_range(evaluation["student"]["metrics"]["accuracy"])
    difference = comparison["accuracy_difference"]
    return counts.no_range(comparison["agreement"] if difference["value"] is None else difference)


@dataclass(frozen=True, slots=True)
class ResultText:
    """What a test came to, in words."""

    result: str
    finer: str
    limit: str
    claim: str


def result_texts(evaluation: Mapping[str, Any]) -> ResultText:
    """Return what a published `evaluate` result came to, in words."""
    if evaluation.get("numbers"):
        return ResultText(*number_words.result_of(evaluation), claim="")
    comparison = evaluation["comparison"]
    verdict = comparison["verdict"] if comparison else None
    limit = counts.count(evaluation["margin"] * 100)
    return ResultText(
        result=word("result", verdict) if verdict else "No result against a limit",
        finer=_finer(evaluation, verdict, rival_of(evaluation)),
        limit=f"Your limit: {limit} more wrong in 100, set before the test.{_again(evaluation['look'])}",
        claim=_claim(evaluation),
    )


def _again(look: int) -> str:
    if look == 1:
        return ""
    return (
        f" This was look {look} at these examples. Whoever looks often finds a good result by "
        "chance, so this one was held to more strictly."
    )


def _finer(evaluation: Evaluation, verdict: str | None, rival: str) -> str:
    comparison = evaluation["comparison"]
    if not comparison:
        said = "There was no bigger version to compare with."
        return f"{said} {_no_range(evaluation)}".strip()
    if verdict is None:
        said = f"{capital(rival)} wrote the labels, so the test shows only how far the two agree."
        return f"{said} {_no_range(evaluation)}".strip()
    if verdict != "cannot_tell":
        return f"{word('finer', comparison['finer'] or 'unclear').format(rival=rival)}."
    return _no_range(evaluation) or counts.undecided(comparison, evaluation["samples"]["n"])


def _claim(evaluation: Evaluation) -> str:
    claim = evaluation["claim"]
    if not claim:
        return ""
    verdict = word("claim", evaluation["claim_verdict"])
    on_yours = "" if evaluation["claim_verdict"] == "cannot_tell" else ", on your examples"
    return f"The vendor says: {claim_in_words(claim)}. {verdict}{on_yours}."


def claim_in_words(claim: Mapping[str, Any]) -> str:
    """Return what the vendor claims: "at least 94 in 100 right"."""
    decimals = claim["decimals"]
    if decimals is None:
        written = f"{claim['value']:g}"
        decimals = len(written.partition(".")[2])
    stated = f"{claim['value'] * 100:.{max(decimals - 2, 0)}f}"
    if claim["metric"] == "accuracy":
        return f"at least {stated} in 100 right"
    if claim["metric"] == "retention":
        return f"at least {stated} in 100 of the bigger version's right answers kept"
    name = {"macro_f1": _OF_HITS, "auc": "how well it ranks"}[claim["metric"]]
    return f"a score of {claim['value']:.{decimals}f} for {name}"


def claim_origin(told: Mapping[str, Any] | None) -> str:
    """Return where the vendor's figure comes from: "on Banking77, 3,080 examples, by Larkfield"."""
    if not told:
        return ""
    n = told.get("n")
    parts = [
        f"on {told['test']}" if told.get("test") else "",
        f"{n:,} {'example' if n == 1 else 'examples'}" if n else "",
        f"measured by {told['by']}" if told.get("by") else "",
    ]
    return ", ".join(filter(None, parts))
