"""What the stages of a test are called on its progress page."""

from evaluations.wording.rival import capital
from pages.job_progress import Stage, lasting

READING = (
    Stage("Copying", "Copying the file", "A copy for the closed room, deleted afterwards"),
    Stage("Reading the examples", "Reading the file", "In the closed room, with no network"),
)
LOOKING = (
    Stage("Copying", "Copying the file", "A copy for the closed room, deleted afterwards"),
    Stage("Looking inside", "Looking inside the file", "In the closed room, with no network"),
)
LOOKING_AT_EXAMPLES = (
    Stage("Reading the examples", "Reading your examples", "In the closed room, with no network"),
    Stage("Looking at the examples", "Looking for repeats, blanks and personal data"),
    Stage("Writing the sheets", "Writing sheets that can be answered"),
)


def stages_of_test(
    product: str, *, sheet: bool, rival: str, rival_sheet: bool
) -> tuple[Stage, ...]:
    """Return the stages of a test of `product`; `sheet` where its answers come on a sheet.

    `rival` is what it is set against, empty where it is tested alone.
    """
    stages = [
        Stage("Copying", "Copying your files", "Copies for the closed room, deleted afterwards"),
        Stage("Reading the examples", "Reading your examples"),
    ]
    if rival:
        title = f"Reading {rival}’s answers" if rival_sheet else f"{capital(rival)} answers"
        stages.append(Stage("Running the bigger version", title))
    title = f"Reading {product}’s answers" if sheet else f"{product} answers"
    return (
        *stages,
        Stage("Running this version", title),
        Stage(
            "Counting", "Working out how sure we can be", "We show a range, never a single figure"
        ),
    )


def usual_in_words(usual: tuple[int, float, float] | None) -> str:
    """Return how long tests took here lately: how many, the shortest and the longest in seconds."""
    if usual is None:
        return ""
    number, shortest, longest = usual
    if lasting(shortest) == lasting(longest):
        return f"The last {number} tests here each took about {lasting(longest)}."
    return f"The last {number} tests here took between {lasting(shortest)} and {lasting(longest)}."
