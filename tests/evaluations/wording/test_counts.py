"""What would settle a limit is never fewer examples than did not settle it."""

import pytest

from evaluations.wording.counts import would_settle


@pytest.mark.parametrize(
    ("needed", "n", "said"),
    [
        ((1_730, 6_412), 412, "About 1,700 to 6,400 examples in all would probably settle it."),
        ((25, 100), 60, "Up to about 100 examples in all would probably settle it."),
        ((25, 50), 60, "Some more examples would probably settle it."),
        ((412, 6_412), 412, "Up to about 6,400 examples in all would probably settle it."),
        ((1_730, None), 412, "No realistic number of examples would settle it."),
        (None, 412, "No realistic number of examples would settle it."),
    ],
)
def test_how_many_would_settle_it(needed, n, said):
    assert would_settle(needed, n) == said
