"""All facts of one assessment at one moment. Immutable."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from procurement.facts.fact import Fact, State
from procurement.facts.subjects import ASSESSMENT, ORGANISATION, Subject, SubjectKind


@dataclass(frozen=True, slots=True)
class Row:
    """One model or hop. `told` is False for a row that must exist and that nobody described yet."""

    subject: Subject
    told: bool = True


@dataclass(frozen=True, slots=True)
class FactBase:
    """Facts by subject and key, the rows there are, and what was set aside.

    Attributes
    ----------
    facts : each fact under (subject, key).
    tables : the rows of each kind, told ones first.
    withdrawn : questions that were answered but cannot apply; their answers count for nothing.
    """

    facts: Mapping[tuple[Subject, str], Fact] = field(default_factory=dict)
    tables: Mapping[SubjectKind, tuple[Row, ...]] = field(default_factory=dict)
    withdrawn: tuple[str, ...] = ()
    # What was found already: a screening asks for the same few hundred times over.
    _found: dict[str, Fact] = field(default_factory=dict, init=False, repr=False, compare=False)

    def find(self, key: str) -> Fact:
        """Return the fact under `key` of the assessment, or else of the organisation.

        Raises
        ------
        KeyError
            If no question has this key.
        """
        found = self._found.get(key)
        if found is None:
            found = self.facts.get((ASSESSMENT, key)) or self.facts[ORGANISATION, key]
            self._found[key] = found
        return found

    def knows(self, key: str) -> bool:
        """Return whether any question has this key: an older bank lacks what came later."""
        return (ASSESSMENT, key) in self.facts or (ORGANISATION, key) in self.facts

    def cell(self, row: Subject, column: str) -> Fact:
        """Return the fact in one cell. Raises KeyError if the row has no such column."""
        return self.facts[row, column]

    def rows(self, kind: SubjectKind) -> tuple[Row, ...]:
        """Return the models or hops there are, those nobody described yet last."""
        return self.tables.get(kind, ())

    def __iter__(self) -> Iterator[Fact]:
        """Yield every fact, in the order of the bank."""
        return iter(self.facts.values())

    @property
    def contested(self) -> bool:
        """Return whether any fact has more than one value."""
        return any(len(fact.values) > 1 for fact in self.facts.values())

    def in_state(self, state: State) -> tuple[str, ...]:
        """Return the keys of the assessment and organisation in `state`, in order."""
        return tuple(
            fact.key
            for fact in self.facts.values()
            if fact.state is state and not fact.subject.number
        )
