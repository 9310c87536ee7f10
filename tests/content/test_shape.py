"""Content is frozen, closed, and copied without what was worked out before."""

from functools import cached_property

import pytest
from pydantic import ValidationError

from content.shape import Content


class Box(Content):
    side: int

    @cached_property
    def volume(self) -> int:
        return self.side**3


def test_a_copy_works_out_anew_what_its_new_parts_make():
    box = Box(side=2)
    assert box.volume == 8

    assert box.model_copy(update={"side": 3}).volume == 27
    assert box == box.model_copy()


def test_content_cannot_be_changed_or_given_unknown_keys():
    with pytest.raises(ValidationError):
        Box(side=2).side = 3  # type: ignore[misc]
    with pytest.raises(ValidationError):
        Box.model_validate({"side": 2, "depth": 1})
