"""One flag that a vendor was asked about, in the buyer's own sentence."""

import uuid

from django.db import models

from organisations.models import Organisation
from organisations.scoping import ScopedManager
from portal.models.vendor_request import VendorRequest
from procurement.models import Flag, FlagReply


class AskedFlag(models.Model):
    """What the vendor reads of a flag: the sentence, and the questions that decide it. Nothing else.

    `keys` are the questions' ids. `replies` are what the vendor said to it by this request.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    request = models.ForeignKey(VendorRequest, on_delete=models.CASCADE, related_name="asked_flags")
    flag = models.ForeignKey(Flag, on_delete=models.CASCADE, related_name="askings")
    keys = models.JSONField()
    sentence = models.TextField()
    replies = models.ManyToManyField(FlagReply, related_name="asked_points")
    asked_by = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager["AskedFlag"]()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(sentence=""), name="asked_flag_says_what"),
        ]

    def __str__(self) -> str:
        return self.sentence[:80]
