"""The words of the monthly reminder. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail's words."""

    subject: str
    body: str


def reminder(*, name: str, product: str, number: int, link: str) -> Mail:
    """Return the mail that asks somebody to put the same examples to the product again."""
    return Mail(
        f"Ask {product} the same {number} examples again",
        "\n\n".join(
            (
                f"Dear {name},",
                (
                    f"You watch whether {product} changes under you. Please ask it the same {number} "
                    "examples again. Put them in as you did the first time, and paste today’s answers "
                    "here. It takes about five minutes:"
                ),
                link,
                "You can change the day, or stop, on the same pages.",
            )
        )
        + "\n",
    )
