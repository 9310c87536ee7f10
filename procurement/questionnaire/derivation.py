"""What is worked out from other answers where nobody says it, so that nothing is asked twice. Pure."""

from collections.abc import Callable, Collection, Mapping

from procurement.facts.fact import Fact
from procurement.facts.subjects import ASSESSMENT, Subject
from procurement.facts.values import Members, NonAnswer, Value
from procurement.questionnaire.schema import Derivation, Question

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
READS: Mapping[Derivation, tuple[str, ...]] = {
    "words_in_the_name": ("tier_name",),
    "way_of_making": ("training_method",),
    "nothing": (),
}


def derived_value(
    question: Question,
    facts: Mapping[tuple[Subject, str], Fact],
    words_in_name: Callable[[str], Collection[str]],
) -> tuple[Value | None, Fact | None]:
    """Return the value that follows, if one does, and the fact it follows from.

    No fact: the question is not asked on its own, and there is nothing to work it out from.
    """
    assert question.derived is not None  # noqa: S101 -- only such questions are handed in
    read = next((facts[ASSESSMENT, key] for key in READS[question.derived]), None)
    if read is None:
        return None, None
    if question.derived == "words_in_the_name":
        return _words(read, words_in_name), read
    return _meaning(read), read


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
