"""A job handed in, how it stands, and what it left."""

import uuid

from jobs import actions
from jobs.models import Job
from tests.jobs import kinds  # noqa: F401 -- registers the kinds in this process
from vault.models import StoredFile


def submit(kind):
    return actions.submit(kind_name=kind, subject=uuid.uuid4(), tenant=None)


def state(job):
    return Job.objects.get(id=job.id).state


def results(job):
    return list(StoredFile.objects.filter(tenant=job.subject).values_list("address", flat=True))
