"""How hard a text is to read: the grade of Flesch and Kincaid, with a simple count of syllables."""

import re

_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_VOWELS = re.compile(r"[aeiouy]+")


def sentences(text):
    """Return the sentences of a text: what ends with a full stop, a question or exclamation mark."""
    return [each for each in re.split(r"(?<=[.?!])\s+", text.strip()) if each]


def syllables(word):
    """Return how many groups of vowels a word has, a silent e at its end left out."""
    word = word.lower()
    if word.endswith("e") and not word.endswith(("le", "ee")):
        word = word[:-1]
    return max(1, len(_VOWELS.findall(word)))


def grade(text):
    """Return the school grade at which a text is read; 5 is the age of ten.

    Kincaid and others 1975: 0.39 words a sentence + 11.8 syllables a word - 15.59.
    """
    words = _WORD.findall(text)
    of_sentence = len(words) / len(sentences(text))
    of_word = sum(map(syllables, words)) / len(words)
    return 0.39 * of_sentence + 11.8 * of_word - 15.59
