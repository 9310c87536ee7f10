"""Good vendors do not drown in flags: every flag that stands is counted, whatever raised it.

What is settled stands no more. What a situation raises is told in its file, flag by flag.
"""

from pathlib import Path

import pytest

from content.yaml_file import read_yaml
from procurement.rulebook.schema import SEVERITIES
from tests.procurement.rulebook.test_situations import SITUATIONS, screened

KINDS = ("low_risk", "letting_agency", "broker")


def standing(name):
    told = read_yaml(Path(__file__).with_name("situations") / f"{name}.yaml").data
    assert isinstance(told, dict)
    screening = screened(told)
    return told, screening, [flag for flag in screening.flags if flag.status != "settled"]


def worst(flags):
    return min((SEVERITIES.index(flag.severity) for flag in flags), default=len(SEVERITIES))


@pytest.mark.parametrize("kind", KINDS)
def test_an_exemplary_vendor_raises_at_most_two_flags_and_none_above_low(kind):
    _, screening, flags = standing(f"exemplary_{kind}")

    assert len(flags) <= 2, [flag.rule for flag in flags]
    assert worst(flags) >= SEVERITIES.index("low")
    # Silence would make for few flags as well.
    assert not screening.cannot_tell


@pytest.mark.parametrize("kind", KINDS)
def test_an_ordinary_decent_vendor_raises_at_most_six_flags_and_none_high(kind):
    told, _, flags = standing(f"ordinary_{kind}")

    assert len(flags) <= 6, [flag.rule for flag in flags]
    assert worst(flags) > SEVERITIES.index("high")
    assert {flag.rule for flag in flags} == set(told["raised"])


def test_there_are_six_good_vendors():
    named = {path.stem for path in SITUATIONS if path.stem.startswith(("exemplary", "ordinary"))}

    assert named == {f"{how}_{kind}" for how in ("exemplary", "ordinary") for kind in KINDS}
