"""The tenant. Everything a customer owns hangs from one organisation."""

import uuid

from django.db import models


class SigningRule(models.TextChoices):
    """How an organisation signs; said once, printed in every report."""

    NOT_SAID = "", "not said yet"
    TWO_PEOPLE = "two_people", "two people"
    ONE_AND_ADVISER = "one_and_adviser", "one person and our adviser"
    ONE_PERSON = "one_person", "one person only"


class DataProtectionOfficer(models.TextChoices):
    """Whether a firm has somebody for data protection, as it says itself."""

    NOT_SAID = "", "not said yet"
    NAMED = "named", "We have one"
    NONE_NEEDED = "none_needed", "We have none and need none"
    NOT_SURE = "not_sure", "Not sure"


class Organisation(models.Model):
    """A firm that buys, or an adviser's firm.

    `officer_words` is the data protection officer's name, or why none is needed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    signing = models.CharField(
        max_length=20, choices=SigningRule, default=SigningRule.NOT_SAID, blank=True
    )
    officer = models.CharField(
        max_length=20,
        choices=DataProtectionOfficer,
        default=DataProtectionOfficer.NOT_SAID,
        blank=True,
    )
    officer_words = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name
