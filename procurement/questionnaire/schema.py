"""The shape of the question bank. What the YAML under bank/ may say stands here."""

from collections.abc import Mapping
from functools import cached_property
from typing import Literal, NamedTuple

from pydantic import Field, StrictBool, StrictStr

from content.shape import Content
from procurement.conditions.references import Askable, Known
from procurement.conditions.vocabulary import Condition, RowKind
from procurement.facts.subjects import ASSESSMENT, ORGANISATION, Subject
from procurement.facts.values import NonAnswer, ValueKind

QuestionType = Literal[
    "single", "multi", "text", "number", "date", "file", "country_list", "rows"
]  # fmt: skip
ColumnType = Literal["single", "multi", "text", "country"]
Person = Literal["buyer", "vendor", "either"]
Depth = Literal["light", "full"]
Derivation = Literal["words_in_the_name", "way_of_making", "two_prices", "nothing"]

KIND_OF_TYPE: Mapping[str, ValueKind] = {
    "single": ValueKind.OPTION,
    "multi": ValueKind.OPTIONS,
    "text": ValueKind.TEXT,
    "number": ValueKind.NUMBER,
    "date": ValueKind.DATE,
    "file": ValueKind.FILE,
    "country_list": ValueKind.COUNTRIES,
    "country": ValueKind.COUNTRY,
    "rows": ValueKind.ROWS,
}


class Option(Content):
    """One answer to choose. An exclusive one stands alone."""

    id: StrictStr
    label: StrictStr
    exclusive: StrictBool = False
    kind: Literal["answer", "non_answer"] = "answer"


class Column(Content):
    """One named column of a table question."""

    id: StrictStr
    label: StrictStr
    help: StrictStr | None = None
    type: ColumnType
    options: tuple[Option, ...] = ()
    required: StrictBool = False

    @property
    def askable(self) -> Askable:
        """Return what a test may ask of a cell. Every cell can be a non-answer."""
        return Askable(
            KIND_OF_TYPE[self.type],
            frozenset(option.id for option in self.options),
            frozenset(answer.value for answer in NonAnswer),
        )


class PlainLook(Content):
    """Says that a question shows one column of the rows of one role of a table.

    `none` is the option that says there is no such row, `several` the one that says there are
    rows that differ.
    """

    table: StrictStr
    role: StrictStr
    column: StrictStr
    none: StrictStr | None = None
    several: StrictStr | None = None


class VendorWording(Content):
    """A question as its vendor reads it; `{client}` stands for who asks.

    `options` has the vendor's own labels for those options that read differently to a vendor.
    """

    text: StrictStr
    help: StrictStr
    options: dict[StrictStr, StrictStr] = {}


class OwnBuildWording(Content):
    """A question as it reads to a firm that trains the model itself: it answers for itself."""

    text: StrictStr
    help: StrictStr


class Question(Content):
    """One question, with everything that decides when and how it is asked.

    Attributes
    ----------
    help : why it is asked.
    where_to_find, example : where the answer usually stands, and what one looks like.
    ask_vendor : the question as a sentence to say to the vendor; for what a vendor can answer.
    vendor : the vendor's own wording, for the same ones.
    worth_if : where this is decided false, the question applies and is left out of this check: it
        is not asked, and never counts as clear.
    own_build : the wording where the firm trains the model itself.
    companions : what may be said in words instead of a number or a day ("no promise is made"), or
        instead of countries (that there are none: "nobody").
    specialist : whether the adviser, compliance lead or data protection officer answers it.
    owner_group : the owner's worry it belongs to.
    follows : the question whose non-answer is the answer here too, and is not asked for again.
    derived : from what it is worked out where nobody says it; such a question is never asked.
    group : questions of one group that stand next to each other share a page.
    """

    id: StrictStr = Field(pattern=r"^[a-z][a-z0-9_]*$")
    section: StrictStr
    text: StrictStr
    help: StrictStr
    type: QuestionType
    options: tuple[Option, ...] = ()
    companions: tuple[Option, ...] = ()
    unit: StrictStr | None = None
    min: int | float | None = None
    max: int | float | None = None
    row: RowKind | None = None
    role_column: StrictStr | None = None
    columns: tuple[Column, ...] = ()
    plain_look_of: PlainLook | None = None
    non_answers: tuple[NonAnswer, ...] = Field(min_length=1)
    answered_by: Person
    specialist: StrictBool = False
    required: StrictBool
    subject: Literal["assessment", "organisation"] = "assessment"
    depth: Depth = "light"
    show_if: Condition | None = None
    worth_if: Condition | None = None
    evidence: Literal["none", "optional", "expected"]
    evidence_examples: tuple[StrictStr, ...] = ()
    replaced_by_finding: StrictBool = False
    owner_group: StrictStr = ""
    group: StrictStr | None = None
    follows: StrictStr | None = None
    derived: Derivation | None = None
    where_to_find: StrictStr = ""
    example: StrictStr = ""
    ask_vendor: StrictStr = ""
    vendor: VendorWording | None = None
    own_build: OwnBuildWording | None = None

    @property
    def kind(self) -> ValueKind:
        """Return what sort of value answers this question."""
        return KIND_OF_TYPE[self.type]

    @property
    def about(self) -> Subject:
        """Return the subject whose fact an answer is."""
        return ORGANISATION if self.subject == "organisation" else ASSESSMENT

    @property
    def askable(self) -> Askable:
        """Return what a test may ask of this question."""
        return Askable(
            self.kind,
            frozenset(
                option.id for option in (*self.options, *self.companions) if option.kind == "answer"
            ),
            frozenset(answer.value for answer in self.non_answers),
        )

    def option(self, option_id: str) -> Option | None:
        """Return the option with this id, if there is one."""
        said = (*self.options, *self.companions)
        return next((option for option in said if option.id == option_id), None)

    def column(self, column_id: str) -> Column | None:
        """Return the column with this id, if there is one."""
        return next((column for column in self.columns if column.id == column_id), None)


class Looking(NamedTuple):
    """A question that is a plain look, and of what."""

    question: Question
    look: PlainLook


class Section(Content):
    """A chapter of the bank. Contradictions in it are reported under `category`.

    Its questions stand in the file of its name, or in `files`, one after the other.
    """

    id: StrictStr
    title: StrictStr
    intro: StrictStr
    order: int
    category: StrictStr
    files: tuple[StrictStr, ...] = ()


class OwnerGroup(Content):
    """One of the owner's worries, in the order of worry. Every question belongs to one."""

    id: StrictStr
    title: StrictStr
    intro: StrictStr


class Setting(Content):
    """A fact about the check itself, not about the product, which decides what is asked."""

    id: StrictStr
    text: StrictStr
    help: StrictStr = ""
    options: tuple[Option, ...]
    default: StrictStr | None = None


class Bank(Content):
    """The whole bank, in the order in which it is asked."""

    version: StrictStr
    as_at: StrictStr
    language: StrictStr
    non_answers: dict[NonAnswer, StrictStr]
    answered_by: dict[Person, StrictStr]
    evidence: dict[StrictStr, StrictStr]
    settings: tuple[Setting, ...]
    owner_groups: tuple[OwnerGroup, ...] = ()
    vendor_non_answers: dict[NonAnswer, StrictStr] = {}
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    retired: dict[StrictStr, StrictStr | None] = {}

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        """Return each question under its id."""
        return {question.id: question for question in self.questions}

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Return the place of each question in the order of asking, from 0."""
        return {question.id: place for place, question in enumerate(self.questions)}

    @cached_property
    def of_the_firm(self) -> Mapping[str, Question]:
        """Return the questions about the firm itself, asked once for all its tools."""
        return {
            question.id: question
            for question in self.questions
            if question.subject == "organisation"
        }

    @cached_property
    def tables(self) -> tuple[Question, ...]:
        """Return the questions that hold rows."""
        return tuple(question for question in self.questions if question.type == "rows")

    @cached_property
    def plain_looks(self) -> Mapping[str, tuple["Looking", ...]]:
        """Return, for each table, the questions that are plain looks of it."""
        return {
            table.id: tuple(
                Looking(question, question.plain_look_of)
                for question in self.questions
                if question.plain_look_of is not None and question.plain_look_of.table == table.id
            )
            for table in self.tables
        }

    @cached_property
    def known(self) -> Known:
        """Return all keys that a condition may name, but for computed ones."""
        settings = {
            setting.id: Askable(
                ValueKind.OPTION,
                frozenset(option.id for option in setting.options),
                frozenset({NonAnswer.NOT_SURE.value}),
            )
            for setting in self.settings
        }
        return Known(
            questions={question.id: question.askable for question in self.questions} | settings,
            columns={
                table.row: {column.id: column.askable for column in table.columns}
                for table in self.tables
                if table.row is not None
            },
        )
