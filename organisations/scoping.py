"""Rows that belong to an organisation, and a manager that will not show them to another.

`Thing.objects.of(organisation)` is the way in. Any other query raises `Unscoped`: a view that
forgets to say whose rows it wants fails at once instead of leaking. A row one already holds may be
followed to its parts (`assessment.answers.all()`).
"""

import uuid
from typing import Any, TypeVar

from django.db import models
from django.db.models import QuerySet

Row = TypeVar("Row", bound=models.Model)


class Unscoped(Exception):
    """A query on an organisation's rows did not say which organisation."""


class ScopedQuerySet(QuerySet[Row, Row]):
    """Rows of one organisation; what is created through it belongs to that organisation."""

    _organisation_id: uuid.UUID | None = None

    def _clone(self) -> "ScopedQuerySet[Row]":
        clone: ScopedQuerySet[Row] = super()._clone()  # type: ignore[misc]
        clone._organisation_id = self._organisation_id
        return clone

    def create(self, **values: Any) -> Row:
        """Return a new row of this organisation."""
        if self._organisation_id is not None:
            values.setdefault("organisation_id", self._organisation_id)
        return super().create(**values)


class ScopedManager(models.Manager[Row]):
    """Fails closed: gives rows only after `of()`, or from a row one already holds."""

    def get_queryset(self) -> ScopedQuerySet[Row]:
        """Return rows when this manager hangs on a row; otherwise raise `Unscoped`."""
        if getattr(self, "instance", None) is None:
            raise Unscoped(
                f"{self.model.__name__} rows belong to organisations: "
                f"use {self.model.__name__}.objects.of(organisation)"
            )
        return ScopedQuerySet(self.model, using=self._db)

    def everywhere(self) -> models.QuerySet[Row]:
        """Return the rows of every organisation: for the clock, and for whoever brings a secret.

        No page of a member may use it; tests/house/test_models.py names the modules that do.
        """
        return models.QuerySet(self.model, using=self._db)

    def of(self, organisation: models.Model | uuid.UUID) -> ScopedQuerySet[Row]:
        """Return the rows of one organisation."""
        key = organisation if isinstance(organisation, uuid.UUID) else organisation.pk
        rows: ScopedQuerySet[Row] = ScopedQuerySet(self.model, using=self._db)
        rows = rows.filter(organisation_id=key)
        rows._organisation_id = key
        return rows
