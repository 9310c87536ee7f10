"""One request to a vendor: what is asked, of whom, until when."""

import uuid

from django.db import models
from django.db.models import Q

from organisations.models import Organisation
from organisations.scoping import ScopedManager
from portal.lifecycle import State
from procurement.models import Assessment


class VendorRequest(models.Model):
    """What a firm asks of one vendor about one product.

    ::

        sent --> opened --> in progress --> received --> sent back --> received ...
          '--> bounced           each open one --> expired, revoked

    `due_on` is the last day the buyer hopes for; the link works until `closes_at`, some days later,
    and for the receipt longer. `round` counts how often answers were asked for. `reminded` is the
    number of days before `due_on` at which the last reminder went out.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="vendor_requests"
    )
    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="vendor_requests"
    )
    reference = models.CharField(max_length=12, unique=True)
    message = models.TextField(blank=True)
    due_on = models.DateField()
    closes_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=State, default=State.SENT)
    round = models.PositiveIntegerField(default=1)
    shares_result = models.BooleanField(default=False)
    asked_by = models.CharField(max_length=200)
    asked_by_email = models.EmailField(max_length=254, blank=True)
    reminded = models.PositiveIntegerField(null=True, blank=True)
    more_time_asked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager["VendorRequest"]()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="vendor_request_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} ({self.state})"


class ItemKind(models.TextChoices):
    """What sort of thing is asked for."""

    QUESTION = "question", "a question"
    SHEET = "sheet", "a sheet to run"
    MODEL = "model", "a model to hand in"


class RequestItem(models.Model):
    """One thing that is asked for; `key` is a question's id, or the id of the task's own row.

    `sent_back_at` is set while the buyer waits for a better answer, with the reason in `comment`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    request = models.ForeignKey(VendorRequest, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=20, choices=ItemKind, default=ItemKind.QUESTION)
    key = models.CharField(max_length=80)
    position = models.PositiveIntegerField()
    comment = models.TextField(blank=True)
    sent_back_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager["RequestItem"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request", "kind", "key"], name="request_item_once_in_a_request"
            ),
        ]

    def __str__(self) -> str:
        return self.key


class VendorPerson(models.Model):
    """Somebody at the vendor: whom the buyer asked, or a colleague who was handed a part.

    `sections` are the parts of the questions they see, none named means all. The one who `leads`
    sends the answers. `bound_at` is when a device first opened their link.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    request = models.ForeignKey(VendorRequest, on_delete=models.CASCADE, related_name="people")
    name = models.CharField(max_length=150)
    email = models.EmailField(max_length=254)
    leads = models.BooleanField(default=False)
    sections = models.JSONField(default=list)
    handed_on_by = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    bound_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager["VendorPerson"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(leads=True, left_at__isnull=True),
                name="vendor_person_one_leads",
            ),
        ]

    def __str__(self) -> str:
        return self.name
