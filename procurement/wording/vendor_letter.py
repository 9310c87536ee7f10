"""Open questions as an e-mail to the vendor, and as a script for a call. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from procurement.meeting.letter import Letter
from procurement.questionnaire.schema import Bank, Question


@dataclass(frozen=True, slots=True)
class Together:
    """Questions of one section, under its title."""

    title: str
    questions: tuple[Question, ...]


def together(questions: Sequence[Question], bank: Bank) -> tuple[Together, ...]:
    """Return questions under the titles of their sections, in the order of the bank."""
    found = []
    for section in bank.sections:
        here = sorted(
            (each for each in questions if each.section == section.id),
            key=lambda each: bank.position[each.id],
        )
        if here:
            found.append(Together(section.title, tuple(here)))
    return tuple(found)


def vendor_letter(parts: Sequence[Together], *, product: str, firm: str) -> Letter:
    """Return the questions as a letter. It names no receiver, no flag and no rule."""
    number, blocks = 0, []
    for part in parts:
        lines = [part.title.upper()]
        for question in part.questions:
            number += 1
            lines.append(f"{number}. {question.ask_vendor or question.text}")
        blocks.append("\n\n".join(lines))
    noun = "question" if number == 1 else "questions"
    opening = (
        f"We at {firm} are checking {product} before we decide. Please answer "
        f"{_this(number)} in writing. “We do not know” and “we would rather not say” are answers "
        "too. Where a question does not apply to you, please say so."
    )
    if not blocks:
        opening = f"We at {firm} are checking {product} before we decide."
    return Letter(
        f"{number} {noun} about {product}" if number else f"About {product}",
        "\n\n".join(["Hello,", opening, *blocks, "Thank you,", firm]) + "\n",
    )


def _this(number: int) -> str:
    return "this question" if number == 1 else f"these {number} questions"
