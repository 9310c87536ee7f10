"""The report's Celery door: registers the work, one call."""

from jobs.lifecycle import Queue
from jobs.registry import register

BUILD = register("reports.build", queue=Queue.REPORTS, done_by="reports.sealing.build")
