"""Chooses the earlier answers to offer: one for each question, the nearest and newest. Pure."""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from procurement.facts.values import NonAnswer
from procurement.yearly import is_old


@dataclass(frozen=True, slots=True)
class Earlier:
    """An answer from another assessment of the same organisation, about the same vendor.

    Attributes
    ----------
    answer : the row it is.
    on : the day it holds for, or else was given on.
    product : what it was said of, in words. `same_product`: it is the product asked about now.
    """

    answer: uuid.UUID
    key: str
    value: Any
    grade: str
    given_by: str
    on: date
    words: str
    product: str
    same_product: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands under a question now."""

    value: Any
    version: int


@dataclass(frozen=True, slots=True)
class Offer:
    """An earlier answer that may count again, and what stands now, if anything does."""

    earlier: Earlier
    now: Standing | None
    old: bool

    @property
    def key(self) -> str:
        """Return the question's id."""
        return self.earlier.key

    @property
    def ticked(self) -> bool:
        """Return whether it is chosen beforehand: it is not old, and nothing stands against it."""
        return not self.old and self.now is None


def offers(
    earlier: Iterable[Earlier],
    standing: Mapping[str, Standing],
    *,
    asked: Collection[str],
    about_the_vendor: Collection[str],
    today: date,
) -> tuple[Offer, ...]:
    """Return what to offer, at most one answer for each question, in the order of `asked`.

    Parameters
    ----------
    earlier : answers from other assessments, the newest under each key of each.
    standing : what is answered here.
    asked : the questions that may be answered here, in order.
    about_the_vendor : those whose answer holds for all products of a vendor.

    What says just what stands is left out, and so is *not sure*: nobody needs to be told that again.
    """
    best: dict[str, Earlier] = {}
    for each in earlier:
        fits = each.same_product or each.key in about_the_vendor
        if not fits or each.value == NonAnswer.NOT_SURE.value:
            continue
        if each.key not in best or _nearness(each) > _nearness(best[each.key]):
            best[each.key] = each
    return tuple(
        Offer(best[key], standing.get(key), is_old(best[key].on, today))
        for key in asked
        if key in best and not (key in standing and standing[key].value == best[key].value)
    )


def _nearness(each: Earlier) -> tuple[bool, date, str]:
    return (each.same_product, each.on, str(each.answer))
