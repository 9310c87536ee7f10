"""A whole result as its page shows it: the report's words, and what a page has room for. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from content.words import word
from evaluations.measurement.shown_example import ShownExample
from evaluations.wording import counts
from evaluations.wording.amounts import Amounts, amounts
from evaluations.wording.confidence import Confidence, confidence
from evaluations.wording.judged import verdict_of
from evaluations.wording.kinds import Kinds, example_name, kinds_worst_first
from evaluations.wording.mistakes import Mistakes, mistakes
from evaluations.wording.rival import rival_of
from evaluations.wording.sending_on import SendingOn, sending_on
from evaluations.wording.sentences import headline
from evaluations.wording.speed import speed_rows
from evaluations.wording.trade_off import trade_off_sentence
from evaluations.wording.what_to_ask import ToAsk, what_to_ask
from evaluations.wording.whole_result import WholeResult, whole_result
from procurement.payback.weighing import Plan


@dataclass(frozen=True, slots=True)
class Difference:
    """One example that exactly one version got right.

    `name` is its id or its row; `text` what the versions saw, empty where it was not kept.
    """

    name: str
    text: str
    label: str
    this: str
    bigger: str


@dataclass(frozen=True, slots=True)
class ResultPage:
    """Everything the page of a result says.

    `verdict` is the field's term, for the mark beside the words; `caption` explains the plot;
    `only_bigger` and `only_this` list where they differ, of `only_bigger_all` and `only_this_all`.
    """

    whole: WholeResult
    headline: str
    verdict: str
    verdict_words: str
    caption: str
    kinds: Kinds | None
    mistakes: Mistakes | None
    only_bigger: tuple[Difference, ...]
    only_bigger_all: int
    only_this: tuple[Difference, ...]
    only_this_all: int
    surest_first: bool
    checks: tuple[str, ...]
    not_shown: tuple[str, ...]
    grade: str
    isolation: str
    rests_on: str
    trade_off: str
    to_ask: tuple[ToAsk, ...]
    confidence: Confidence | None
    speed: tuple[tuple[str, str, str], ...]
    sending_on: SendingOn | None
    amounts: Amounts | None


def result_page(
    evaluation: Mapping[str, Any],
    product: str,
    *,
    version: str,
    tested_on: str,
    examples: Mapping[int, ShownExample],
    plan: Plan | None = None,
) -> ResultPage:
    """Return a published `evaluate` result as its page says it.

    `tested_on` is a day in words; `examples` are those that differ or went wrong, by their place
    among all; `plan` holds the buyer's prices and volume.
    """
    comparison = evaluation["comparison"]
    verdict = verdict_of(evaluation) or ""
    pairs = comparison["counts"] if comparison else {}
    return ResultPage(
        whole=whole_result(evaluation, product),
        headline=headline(evaluation, product),
        verdict=verdict,
        verdict_words=_verdict_words(verdict),
        caption=_caption(comparison, rival_of(evaluation)),
        kinds=kinds_worst_first(evaluation, product, examples),
        mistakes=(
            None if evaluation.get("numbers") else mistakes(evaluation["student"]["confusion"])
        ),
        only_bigger=_differences(comparison, "teacher_only_right", examples),
        only_bigger_all=pairs.get("teacher_only_right", 0),
        only_this=_differences(comparison, "student_only_right", examples),
        only_this_all=pairs.get("student_only_right", 0),
        surest_first=bool(comparison)
        and any(flip["student_confidence"] is not None for flip in comparison["flips"]),
        checks=tuple(_checks(evaluation)),
        not_shown=tuple(_not_shown(evaluation, version, tested_on)),
        grade="document_seen" if evaluation["student"]["isolation"] == "none" else "measured",
        isolation=word("isolation", evaluation["student"]["isolation"]),
        rests_on=_rests_on(evaluation),
        trade_off=trade_off_sentence(evaluation, plan, product) if plan else "",
        to_ask=what_to_ask(evaluation),
        confidence=confidence(evaluation),
        speed=speed_rows(evaluation),
        sending_on=sending_on(evaluation, plan),
        amounts=amounts(evaluation, examples),
    )


def _verdict_words(verdict: str) -> str:
    if not verdict:
        return "No result against a limit"
    said = word("result", verdict)
    return {
        "not_inferior": f"{said}, within the limit you set",
        "inferior": f"{said}: outside the limit you set",
    }.get(verdict, said)


def _caption(comparison: Mapping[str, Any] | None, rival: str) -> str:
    found = counts.more_wrong(comparison["accuracy_difference"]) if comparison else None
    if found is None:
        return "The bar is the likely range; the needle is the best single guess."
    way = "more" if found.value >= 0 else "fewer"
    most = (
        f"More than {counts.count(found.high)} more is very unlikely."
        if found.high > 0
        else f"More wrong than {rival} is very unlikely."
    )
    return (
        "The bar is the likely range; the brass needle is the best single guess, "
        f"{counts.count(found.value)} {way} wrong in 100. {most}"
    )


def _differences(
    comparison: Mapping[str, Any] | None, kind: str, examples: Mapping[int, ShownExample]
) -> tuple[Difference, ...]:
    flips = comparison["flips"] if comparison else ()
    return tuple(
        Difference(
            example_name(flip["row"], examples.get(flip["row"])),
            examples[flip["row"]].text if flip["row"] in examples else "",
            flip["label"],
            flip["student"],
            flip["teacher"],
        )
        for flip in flips
        if flip["kind"] == kind
    )


def _checks(evaluation: Mapping[str, Any]) -> list[str]:
    """Return what is odd about the labels, one sentence each."""
    checks = evaluation["samples"]["checks"]
    said = []
    if checks["rare"]:
        few = (
            f"{len(checks['rare']):,} {'label has' if len(checks['rare']) == 1 else 'labels have'}"
        )
        said.append(f"{few} fewer than 10 examples: {_list(checks['rare'])}.")
    if checks["unknown_to_model"]:
        said.append(
            f"This version never gives these answers, so it cannot get them right: {_list(checks['unknown_to_model'])}."
        )
    if checks["conflicting"]:
        said.append(
            f"{_examples(checks['conflicting'])} the same content as another one with another right answer. "
            "Look at your labels."
        )
    if checks["duplicates"]:
        said.append(f"{_examples(checks['duplicates'])} the same content as an earlier one.")
    support = checks["support"]
    if support:
        commonest = max(support, key=lambda label: support[label])
        share = counts.count(checks["majority_share"] * 100)
        said.append(f"Always answering {commonest} would be right in {share} of 100.")
    return said


def _not_shown(evaluation: Mapping[str, Any], version: str, tested_on: str) -> list[str]:
    samples, student = evaluation["samples"], evaluation["student"]
    said = [
        f"How it does on work unlike these {samples['n']:,} examples.",
        f"What the next version will do. You tested {f'version {version}' if version else 'it'} on {tested_on}.",
    ]
    if evaluation["teacher"] and evaluation.get("rival") != "earlier":
        said.append("Whether the bigger version really is the model this one was made from.")
    if student["isolation"] == "none":
        said.append(
            "Whether this version really gave the answers on the sheet. Others filled it in."
        )
    if student.get("masked"):
        said.append(
            "How it does on whole texts: what names people had been taken out of those it answered."
        )
    if samples["seen_by_vendor"] != "no":
        said.append("How it does on examples that the vendor has certainly never seen.")
    if samples["labelled_by"] != "people":
        said.append(
            f"What people would have answered. Who wrote the right answers: {word('labelled_by', samples['labelled_by'])}."
        )
    return said


def _rests_on(evaluation: Mapping[str, Any]) -> str:
    samples = evaluation["samples"]
    return (
        f"{samples['n']:,} examples of your own. Who wrote the right answers: "
        f"{word('labelled_by', samples['labelled_by'])}. Seen by the vendor: "
        f"{word('seen_by_vendor', samples['seen_by_vendor'])}."
    )


def _examples(number: int) -> str:
    return f"{number:,} {'example has' if number == 1 else 'examples have'}"


def _list(labels: list[str]) -> str:
    shown = ", ".join(labels[:5])
    return f"{shown} and {len(labels) - 5:,} more" if len(labels) > 5 else shown
