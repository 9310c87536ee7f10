"""What belongs together of the tests of one product: those on examples that share rows."""

import uuid

from django.db import models

from organisations.models import Organisation
from organisations.scoping import ScopedManager
from procurement.models import Product


class Ledger(models.Model):
    """The tests of one product on one body of examples, in the order they were asked for.

    A set of examples with at least one row of an earlier set belongs to that set's ledger. The limit
    and the claim of the first test that gave a result are the ledger's; each later test counts as
    one more look. Two ledgers become one when a set has rows of both.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="test_ledgers"
    )
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="test_ledgers")
    opened_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager["Ledger"]()

    def __str__(self) -> str:
        return f"Tests of {self.product}"
