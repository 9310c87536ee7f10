"""What is worked out from other answers where nobody says it, so that nothing is asked twice. Pure."""

from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal
from itertools import product

from procurement.facts.fact import Fact, State
from procurement.facts.values import Members, NonAnswer, Value
from procurement.questionnaire.schema import Derivation

# What each way of making a model makes of the cheaper tier.
_MEANING_OF_METHOD: Mapping[str, str] = {
    "soft_targets": "student",
    "teacher_answers": "student",
    "step_by_step": "student",
    "self_distil": "student",
    "quantised_copy": "quantised",
    "pruned_copy": "pruned",
    "from_scratch": "own_small",
}
# From how many times the price on a larger model is more than a dearer version of the same.
_MUCH_DEARER = 3
READS: Mapping[Derivation, tuple[str, ...]] = {
    "words_in_the_name": ("tier_name",),
    "way_of_making": ("training_method",),
    "two_prices": ("price_per_1000", "teacher_price_per_1000"),
    "nothing": (),
}


def derived_value(
    derivation: Derivation,
    read: Sequence[Fact],
    words_in_name: Callable[[str], Collection[str]],
) -> Value | None:
    """Return the value that follows, if one does.

    Parameters
    ----------
    read : the facts of the questions that `READS` names, in its order.
    words_in_name : the options that stand for the words in a product's name.
    """
    match derivation:
        case "words_in_the_name":
            return _words(read[0], words_in_name)
        case "way_of_making":
            return _meaning(read[0])
        case "two_prices":
            return _price_gap(*read)
        case "nothing":
            return None


def _words(name: Fact, words_in_name: Callable[[str], Collection[str]]) -> Value | None:
    names = [value for value in name.values if isinstance(value, str)]
    if not names:
        return None
    found = frozenset(word for each in names for word in words_in_name(each))
    return Members(found or frozenset({"none_of_these"}))


def _meaning(method: Fact) -> Value | None:
    told = [value for value in method.values if isinstance(value, NonAnswer)]
    if told:
        return told[0]
    chosen = [value for value in method.values if isinstance(value, Members)]
    meant = {
        _MEANING_OF_METHOD[way]
        for members in chosen
        for way in members.known
        if way in _MEANING_OF_METHOD
    }
    return Members(frozenset(meant)) if meant else None


def _price_gap(price: Fact, dear_price: Fact) -> Value | None:
    """Return whether the larger model costs much more. Where sources disagree, one pair is enough."""
    told = [each for each in (price, dear_price) if each.state is not State.UNANSWERED]
    if not all(map(_numbers, told)):
        return "no_two_prices"
    if len(told) < len(READS["two_prices"]):
        return None
    pairs = product(_numbers(price), _numbers(dear_price))
    much = any(dear > _MUCH_DEARER * cheap for cheap, dear in pairs)
    return "over_three_times" if much else "up_to_three_times"


def _numbers(fact: Fact) -> list[Decimal]:
    """Return the numbers as they were typed: three times 0.7 is 2.1."""
    return [Decimal(str(value)) for value in fact.values if isinstance(value, int | float)]
