"""A question as the vendor reads it: in its own voice, with its own ways not to answer. Pure.

Neither which flag an answer can raise nor what anybody noted inside ever stands here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from procurement.facts.values import NonAnswer
from procurement.questionnaire.control import Control
from procurement.questionnaire.schema import Bank, Option, Question

# What a vendor may say to any question it is asked; only the buyer can be unsure.
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

    A question without words of its own for vendors reads as it does for the buyer, and an option
    too.
    """

    def filled(text: str) -> str:
        return text.replace("{client}", client)

    theirs = question.vendor
    labels = theirs.options if theirs else {}
    said = bank.vendor_non_answers
    offered = [each for each in question.non_answers if each in said] or list(_ALWAYS)
    return VendorWording(
        text=filled(theirs.text if theirs else question.text),
        help=filled(theirs.help if theirs else question.help),
        options={
            option.id: filled(labels.get(option.id, option.label))
            for option in (*question.options, *question.companions)
            if option.kind == "answer"
        },
        non_answers={each.value: filled(said[each]) for each in offered},
    )


def vendor_control(question: Question, wording: VendorWording) -> Control:
    """Return the control of a question in the vendor's words."""

    def relabelled(options: tuple[Option, ...]) -> tuple[Option, ...]:
        return tuple(
            option.model_copy(update={"label": wording.options.get(option.id, option.label)})
            for option in options
        )

    control = Control.of_question(question)
    return replace(
        control,
        label=wording.text,
        options=relabelled(control.options),
        companions=relabelled(control.companions),
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
