"""The worksheet of a DPIA while people write it: their own words, the DPO, and the risks."""

import uuid

from django.db import models
from django.db.models import Q

from organisations.models import Organisation
from organisations.scoping import ScopedManager
from procurement.models import Assessment, Flag


class DpoState(models.TextChoices):
    """Whether the firm has a data protection officer (DPO)."""

    NAMED = "named", "We have one"
    NONE_NEEDED = "none_needed", "We do not need one"
    NOT_SURE = "not_sure", "Not sure"


class AdviceFollowed(models.TextChoices):
    """What became of the DPO's advice."""

    YES = "yes", "Yes"
    NO = "no", "No, or not wholly"
    WAITING = "waiting", "There is no advice yet"


class Dpia(models.Model):
    """The worksheet of one assessment, and what it says of the DPO.

    `dpo_words` is the DPO's advice, or why none is needed; `followed_why` why it was not followed.
    `version` is raised with each change, so that a stale page is found out.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="dpias")
    assessment = models.OneToOneField(Assessment, on_delete=models.PROTECT, related_name="dpia")
    dpo = models.CharField(max_length=20, choices=DpoState, blank=True)
    dpo_name = models.CharField(max_length=200, blank=True)
    dpo_words = models.TextField(blank=True)
    followed = models.CharField(max_length=20, choices=AdviceFollowed, blank=True)
    followed_why = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ScopedManager["Dpia"]()

    def __str__(self) -> str:
        return f"DPIA of {self.assessment}"


class DpiaText(models.Model):
    """What a person wrote into one cell, beside what is filled in from the answers.

    `over` holds the lines that stood filled in when it was written, as `{key, question, words}`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="dpia_texts"
    )
    dpia = models.ForeignKey(Dpia, on_delete=models.PROTECT, related_name="texts")
    cell = models.CharField(max_length=60)
    text = models.TextField(blank=True)
    over = models.JSONField(default=list, blank=True)
    version = models.PositiveIntegerField(default=1)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now=True)

    objects = ScopedManager["DpiaText"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dpia", "cell"], name="dpia_text_one_for_each_cell"),
        ]

    def __str__(self) -> str:
        return f"{self.cell}: {self.text}"


class DpiaRisk(models.Model):
    """One risk to people: proposed by a flag, or the firm's own.

    Likelihood and severity are keys of the matrix, before the measures and after; empty is not
    rated. `measures` lists `{what, who, due}`. `left_out` says why a proposal is no risk here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="dpia_risks"
    )
    dpia = models.ForeignKey(Dpia, on_delete=models.PROTECT, related_name="risks")
    number = models.PositiveIntegerField()
    flag = models.ForeignKey(
        Flag, on_delete=models.PROTECT, null=True, blank=True, related_name="dpia_risks"
    )
    title = models.CharField(max_length=300)
    harm = models.TextField(blank=True)
    likelihood = models.CharField(max_length=20, blank=True)
    severity = models.CharField(max_length=20, blank=True)
    measures = models.JSONField(default=list, blank=True)
    likelihood_after = models.CharField(max_length=20, blank=True)
    severity_after = models.CharField(max_length=20, blank=True)
    left_out = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now=True)

    objects = ScopedManager["DpiaRisk"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dpia", "number"], name="dpia_risk_one_for_each_number"
            ),
            models.UniqueConstraint(
                fields=["dpia", "flag"],
                condition=Q(flag__isnull=False),
                name="dpia_risk_one_for_each_flag",
            ),
        ]

    def __str__(self) -> str:
        return self.title
