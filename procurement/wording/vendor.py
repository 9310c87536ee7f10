"""A question as the vendor reads it: in its own voice, with its own ways not to answer. Pure.

Neither which flag an answer can raise nor what anybody noted inside ever stands here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from content.words import group
from procurement.facts.values import NonAnswer
from procurement.questionnaire.control import Control
from procurement.questionnaire.schema import Bank, Question

# What only the buyer can be unsure of is no answer of a vendor's.
_NOT_THEIRS = frozenset({NonAnswer.NOT_SURE})
# What a vendor may say to any question it is asked.
_ALWAYS = (NonAnswer.VENDOR_UNKNOWN, NonAnswer.VENDOR_REFUSED)


@dataclass(frozen=True, slots=True)
class VendorWording:
    """What the vendor reads: the question, why it is asked, and its options by their ids."""

    text: str
    help: str
    options: Mapping[str, str]
    non_answers: Mapping[str, str]


def wording_for_vendor(question: Question, bank: Bank, *, client: str) -> VendorWording:
    """Return a question in the vendor's words; `client` is the name of the firm that asks.

    A question without words of its own for vendors reads as it does for the buyer.
    """
    theirs: Any = getattr(question, "vendor", None)
    labels: Mapping[str, str] = (getattr(theirs, "options", None) or {}) if theirs else {}
    said: Mapping[Any, str] = getattr(bank, "vendor_non_answers", None) or {}
    usual = group("vendor_non_answer")
    offered = [each for each in question.non_answers if each not in _NOT_THEIRS] or list(_ALWAYS)
    return VendorWording(
        text=_filled(theirs.text if theirs else question.text, client),
        help=_filled((theirs.help if theirs else question.help) or "", client),
        options={
            option.id: _filled(labels.get(option.id, option.label), client)
            for option in question.options
            if option.kind == "answer"
        },
        non_answers={
            each.value: _filled(said.get(each, usual[each.value]), client) for each in offered
        },
    )


def vendor_control(question: Question, wording: VendorWording) -> Control:
    """Return the control of a question in the vendor's words."""
    control = Control.of_question(question)
    return replace(
        control,
        label=wording.text,
        options=tuple(
            option.model_copy(update={"label": wording.options.get(option.id, option.label)})
            for option in control.options
        ),
        non_answers=tuple(NonAnswer(each) for each in wording.non_answers),
        untold=wording.non_answers,
    )


def said_in_vendor_words(
    said: object, question: Question, wording: VendorWording, usual: str
) -> str:
    """Return an answer as the vendor reads it back; `usual` is how the buyer reads it."""
    labels = {**wording.options, **wording.non_answers}
    if isinstance(said, str) and said in labels:
        return labels[said]
    if isinstance(said, list) and question.options:
        return ", ".join(labels.get(str(one), str(one)) for one in said)
    return usual


def _filled(text: str, client: str) -> str:
    return text.replace("{client}", client)
