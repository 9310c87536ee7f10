"""The shape of the meeting sheet."""

from pydantic import Field, StrictStr

from content.shape import Content


class MeetingQuestion(Content):
    """One of the six questions.

    `ask` is for the vendor; `why`, `good` and `worrying` are for the buyer alone. `answers` are ids
    of questions of the bank.
    """

    id: StrictStr = Field(pattern=r"^[a-z][a-z_]*$")
    short: StrictStr = Field(min_length=1, max_length=40)
    ask: StrictStr = Field(min_length=1, max_length=160)
    why: StrictStr = Field(min_length=1, max_length=160)
    good: StrictStr = Field(min_length=1, max_length=160)
    worrying: StrictStr = Field(min_length=1, max_length=160)
    answers: tuple[StrictStr, ...] = Field(min_length=1)


class Sheet(Content):
    """The six questions, in the order in which they are asked."""

    questions: tuple[MeetingQuestion, ...] = Field(min_length=6, max_length=6)

    @property
    def answers(self) -> tuple[str, ...]:
        """Return the ids of all questions of the bank that the sheet answers."""
        return tuple(answer for question in self.questions for answer in question.answers)
