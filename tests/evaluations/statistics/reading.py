"""Short ways for the tests to take a measured number apart."""


def ends(measured):
    """Return both ends of an interval that must be there."""
    assert measured.low is not None, measured.why
    return measured.low, measured.high


def parts(measured):
    """Return low, value and high of a number that must be whole."""
    low, high = ends(measured)
    return low, measured.value, high
