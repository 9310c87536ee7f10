"""What the worker settles once the examples are read and before any answer exists: the look.

Whoever looks again at rows that were looked at before is held to more strictly; whoever brings rows
that no test of the product has seen begins at 1. Which it is, only the rows themselves can tell.
"""

import hashlib
import hmac
import io
import uuid
from dataclasses import dataclass

import numpy as np
from django.db import transaction
from django.db.models import Q

from evaluations.measurement.row_keys import RowKeys, as_bytes, from_bytes, row_keys, shared
from evaluations.measurement.samples import Samples
from evaluations.models import Ledger, Run, SampleSet
from evaluations.queries import counted_looks
from procurement.models import Product
from vault import files
from vault.keys import keys_of


@dataclass(frozen=True, slots=True)
class _Earlier:
    """What earlier tests of the product saw of these rows: in which ledgers, and how many rows."""

    ledgers: frozenset[uuid.UUID]
    rows: int


def settle(run: Run, samples: Samples) -> int:
    """Write into which ledger the run goes and which look it is; return the look.

    Asked again, as when a worker was lost, it says the same.
    """
    if run.ledger_id is not None:
        return run.look
    keys = row_keys(samples, _secret(run.organisation_id))
    stored = files.deposit(run.organisation_id, io.BytesIO(as_bytes(keys)))
    earlier = _earlier(run, keys)
    with transaction.atomic():
        # Of two tests that begin at once the second waits here, and counts the first.
        product = Product.objects.of(run.organisation_id).select_for_update()
        ledger = _ledger(run, product.get(id=run.assessment.product_id), earlier)
        run.ledger = ledger
        run.look = counted_looks(Run.objects.of(run.organisation_id).filter(ledger=ledger)) + 1
        run.seen_before = earlier.rows
        run.save(update_fields=["ledger", "look", "seen_before"])
        if run.sample_set.row_keys_id is None:
            name = f"row keys of {run.sample_set.name}"
            run.sample_set.row_keys = files.remember(stored, name=name)
            run.sample_set.save(update_fields=["row_keys"])
    return run.look


def _earlier(run: Run, keys: RowKeys) -> _Earlier:
    sets = (
        SampleSet.objects.of(run.organisation_id)
        .filter(assessment__product=run.assessment.product_id, row_keys__isnull=False)
        .select_related("row_keys")
    )
    ledgers: set[uuid.UUID] = set()
    seen = np.zeros(0, dtype=keys.dtype)
    for each in sets:
        assert each.row_keys is not None  # noqa: S101 -- filtered for it
        other = from_bytes(b"".join(files.read(each.row_keys)))
        runs = Run.objects.of(run.organisation_id).filter(sample_set=each, ledger__isnull=False)
        if not shared(keys, other):
            continue
        ledgers |= {each.ledger_id for each in runs if each.ledger_id is not None}
        if counted_looks(runs):
            seen = np.union1d(seen, other)
    return _Earlier(frozenset(ledgers), shared(keys, seen))


def _ledger(run: Run, product: Product, earlier: _Earlier) -> Ledger:
    """Return the ledger of these rows; those that they join become one."""
    ledgers = Ledger.objects.of(run.organisation_id)
    # The same set may have been taken up meanwhile by a worker whose keys were not there to see.
    meanwhile = Q(runs__sample_set=run.sample_set, product=product)
    found = list(
        ledgers.filter(Q(id__in=earlier.ledgers) | meanwhile).distinct().order_by("opened_at", "id")
    )
    if not found:
        return ledgers.create(product=product)
    eldest, *others = found
    Run.objects.of(run.organisation_id).filter(ledger__in=others).update(ledger=eldest)
    for other in others:
        other.delete()
    return eldest


def _secret(tenant: uuid.UUID) -> bytes:
    """Return the tenant's secret for row keys, which is none of its other keys."""
    return hmac.new(keys_of(tenant).addresses, b"rows of examples", hashlib.sha256).digest()
