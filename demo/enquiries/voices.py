"""Puts a matter the way people put it: an e-mail with a greeting, a web form, a text message."""

import re
from collections.abc import Sequence
from typing import Final

from demo.enquiries.draws import Draws
from demo.enquiries.grammar import FIRST_NAMES, address

EMAIL, WEB_FORM, TEXT_MESSAGE = "email", "web form", "text message"
CHANNELS: Final = {EMAIL: 0.5, WEB_FORM: 0.24, TEXT_MESSAGE: 0.26}
GREETINGS: Final = (
    "Hi,", "Hello,", "Hi there,", "Dear Harbour Lettings,", "Good morning,", "Good afternoon,",
    "Dear Sir or Madam,", "Hello again,", "Hi both,", "Afternoon,", "Dear all,",
)  # fmt: skip
CLOSINGS: Final = (
    "Thanks, {name}", "Many thanks, {name}", "Kind regards, {name}", "Regards, {name}", "Cheers, {name}",
    "Best, {name}", "Yours sincerely, {name}", "{name}", "Ta, {name}", "Thank you. {name}, {address}",
    "Regards, {name} ({address})", "All the best, {name}", "Sent from my phone",
)  # fmt: skip
CROSS: Final = (
    "Not good enough.", "I'm not impressed.", "This is getting silly.", "Third time of asking.",
    "I've been more than patient.", "Honestly.", "I am fed up with this.",
)  # fmt: skip
KIND: Final = (
    "Hope you're well.", "Sorry to bother you.", "I know you're busy.", "Lovely to speak last week.",
    "Hope you had a nice weekend.", "Me again!", "Apologies if I've got the wrong inbox.",
)  # fmt: skip
SHORT_FORMS: Final = {
    "you": "u", "your": "ur", "are": "r", "please": "pls", "thanks": "thx", "tomorrow": "tmrw",
    "and": "n", "weekend": "wkend", "with": "w", "because": "cos", "for": "4", "to": "2",
    "tonight": "2nite", "about": "bout", "something": "smthing", "people": "ppl",
}  # fmt: skip
TEXT_GREETINGS: Final = ("hi", "hiya", "hey", "hello its {name}", "hi {name} here", "morning")
_LETTERS = re.compile(r"[A-Za-z]{5,}")


def voiced(sentences: Sequence[str], channel: str, draws: Draws, *, may_be_cross: bool) -> str:
    """Return the sentences as one message of `channel`, slips of the finger included."""
    if channel == TEXT_MESSAGE:
        return _text_message(list(sentences), draws)
    parts = list(sentences)
    mood = draws.share()
    if mood < 0.12 and may_be_cross:
        parts.append(draws.one(CROSS))
    elif mood > 0.9:
        parts.insert(0, draws.one(KIND))
    if channel == EMAIL:
        if draws.happens(0.75):
            parts.insert(0, draws.one(GREETINGS))
        if draws.happens(0.7):
            parts.append(_signed(draws.one(CLOSINGS), draws))
    elif draws.happens(0.12):
        parts.append(draws.one(FIRST_NAMES))
    text = " ".join(parts)
    if draws.happens(0.07):
        text = text.lower()
    return _mistyped(text, draws, 0.15)


def _text_message(parts: list[str], draws: Draws) -> str:
    if draws.happens(0.4):
        parts.insert(0, _signed(draws.one(TEXT_GREETINGS), draws))
    text = " ".join(parts)
    if draws.happens(0.75):
        text = text.lower().rstrip(".")
    if draws.happens(0.5):
        text = text.replace("'", "")
    if draws.happens(0.4):
        text = " ".join(
            SHORT_FORMS.get(word, word) if draws.happens(0.6) else word for word in text.split(" ")
        )
    if draws.happens(0.15):
        text += draws.one((" x", " thx", " ta", "!!", " lol", " :("))
    return _mistyped(text, draws, 0.35)


def _signed(closing: str, draws: Draws) -> str:
    return closing.format(name=draws.one(FIRST_NAMES), address=address(draws))


def _mistyped(text: str, draws: Draws, chance: float) -> str:
    """Return the text with a slip in one word, and rarely in two."""
    for each in (chance, chance / 3):
        words = [found for found in _LETTERS.finditer(text) if "@" not in _around(text, found)]
        if words and draws.happens(each):
            word = draws.one(words)
            slipped = _slip(word[0], draws)
            text = text[: word.start()] + slipped + text[word.end() :]
    return text


def _around(text: str, found: re.Match[str]) -> str:
    return text[max(found.start() - 12, 0) : found.end() + 12]


def _slip(word: str, draws: Draws) -> str:
    """Return the word with two letters swapped, one left out, or one typed twice."""
    place = 1 + draws.below(len(word) - 2)
    return draws.one(
        (
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
            word[:place] + word[place + 1 :],
            word[:place] + word[place] + word[place:],
        )
    )
