"""What to ask for when a result is poor: the published hints as sentences. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from evaluations.wording import counts

STRENGTHS: Final = {"strong": "The numbers show this.", "weak": "The numbers only look like this."}


@dataclass(frozen=True, slots=True)
class ToAsk:
    """One hint: what we saw, what to do about it, and how strong the hint is, in words."""

    key: str
    seen: str
    ask: str
    strength: str
    strong: bool


def what_to_ask(evaluation: Mapping[str, Any]) -> tuple[ToAsk, ...]:
    """Return what the pattern of a published `evaluate` result points to; empty for none."""
    return tuple(_said(hint) for hint in evaluation.get("hints", ()))


def _said(hint: Mapping[str, Any]) -> ToAsk:
    seen, ask = _words(hint["key"], hint["details"])
    return ToAsk(hint["key"], seen, ask, STRENGTHS[hint["strength"]], hint["strength"] == "strong")


def _words(key: str, details: Mapping[str, Any]) -> tuple[str, str]:
    match key:
        case "labels_swapped":
            return _swapped(details)
        case "no_better_than_majority":
            return _majority(details)
        case "never_found_in_a_kind":
            labels = " or ".join(details["labels"])
            kind = f"{details['column']} is {details['value']}"
            return (
                f"Where {kind}, this version never answers {labels} rightly. Elsewhere it does.",
                "Ask the vendor why, and do not use it for these cases until it is mended.",
            )
        case "worse_on_hard_cases_only":
            return _hard_cases(details)
        case "worse_after_quantisation":
            return (
                (
                    "This version is worse, and its numbers were made smaller (quantised). The bigger "
                    "version's were not."
                ),
                "Ask for the copy that is not quantised, and test that one.",
            )
        case "wrong_on_your_words":
            return (
                "On your examples it does not do as well as it should.",
                "Ask whether it can be trained further on examples like yours.",
            )
        case "sure_and_wrong":
            return (
                (
                    "It is often sure and wrong. How sure it says it is, is off by about "
                    f"{counts.count(details['off'] * 100)} in 100."
                ),
                "Do not use its confidence to decide anything until it is corrected.",
            )
        case _:
            return (
                (
                    f"Both versions give the same wrong answer on {details['rows']:,} of the "
                    f"{details['both_wrong']:,} examples that both get wrong."
                ),
                "Look at the labels of these examples: some may be wrong.",
            )


def _swapped(details: Mapping[str, Any]) -> tuple[str, str]:
    order = details["read_as"]
    pairs = ", ".join(f"{said} meant {meant}" for said, meant in order.items())
    right = counts.count(details["accuracy_if_so"] * 100)
    more = f" If {pairs}, it would get {right} of 100 right." if pairs else ""
    return (
        f"It is right far less often than by chance. Its labels may be swapped.{more}",
        "Ask the vendor which answer means which label, then test again.",
    )


def _majority(details: Mapping[str, Any]) -> tuple[str, str]:
    share = counts.count(details["majority_share"] * 100)
    only = details["only_answer"]
    said = (
        f"It always answers {only}."
        if only
        else "It is no better than always giving the commonest answer."
    )
    return (
        f"{said} The commonest answer alone is right in {share} of 100.",
        "Do not pay for it: a fixed answer does the same. Ask the vendor what went wrong.",
    )


def _hard_cases(details: Mapping[str, Any]) -> tuple[str, str]:
    if details["sent"] is None:
        return (
            "It is worse on the cases both versions find hard.",
            "Ask whether those can go to the bigger version.",
        )
    sent = counts.count(details["sent"] * 100)
    limit = counts.count(details["below"] * 100)
    return (
        (
            f"It is worse where it is unsure. If the {sent} of 100 cases it is least sure of (under "
            f"{limit} % sure) went to the bigger version, the rest would stay within your limit."
        ),
        "Ask for a set-up that sends those cases on.",
    )
