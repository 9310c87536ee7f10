"""An assessment opened and answered in one line, through the actions pages use."""

from datetime import date

from django.urls import reverse

from procurement.actions.answers import record_answers
from procurement.actions.assessments import open_assessment
from procurement.actions.vendors import name_product
from procurement.library import load_library

LIBRARY = load_library()
LAW_ON = date(2026, 11, 21)

# Tenants' messages go to India, which has no UK adequacy regulations; nothing is signed.
TO_INDIA = {
    "personal_data_types": ["contact", "free_text"],
    "inference_countries": ["IN"],
    "transfer_tools": ["none_in_place"],
}


def open_for(firm, *, product="Triage Turbo", question=""):
    by = firm.owner.as_actor()
    return open_assessment(
        product=name_product(
            organisation=firm.organisation, vendor="Larkfield Systems", vendor_country="GB",
            product=product, version="3.2", by=by,
        ),
        use_case="Sorting enquiries", question=question, law_on=LAW_ON, library=LIBRARY, by=by,
    )  # fmt: skip


def answer(assessment, by, **answers):
    return record_answers(
        assessment=assessment, bank=LIBRARY.bank, answers=answers, by=by.as_actor()
    )


def page_of(assessment, page, **further):
    """Return the address of a page of this room."""
    return reverse(
        f"procurement:{page}",
        kwargs={
            "organisation": assessment.organisation_id,
            "assessment": assessment.id,
            **further,
        },
    )
