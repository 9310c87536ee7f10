"""An assessment that is open, for tests that go through its pages."""

from datetime import date

from django.urls import reverse

from procurement.actions.assessments import open_assessment
from procurement.actions.vendors import name_product
from procurement.library import load_library

LAW_ON = date(2026, 11, 21)


def open_for(firm):
    """Return a new assessment of the firm's."""
    by = firm.owner.as_actor()
    product = name_product(
        organisation=firm.organisation, vendor="Larkfield Systems", vendor_country="GB",
        product="Triage Turbo", version="3.2", by=by,
    )  # fmt: skip
    return open_assessment(
        product=product,
        use_case="Sorting enquiries",
        question="",
        law_on=LAW_ON,
        library=load_library(),
        by=by,
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
