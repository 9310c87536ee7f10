"""Walks the bank: which questions apply, and what every fact is once all sources are heard.

A question is hidden only when its show_if is decided false; while that is open it is asked, and
an answer to it counts. What was answered under a question that is hidden now is set aside, and the
fact base says so. A light check leaves out questions marked for a full one, unless
somebody answered them all the same.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from procurement.conditions.circumstances import Circumstances
from procurement.conditions.evaluate import evaluate
from procurement.conditions.result import undecided_facts
from procurement.conditions.truth import Truth
from procurement.facts.fact import Fact, State
from procurement.facts.fact_base import FactBase, Row
from procurement.facts.precedence import settle
from procurement.facts.sources import Claim, Grade, Source, order
from procurement.facts.subjects import ASSESSMENT, Subject, SubjectKind
from procurement.facts.values import Members, NonAnswer, Value, ValueKind
from procurement.questionnaire.derivation import READS, derived_value
from procurement.questionnaire.inheritance import inherited_sources
from procurement.questionnaire.schema import KIND_OF_TYPE, Bank, Looking, Question, Setting
from procurement.questionnaire.tables import LaidRow, LaidTable, lay_table, look_at

DEPTH = "depth"


def gather(
    bank: Bank,
    sources: Iterable[Source],
    *,
    on: date,
    country_status: Callable[[str], str],
    words_in_name: Callable[[str], Collection[str]] = lambda name: (),
) -> FactBase:
    """Return all facts of an assessment on a day.

    Parameters
    ----------
    sources : claims and observations, in any order. Those under a key that answers no question of
        the bank are left to whoever made them.
    country_status : a country's adequacy status on that day: full, partial, none or home.
    words_in_name : the options of `tier_words` that stand in a product's name.
    """
    return _Walk.over(bank, sources, on, country_status, words_in_name).base()


def open_questions(bank: Bank, facts: FactBase) -> tuple[str, ...]:
    """Return the questions that are asked and not answered, in order.

    A table is not among them: its plain looks stand for it. Nor is what is worked out from others.
    """
    return tuple(
        key
        for key in facts.in_state(State.UNANSWERED)
        if (question := bank.by_id.get(key)) is not None
        and question.type != "rows"
        and question.derived is None
    )


@dataclass(slots=True)
class _Walk:
    bank: Bank
    on: date
    country_status: Callable[[str], str]
    words_in_name: Callable[[str], Collection[str]]
    inherited: Mapping[str, str]
    told: dict[tuple[Subject, str], list[Source]]
    laid: dict[str, LaidTable]
    facts: dict[tuple[Subject, str], Fact] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    withdrawn: list[str] = field(default_factory=list)
    tables: dict[SubjectKind, tuple[Row, ...]] = field(default_factory=dict)

    @classmethod
    def over(
        cls,
        bank: Bank,
        sources: Iterable[Source],
        on: date,
        status: Callable[[str], str],
        words_in_name: Callable[[str], Collection[str]],
    ) -> "_Walk":
        told: dict[tuple[Subject, str], list[Source]] = defaultdict(list)
        for source in sorted(set(sources), key=order):
            told[source.subject, source.key].append(source)
        inherited = inherited_sources(bank, told)
        laid = {
            table.id: lay_table(table, bank.plain_looks[table.id], told) for table in bank.tables
        }
        walk = cls(bank, on, status, words_in_name, inherited, dict(told), laid)
        for setting in bank.settings:
            walk.facts[ASSESSMENT, setting.id] = walk._setting(setting)
        for question in bank.questions:
            walk.facts[question.about, question.id] = walk._fact(question)
        for table in bank.tables:
            walk._finish(table)
        return walk

    def base(self) -> FactBase:
        order = self.bank.position
        return FactBase(
            MappingProxyType(self.facts),
            MappingProxyType(self.tables),
            tuple(sorted(set(self.withdrawn), key=lambda key: order[key])),
        )

    def _setting(self, setting: Setting) -> Fact:
        sources = tuple(self.told.get((ASSESSMENT, setting.id), ()))
        values, standing = settle(sources)
        if not values and setting.default is not None:
            values = (setting.default,)
        return Fact(
            ASSESSMENT,
            setting.id,
            ValueKind.OPTION,
            _state(values, State.UNANSWERED),
            values,
            sources=sources,
            standing=standing,
            asks=(setting.id,),
        )

    def _fact(self, question: Question) -> Fact:
        if question.derived is not None:
            told = self.told.get((question.about, question.id), ())
            if not any(isinstance(source, Claim) for source in told):
                return self._derived(question, tuple(told))
        asks: tuple[str, ...] = ()
        by_table: tuple[str, ...] = ()
        waiting = False
        sources = tuple(self.told.get((question.about, question.id), ()))
        if question.show_if is not None:
            given = Circumstances(FactBase(self.facts), self.on, self.country_status)
            shown = evaluate(question.show_if, given)
            if shown.truth is Truth.FALSE:
                self.hidden.add(question.id)
                if sources and question.id not in self.inherited:
                    self.withdrawn.append(question.id)
                return Fact(question.about, question.id, question.kind, State.CANNOT_APPLY)
            if shown.truth is Truth.UNKNOWN:
                undecided = tuple(undecided_facts(shown))
                asks = tuple(dict.fromkeys(key for fact in undecided for key in fact.to_ask))
                waiting = any(fact.state is State.UNANSWERED for fact in undecided)
        empty, not_known_whether = self._unanswered(question)
        waiting = waiting or not_known_whether
        (values, standing), unsettled = settle(sources), False
        if question.type == "rows":
            rows = self.laid[question.id].rows
            state = State.KNOWN if rows else State.UNANSWERED
            return Fact(question.about, question.id, question.kind, state, asks=(question.id,))
        if question.plain_look_of is not None:
            laid = self.laid[question.plain_look_of.table]
            looked = look_at(Looking(question, question.plain_look_of), laid, self.told)
            values, unsettled, standing = looked.values, looked.unsettled, looked.standing
            sources = looked.disputed
            if looked.gap:
                by_table = (question.plain_look_of.table,)
        return Fact(
            question.about,
            question.id,
            question.kind,
            _state(values, empty),
            values,
            unsettled,
            sources,
            standing,
            (*asks, question.id, *by_table),
            waiting,
            self.inherited.get(question.id),
        )

    def _derived(self, question: Question, observed: tuple[Source, ...]) -> Fact:
        """Work out what nobody said from what was said elsewhere, and from what was found."""
        assert question.derived is not None  # noqa: S101 -- only such questions come here
        read = [self._read(key) for key in READS[question.derived]]
        value = derived_value(question.derived, read, self.words_in_name)
        about, key = question.about, question.id
        if not read and not observed:
            return Fact(about, key, question.kind, State.NOT_ASKED, asks=(key,))
        follows = () if value is None else (Claim(about, key, value, Grade.VENDOR_SAYS),)
        values, standing = settle((*observed, *follows))
        standing = tuple(source for source in standing if source not in follows)
        state = State.UNANSWERED
        still = [each for each in read if each.state is not State.KNOWN]
        if read:
            # It is answered, and nothing follows for this one: it says nothing here.
            state = still[0].state if still else State.CANNOT_APPLY
        asks = tuple(dict.fromkeys(each for fact in still or read for each in fact.asks))
        return Fact(
            about, key, question.kind, _state(values, state), values,
            sources=observed, standing=standing, asks=asks,
        )  # fmt: skip

    def _read(self, key: str) -> Fact:
        """Return a fact that others are worked out from, though its question may come later."""
        return self.facts.get((ASSESSMENT, key)) or self._fact(self.bank.by_id[key])

    def _unanswered(self, question: Question) -> tuple[State, bool]:
        """Return how the question stands while nobody answers it, and whether that is open still."""
        light = self.facts[ASSESSMENT, DEPTH].values == ("light",)
        if light and question.depth == "full":
            return State.NOT_ASKED, False
        if question.worth_if is None:
            return State.UNANSWERED, False
        given = Circumstances(FactBase(self.facts), self.on, self.country_status)
        worth = evaluate(question.worth_if, given)
        if worth.truth is Truth.FALSE:
            return State.NOT_ASKED, False
        open_ = worth.truth is Truth.UNKNOWN and any(
            fact.state is State.UNANSWERED for fact in undecided_facts(worth)
        )
        return State.UNANSWERED, open_

    def _finish(self, table: Question) -> None:
        """Turn the rows of a table into facts, and add the rows nobody described yet."""
        laid = self.laid[table.id]
        looks = self.bank.plain_looks[table.id]
        visible: dict[str, list[Looking]] = defaultdict(list)
        roles = {look.role for _, look in looks}
        for looking in looks:
            if looking.question.id not in self.hidden:
                visible[looking.look.role].append(looking)
        rows: list[Row] = []
        for row in laid.rows:
            if row.role in roles and row.role not in visible:
                if row.direct:
                    self.withdrawn.append(table.id)
                continue
            rows.append(Row(row.subject))
            self._cells(laid, row, visible.get(row.role or "", ()))
        following = max((row.subject.number for row in laid.rows), default=0) + 1
        for role in sorted(visible):
            told = laid.of_role(role) and role not in laid.unfinished
            if told or any(one.question.id in laid.absent for one in visible[role]):
                continue
            row = LaidRow(Subject(laid.kind, following), role, direct=False)
            following += 1
            rows.append(Row(row.subject, told=False))
            self._cells(laid, row, visible[role])
        self.tables[laid.kind] = tuple(rows)

    def _cells(self, laid: LaidTable, row: LaidRow, looks: Iterable[Looking]) -> None:
        by_column = {look.column: question for question, look in looks}
        waiting = [self.facts[each.about, each.id].state for each in by_column.values()]
        all_left_out = bool(waiting) and all(state is State.NOT_ASKED for state in waiting)
        for column in laid.table.columns:
            sources = tuple(row.cells.get(column.id, ()))
            values, standing = settle(sources)
            if column.id == laid.table.role_column and not values and row.role is not None:
                values = (row.role,)
            asked = by_column.get(column.id)
            left_out = all_left_out or (
                asked is not None and self.facts[asked.about, asked.id].state is State.NOT_ASKED
            )
            self.facts[row.subject, column.id] = Fact(
                row.subject,
                column.id,
                KIND_OF_TYPE[column.type],
                _state(values, State.NOT_ASKED if left_out else State.UNANSWERED),
                values,
                sources=sources,
                standing=standing,
                asks=(asked.id if asked is not None else laid.table.id,),
            )


def _state(values: tuple[Value, ...], empty: State) -> State:
    if not values or values == (Members(frozenset(), whole=False),):
        return empty
    told_nothing = all(
        isinstance(value, NonAnswer)
        or (isinstance(value, Members) and not value.known and bool(value.untold))
        for value in values
    )
    return State.NON_ANSWER if told_nothing else State.KNOWN
