"""An open assessment of a firm's, and files as its people would upload them."""

import csv
import io
from datetime import date

from jobs import execution
from jobs.models import Job
from procurement.actions.assessments import open_assessment
from procurement.actions.vendors import name_product
from procurement.library import load_library

LIBRARY = load_library()


def open_for(firm, *, product="Triage Turbo"):
    by = firm.owner.as_actor()
    named = name_product(
        organisation=firm.organisation, vendor="Larkfield", vendor_country="GB", product=product,
        version="3.2", by=by,
    )  # fmt: skip
    return open_assessment(
        product=named, use_case="Sorting enquiries", question="", law_on=date(2026, 11, 21),
        library=LIBRARY, by=by,
    )  # fmt: skip


def table(header, rows, *, name="file.csv"):
    """A CSV as an uploaded file."""
    written = io.StringIO(newline="")
    out = csv.writer(written)
    out.writerow(header)
    out.writerows(rows)
    uploaded = io.BytesIO(written.getvalue().encode())
    uploaded.name = name
    return uploaded


def done(job_id):
    """The job, after this process has done it."""
    execution.perform(job_id)
    return Job.objects.get(id=job_id)
