"""What a report cannot say, in sentences a director understands. Printed in every report."""

LIMITS = (
    "An answer is what somebody said. Its grade says how well it is proven; nobody was put on oath.",
    "The law was read on the day named here. A rule that starts, changes or ends later is not in it.",
    "A rule with no answer is never counted as clear: it waits, and is listed as waiting.",
    "A test speaks for the version that was tested and for examples like the ones that were used.",
    "The range beside each number is what the examples allow; a rare kind of case may not be in them.",
    "A model file shows how it is built. It does not show whose data it was made from.",
)
