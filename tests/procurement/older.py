"""Assessments that were opened under older questions and rules."""

import gzip
import json
from pathlib import Path

from procurement.actions.assessments import open_assessment
from procurement.actions.vendors import name_product
from procurement.library import Library, load_library
from procurement.questionnaire.schema import Bank
from procurement.rulebook.schema import Rulebook
from tests.procurement.opened import LAW_ON

TODAY = load_library()
PINNED = Path(__file__).with_name("pinned")
# What the hand-made bank of last year lacks, and what it asks that is retired today.
LACKS = ("work_variety", "output_rights", "mistake_cost")
RETIRED, SUCCESSOR = "days_of_warning", "notice_days"


def first_library():
    """Return the first bank and rulebook, as the first version of the product pinned them."""

    def kept(name):
        return json.loads(gzip.decompress((PINNED / f"{name}_2026.11.0.json.gz").read_bytes()))

    return Library.of(Bank.model_validate(kept("bank")), Rulebook.model_validate(kept("rulebook")))


def last_years():
    """Return today's library as it might have been: three questions fewer, one under an old id."""
    asked = []
    for question in TODAY.bank.questions:
        if question.id == SUCCESSOR:
            asked.append(
                question.model_copy(update={"id": RETIRED, "text": "How long is the warning?"})
            )
        elif question.id not in LACKS:
            asked.append(question)
    bank = TODAY.bank.model_copy(update={"version": "2025.11.0", "questions": tuple(asked)})
    rules = tuple(rule for rule in TODAY.rulebook.rules if not reads(rule, {*LACKS, SUCCESSOR}))
    book = TODAY.rulebook.model_copy(update={"version": "2025.11.0", "rules": rules})
    return Library.of(
        Bank.model_validate(bank.model_dump(mode="json")),
        Rulebook.model_validate(book.model_dump(mode="json")),
    )


def reads(rule, keys):
    """Return whether a rule names one of some questions."""
    said = json.dumps(rule.model_dump(mode="json"))
    return any(f'"{key}"' in said for key in keys)


def todays_with_a_successor():
    """Return today's library as it would be if the old id had been retired properly."""
    bank = TODAY.bank.model_copy(update={"retired": {RETIRED: SUCCESSOR}})
    return Library.of(bank, TODAY.rulebook)


def open_under(library, firm):
    by = firm.owner.as_actor()
    product = name_product(
        organisation=firm.organisation, vendor="Larkfield Systems", vendor_country="GB",
        product="Old Turbo", version="1", by=by,
    )  # fmt: skip
    return open_assessment(
        product=product, use_case="Sorting enquiries", question="", law_on=LAW_ON, library=library, by=by
    )  # fmt: skip
