"""However deep a call stands, going one deeper and back again asks the system for no memory."""

import resource

import pytest

from reports.typesetting.roomy_stack import on_one_piece

TIMES = 400


def deeper(depth, call):
    return deeper(depth - 1, call) if depth else call()


def nothing():
    return None


def up_and_down():
    """How many pages of memory come anew while one call is made and ends, again and again."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(TIMES):
        nothing()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def worst():
    return max(deeper(depth, up_and_down) for depth in range(400))


def test_no_depth_is_at_an_edge_inside():
    assert on_one_piece(worst) < TIMES / 4


def test_it_gives_back_what_the_call_gives_and_raises_what_it_raises():
    assert on_one_piece(lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        on_one_piece(lambda: 1 / 0)
