"""The closed vocabulary in which rules and show-ifs are written. Nothing else can be said.

A test reads one thing: a question (`q`), a computed fact (`computed`) or, inside a quantifier, a
column of the row (`column`). Conditions join tests by `all` and `any`, and ask of the models
or hops whether `some` or `every` one of them meets a condition.
"""

from functools import cached_property
from typing import Annotated, ClassVar, Literal

from pydantic import (
    Discriminator,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    StrictStr,
    Tag,
    field_validator,
    model_validator,
)

from content.shape import Content

AdequacyStatus = Literal["full", "partial", "none"]
CombinedTag = Literal["all", "any", "always", "some", "every"]


class _Test(Content):
    """One test of one thing. Exactly one of `q`, `computed` and `column` names it."""

    q: StrictStr | None = None
    computed: StrictStr | None = None
    column: StrictStr | None = None

    @model_validator(mode="after")
    def _names_one_thing(self) -> "_Test":
        if [self.q, self.computed, self.column].count(None) != 2:
            raise ValueError("A test names exactly one of q, computed and column")
        return self

    @property
    def key(self) -> str:
        """Return the name of what is tested."""
        return self.q or self.computed or self.column or ""


class OptionTest(_Test):
    """The answer is this one."""

    op: Literal["eq"]
    value: StrictStr


class ListTest(_Test):
    """The answer, or a member of it, is or is not in a list."""

    op: Literal["in", "not_in", "contains_any", "contains_all", "not_contains_any", "missing_or_in"]
    value: tuple[StrictStr, ...] = Field(min_length=1)

    @cached_property
    def words(self) -> frozenset[str]:
        """Return the list as a set."""
        return frozenset(self.value)

    @field_validator("value")
    @classmethod
    def _names_each_once(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(value)) < len(value):
            raise ValueError("The list names something twice")
        return value


class CountryTest(_Test):
    """A place named is one of these countries."""

    op: Literal["country_in"]
    value: tuple[StrictStr, ...] = Field(min_length=1)


class CountryStatusTest(_Test):
    """A place named has one of these statuses in the adequacy table on the day."""

    op: Literal["country_status_in"]
    value: tuple[AdequacyStatus, ...] = Field(min_length=1)


class NumberTest(_Test):
    """A number compared."""

    op: Literal["lt", "lte", "gt", "gte"]
    value: StrictInt | StrictFloat


class TruthTest(_Test):
    """A computed truth compared."""

    op: Literal["is"]
    value: StrictBool


class PastTest(_Test):
    """A date before the day of assessment."""

    op: Literal["date_past"]


class DaysTest(_Test):
    """A date so many days from the day of assessment."""

    op: Literal["older_than_days", "within_days"]
    value: StrictInt = Field(ge=0)


Test = (
    OptionTest
    | ListTest
    | CountryTest
    | CountryStatusTest
    | NumberTest
    | TruthTest
    | PastTest
    | DaysTest
)


class All(Content):
    """Every part holds."""

    tag: ClassVar[CombinedTag] = "all"
    parts: tuple["Condition", ...] = Field(alias="all", min_length=1)


class AnyOf(Content):
    """At least one part holds."""

    tag: ClassVar[CombinedTag] = "any"
    parts: tuple["Condition", ...] = Field(alias="any", min_length=1)


class Always(Content):
    """Holds without asking anything."""

    tag: ClassVar[CombinedTag] = "always"
    always: Literal[True]


RowKind = Literal["model", "hop"]


class Some(Content):
    """At least one model or hop meets the condition on its columns."""

    tag: ClassVar[CombinedTag] = "some"
    kind: RowKind = Field(alias="some")
    where: "Condition"


class Every(Content):
    """Each model or hop meets the condition on its columns."""

    tag: ClassVar[CombinedTag] = "every"
    kind: RowKind = Field(alias="every")
    where: "Condition"


_COMBINED: tuple[CombinedTag, ...] = ("all", "any", "always", "some", "every")
_TAG_OF_OP = {
    op: shape.__name__
    for shape in (
        OptionTest, ListTest, CountryTest, CountryStatusTest, NumberTest, TruthTest, PastTest, DaysTest,
    )
    for op in shape.model_fields["op"].annotation.__args__  # type: ignore[union-attr]
}  # fmt: skip
OPERATORS = tuple(_TAG_OF_OP)


def _tag(written: object) -> str | None:
    """Return which shape a condition has, for what was read as for what was built."""
    if isinstance(written, dict):
        for word in _COMBINED:
            if word in written:
                return word
        return _TAG_OF_OP.get(str(written.get("op")))
    if isinstance(written, _Test):
        return type(written).__name__
    return getattr(written, "tag", None)


Condition = Annotated[
    Annotated[OptionTest, Tag("OptionTest")]
    | Annotated[ListTest, Tag("ListTest")]
    | Annotated[CountryTest, Tag("CountryTest")]
    | Annotated[CountryStatusTest, Tag("CountryStatusTest")]
    | Annotated[NumberTest, Tag("NumberTest")]
    | Annotated[TruthTest, Tag("TruthTest")]
    | Annotated[PastTest, Tag("PastTest")]
    | Annotated[DaysTest, Tag("DaysTest")]
    | Annotated[All, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[Always, Tag("always")]
    | Annotated[Some, Tag("some")]
    | Annotated[Every, Tag("every")],
    Discriminator(
        _tag,
        custom_error_type="no_condition",
        custom_error_message=(
            "A condition is one of all, any, always, some, every, or a test with one of the "
            f"operators {', '.join(OPERATORS)}"
        ),
    ),
]

for shape in (All, AnyOf, Some, Every):
    shape.model_rebuild()
