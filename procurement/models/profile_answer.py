"""What a firm says of itself, once for all its tools: its sector, its regulator, how it is reached."""

import uuid

from django.db import models

from organisations.models import Organisation
from organisations.scoping import ScopedManager
from procurement.models.written_answer import WrittenAnswer


class ProfileAnswer(WrittenAnswer):
    """One answer about the firm itself. To confirm it is to say it again: a new version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="profile_answers"
    )

    objects = ScopedManager["ProfileAnswer"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "key", "version"], name="profile_answer_version_once"
            ),
        ]
