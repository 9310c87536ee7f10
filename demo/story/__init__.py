"""The two tools of the story: what was asked, answered, tested and decided on each, as data."""
