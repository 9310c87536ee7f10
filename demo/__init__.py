"""A worked example, told through the same actions the pages call."""
