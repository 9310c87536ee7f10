"""How long a question takes somebody who answers it for the first time. Pure."""

from collections.abc import Iterable
from math import ceil

from procurement.questionnaire.schema import Question, Setting

WORDS_A_MINUTE = 200
CHOOSING_SECONDS = 8
TYPING_SECONDS = 20
_CHOSEN = ("single", "multi", "country_list")


def seconds(asked: Question | Setting) -> float:
    """Return the seconds one question takes.

    All its words (question, help and options) at 200 words a minute, the slower end of silent
    reading of non-fiction in English (Brysbaert 2019, doi 10.1016/j.jml.2019.104047: 175 to 300),
    and 8 seconds to choose or 20 to type. The seconds are our allowance, not a measurement.
    """
    words = " ".join([asked.text, asked.help, *(option.label for option in asked.options)]).split()
    chosen = not isinstance(asked, Question) or asked.type in _CHOSEN
    return len(words) * 60 / WORDS_A_MINUTE + (CHOOSING_SECONDS if chosen else TYPING_SECONDS)


def minutes(asked: Iterable[Question | Setting]) -> int:
    """Return the whole minutes some questions take together, rounded up."""
    return ceil(sum(map(seconds, asked)) / 60)
