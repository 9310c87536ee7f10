"""Which questions stand on one page. Pure."""

from itertools import groupby

from procurement.questionnaire.schema import Bank
from procurement.questionnaire.walk import Chapter


def sharing_a_page(bank: Bank, chapter: Chapter, key: str) -> tuple[str, ...]:
    """Return the keys that share the page of `key`, in order, itself among them.

    Questions of one group share a page where they are asked, or may yet be, and stand next to each
    other. Anything else has its page to itself.
    """
    question = bank.by_id.get(key)
    if question is None or question.group is None:
        return (key,)
    shown = {step.key for step in chapter.steps} | {each.id for each in chapter.waiting}
    in_order = [each for each in bank.questions if each.id in shown]
    for _, run in groupby(in_order, key=lambda each: each.group or each.id):
        keys = tuple(each.id for each in run)
        if key in keys:
            return keys
    return (key,)
