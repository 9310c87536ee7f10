"""How many questions a product is asked: low where the risk is low, and never past its bound.

Scripted products of each kind, answered from the first question to the last as their buyers and
vendors would. What a script does not say is answered "not sure": that never hides a question.
"""

from datetime import date
from pathlib import Path

import pytest
import yaml

from procurement.library import load_library
from procurement.questionnaire.answers import parse_answers
from procurement.questionnaire.schema import Setting
from procurement.questionnaire.walk import chapters
from procurement.screening import gather_facts

LIBRARY = load_library()
BANK = LIBRARY.bank
ON = date(2026, 11, 21)
PRODUCTS = {
    path.stem: yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    for path in sorted((Path(__file__).parent / "products").glob("*.yaml"))
}


def asked_of(script):
    """Return every question asked on the way through, in the order of asking.

    The firm's own profile is answered already: it is asked once, not for each product.
    """
    told, asked = {"depth": script["depth"]}, []
    for question in BANK.questions:
        if question.subject == "organisation":
            told[question.id] = script.get(question.id, "not_sure")
    while True:
        facts = gather_facts(LIBRARY, parse_answers(BANK, told), ON)
        steps = [
            step.asked for each in chapters(BANK, facts) for step in each.steps if not step.done
        ]
        if not steps:
            return asked
        asked.append(steps[0])
        told[steps[0].id] = script.get(steps[0].id, "not_sure")


def is_the_owners(asked):
    return isinstance(asked, Setting) or (asked.answered_by != "vendor" and not asked.specialist)


@pytest.mark.parametrize("product", PRODUCTS.values(), ids=PRODUCTS)
def test_a_product_is_asked_no_more_than_its_kind_allows(product):
    asked = asked_of(product["answers"])
    of_owner = [each.id for each in asked if is_the_owners(each)]

    assert len({each.id for each in asked}) == len(asked)
    assert len(asked) <= product["at_most"]["asked"], [each.id for each in asked]
    assert len(of_owner) <= product["at_most"]["owner"], of_owner


@pytest.mark.parametrize("product", PRODUCTS.values(), ids=PRODUCTS)
def test_every_answer_of_a_script_is_asked_for_or_is_no_part_of_it(product):
    asked = {each.id for each in asked_of(product["answers"])}

    profile = {question.id for question in BANK.questions if question.subject == "organisation"}
    unasked = set(product["answers"]) - asked - profile - {"depth"}
    assert unasked <= set(product.get("left_unasked", ()))
