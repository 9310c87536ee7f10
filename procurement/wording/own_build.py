"""A question as it reads to a firm that trains the model itself: there is no vendor to ask. Pure."""

from procurement.facts.fact_base import FactBase
from procurement.questionnaire.schema import Question, Setting

_ROUTE, _OWN = "route", "train_our_own"


def worded_for(asked: Question | Setting, facts: FactBase) -> Question | Setting:
    """Return what is asked in the words that fit how the firm came to this model."""
    if not isinstance(asked, Question) or asked.own_build is None:
        return asked
    if facts.find(_ROUTE).values != (_OWN,):
        return asked
    own = asked.own_build
    return asked.model_copy(update={"text": own.text, "help": own.help, "ask_vendor": ""})
