"""Open an assessment with what a vendor said in a meeting."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from organisations.actors import Actor
from organisations.models import Organisation
from procurement.actions.answers import record_answers
from procurement.actions.assessments import open_assessment
from procurement.actions.triage_records import load_words
from procurement.actions.vendors import name_product
from procurement.library import load_library
from procurement.models import Assessment, Door


def open_from_meeting(
    *,
    organisation: Organisation,
    vendor: str,
    product: str,
    version: str,
    use_case: str,
    question: str,
    law_on: date,
    answers: Mapping[str, Any],
    by: Actor,
) -> Assessment:
    """Return a new assessment that holds the answers; either all of it is written or nothing.

    What a vendor can say was said by the vendor, in a meeting; it is written down as that.
    Raises Refused, with the question's id, for what is no answer.
    """
    library = load_library()  # read from files before the transaction, not inside it
    load_words()
    told = {
        key: said
        if library.bank.by_id[key].answered_by == "buyer"
        else {"value": said, "by": f"{vendor}, in a meeting"[:200]}
        for key, said in answers.items()
    }
    with transaction.atomic():
        assessment = open_assessment(
            product=name_product(
                organisation=organisation,
                vendor=vendor,
                vendor_country=None,
                product=product,
                version=version,
                by=by,
            ),
            use_case=use_case,
            question=question,
            law_on=law_on,
            library=library,
            by=by,
        )
        record_answers(
            assessment=assessment, bank=library.bank, answers=told, by=by, door=Door.MEETING
        )
    return assessment
