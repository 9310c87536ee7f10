"""Which answers are half an answer until somebody says more in their own words. Pure."""

from procurement.facts.values import NonAnswer
from procurement.questionnaire.posted import Said
from procurement.questionnaire.schema import Question

_ASKS_FOR = {
    NonAnswer.DOES_NOT_APPLY.value: "Say why it does not apply",
    "opt_partly": "Say which part holds, and which does not",
    "in_words": "Write the answer in your own words",
}


def needing_words(question: Question) -> tuple[str, ...]:
    """Return the ids of the answers to a question that need words beside them, as offered."""
    offered = [option.id for option in (*question.options, *question.companions)]
    offered += [each.value for each in question.non_answers]
    return tuple(each for each in dict.fromkeys(offered) if each in _ASKS_FOR)


def words_wanted(question: Question, said: Said) -> str | None:
    """Return what must be written beside an answer in the bank's own form; None if nothing must."""
    chosen = said if isinstance(said, list) else [said]
    asking = [each for each in needing_words(question) if each in chosen]
    return _ASKS_FOR[asking[0]] if asking else None
