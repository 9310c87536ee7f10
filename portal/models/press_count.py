"""How often a button was pressed behind a link, until its time is over. Every web process shares it."""

from django.db import models


class PressCount(models.Model):
    """Presses under a key, which is a keyed hash of a token or of an address. It belongs to nobody."""

    key = models.CharField(max_length=64, primary_key=True)
    presses = models.PositiveIntegerField(default=0)
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.presses} until {self.until:%H:%M}"
