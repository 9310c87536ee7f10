"""The shape all content has: frozen, and closed to keys nobody knows."""

from collections.abc import Mapping
from typing import Any, Self

from pydantic import BaseModel, ConfigDict


class Content(BaseModel):
    """A piece of checked content. A misspelt key is refused, not ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy, with `update` put in and nothing remembered that was worked out before."""
        copied = super().model_copy(update=update, deep=deep)
        for name in set(vars(copied)) - set(type(self).model_fields):
            del vars(copied)[name]
        return copied
