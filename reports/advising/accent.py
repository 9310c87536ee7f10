"""A firm's own colour on paper: read, held to be legible on white, and the nearest shade that is. Pure.

Contrast is WCAG 2.2's: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
"""

import re
from typing import Final

from content.refusal import Refused

# What normal text needs (WCAG 2.2, 1.4.3): the colour may then be a line, a shape or a word.
LEAST: Final = 4.5

_SHORT = re.compile(r"#?([0-9a-f])([0-9a-f])([0-9a-f])", re.IGNORECASE)
_LONG = re.compile(r"#?([0-9a-f]{6})", re.IGNORECASE)


def accent(said: str) -> str:
    """Return the colour as `#rrggbb`, in small letters.

    Parameters
    ----------
    said
        `#rrggbb` or `#rgb`; the hash may be missing.

    Raises
    ------
    Refused
        It is no such colour, or it cannot be read on white; then the nearest shade that can is named.
    """
    written = said.strip()
    if short := _SHORT.fullmatch(written):
        colour = "#" + "".join(digit * 2 for digit in short.groups()).lower()
    elif long := _LONG.fullmatch(written):
        colour = f"#{long[1].lower()}"
    else:
        raise Refused(
            f"“{written[:40]}” is not a colour we can read.",
            column="accent",
            what_to_do="Enter six signs after a #, for example #12483d.",
        )
    if contrast_with_white(colour) < LEAST:
        raise Refused(
            f"{colour} is too pale to be read on white paper: its contrast is "
            f"{_floored(contrast_with_white(colour))} to 1, and {LEAST} to 1 is needed.",
            column="accent",
            what_to_do=f"The nearest shade of it that can be read is {nearest_shade(colour)}.",
        )
    return colour


def contrast_with_white(colour: str) -> float:
    """Return the contrast of `#rrggbb` with white, from 1 (white itself) to 21 (black)."""
    red, green, blue = _light(colour)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def nearest_shade(colour: str) -> str:
    """Return the lightest shade of the same hue that can be read on white; itself where it can."""
    light = _light(colour)
    share = 1.0
    shade = colour
    while contrast_with_white(shade) < LEAST:
        # The three lights shrink alike, so that the hue stays. Eight bits may round back up: go on.
        share = min(share * 0.998, _share(colour))
        shade = "#" + "".join(f"{_byte(each * share):02x}" for each in light)
    return shade


def _share(colour: str) -> float:
    most = 1.05 / LEAST - 0.05
    return most / (1.05 / contrast_with_white(colour) - 0.05)


def _light(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _linear(red), _linear(green), _linear(blue)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _byte(light: float) -> int:
    part = light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return round(part * 255)


def _floored(contrast: float) -> float:
    # 4.48 must not be shown as the 4.5 that is asked for.
    return int(contrast * 10) / 10
