"""The shape all content has: frozen, and closed to keys nobody knows."""

from pydantic import BaseModel, ConfigDict


class Content(BaseModel):
    """A piece of checked content. A misspelt key is refused, not ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True)
