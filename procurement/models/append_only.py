"""Rows that are written once. The database's triggers refuse to change them too, whoever asks."""

from typing import NoReturn

from django.db import models

from organisations.models import AppendOnly


class AppendOnlyRow(models.Model):
    """A row that is never changed and never deleted: a later row says what is true now."""

    class Meta:
        abstract = True

    def save(self, *args: object, **kwargs: object) -> None:
        """Write a new row; refuse to write one again."""
        if not self._state.adding:
            raise AppendOnly
        super().save(force_insert=True)

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        """Raise `AppendOnly`."""
        raise AppendOnly
