"""Words and days as people read them. A builtin library: every template has it."""

from datetime import date, datetime

from django import template
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.utils.safestring import SafeString, mark_safe

from content import words

register = template.Library()


@register.filter
def word(key: str, group: str) -> str:
    """Return what people read for a key of a group in content/words.yaml."""
    return words.word(group, key)


@register.filter
def day(on: date | datetime | None) -> str:
    """Return a day in words, its parts kept together: 4 December 2026."""
    if on is None:
        return ""
    local = timezone.localtime(on).date() if isinstance(on, datetime) else on
    return formatted(local, "j F Y").replace(" ", "\N{NO-BREAK SPACE}")


@register.filter
def moment(at: datetime | None) -> str:
    """Return a moment in words: 4 December 2026 at 14:05."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    return f"{day(local.date())} at {formatted(local, 'H:i')}"


@register.filter
def counted(number: int, nouns: str) -> str:
    """Return a count with its noun: `3|counted:"flag,flags"` is 3 flags. No-break between them."""
    one, many = nouns.split(",")
    return f"{number:,}\N{NO-BREAK SPACE}{one if number == 1 else many}"


_ON = ' class="on"'
_SHOWN_GRADES = {
    "buyer_says": 1,
    "vendor_says": 1,
    "inferred": 1,
    "document_seen": 2,
    "public_document": 2,
    "declared": 2,
    "measured": 3,
    "independent": 4,
}


@register.simple_tag
def grade_bars(grade: str) -> SafeString:
    """Return the four bars that show how well a thing is proven, one to four filled."""
    filled = _SHOWN_GRADES.get(grade, 0)
    bars = "".join(
        f'<rect{_ON if index < filled else ""} x="{0.5 + index * 6}" y="{10 - index * 3}" '
        f'width="4" height="{5 + index * 3}"/>'
        for index in range(4)
    )
    return mark_safe(  # noqa: S308 -- made of numbers alone
        f'<svg viewBox="0 0 24 16" aria-hidden="true" focusable="false">{bars}</svg>'
    )


@register.simple_tag
def stage_track(at: int) -> SafeString:
    """Return the track of four points with the one at `at` (from 1) marked."""
    points = "".join(
        f'<circle class="{"at" if point == at else "dot"}" cx="{6 + (point - 1) * 24}" cy="6" '
        f'r="{6 if point == at else 4}"/>'
        for point in range(1, 5)
    )
    return mark_safe(  # noqa: S308 -- made of numbers alone
        '<svg viewBox="0 0 84 12" aria-hidden="true" focusable="false">'
        f'<line x1="6" y1="6" x2="78" y2="6"/>{points}</svg>'
    )


@register.filter
def first_control(field: BoundField) -> str:
    """Return the id of a field's first control, where a link to the field leads."""
    if field.use_fieldset:
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id
