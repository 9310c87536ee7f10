"""Flags as people see and count them: those of one silence, or of one matter, are one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from procurement.lifecycle import Standing
from procurement.models import (
    Assessment,
    Flag,
    FlagChoice,
    FlagDecision,
    FlagReply,
    LoweredFlag,
    SeverityChange,
)
from procurement.queries import FlagState, flag_states, library_of, with_decisions
from procurement.rulebook.schema import Severity
from procurement.screening_result import Flag as Finding
from procurement.silences import together
from procurement.wording.silences import title_together

GRAVE = ("critical", "high")


@dataclass(frozen=True, slots=True)
class ShownFlag:
    """One flag as it is shown: one stored flag, or all that are one finding, the gravest first."""

    title: str
    states: tuple[FlagState, ...]

    @property
    def several(self) -> bool:
        """Return whether it is made of more than one stored flag."""
        return len(self.states) > 1

    @property
    def of_one_matter(self) -> bool:
        """Return whether it is made of several that are each a reason for one and the same thing."""
        return self.several and self.finding.shown_under is not None

    @property
    def flag(self) -> Flag:
        """Return the gravest of the stored flags, under whose id the whole is found."""
        return self.states[0].flag

    @property
    def finding(self) -> Finding:
        """Return what the gravest of them says."""
        return self.states[0].finding

    @property
    def severity(self) -> Severity:
        """Return how grave the gravest of them is held to be."""
        return self.states[0].severity

    @property
    def raised_at(self) -> datetime:
        """Return when the first of them came up."""
        return min(state.flag.first_raised_at for state in self.states)

    @property
    def decision(self) -> FlagDecision | None:
        """Return the newest decision on any of them."""
        made = [state.decision for state in self.states if state.decision is not None]
        return max(made, key=lambda each: each.at, default=None)

    @property
    def counting(self) -> FlagDecision | None:
        """Return the newest decision, if each of them has one made on what it says now."""
        counts = all(state.counting is not None for state in self.states)
        return self.decision if counts else None

    @property
    def changed(self) -> bool:
        """Return whether one changed, or came to the others, since it was decided."""
        if self.decision is None:
            return False
        return any(state.changed or state.decision is None for state in self.states)

    @property
    def lapsed(self) -> bool:
        """Return whether it was accepted and that has ended, for one of them at least."""
        return any(state.lapsed for state in self.states)

    @property
    def waits_for_second(self) -> bool:
        """Return whether it was accepted and nobody confirmed that as the firm signs."""
        return any(state.waits_for_second for state in self.states)

    @property
    def lowered(self) -> tuple[LoweredFlag, ...]:
        """Return what fell through a vendor's answer and nobody has looked at yet."""
        return tuple(state.lowered for state in self.states if state.lowered is not None)

    @property
    def held_otherwise(self) -> tuple[SeverityChange, ...]:
        """Return how somebody changed how grave they are."""
        return tuple(state.held_otherwise for state in self.states if state.held_otherwise)

    @property
    def accepted_by(self) -> str:
        """Return who accepted it last; nobody if nobody did."""
        steps = [each for state in self.states for each in state.flag.decisions.all()]
        accepted = [each for each in steps if each.what == FlagChoice.ACCEPT]
        return max(accepted, key=lambda each: each.at).by_name if accepted else ""

    @property
    def reply(self) -> FlagReply | None:
        """Return the newest thing the vendor said to any of them."""
        said = [state.reply for state in self.states if state.reply is not None]
        return max(said, key=lambda each: each.at, default=None)

    @property
    def is_raised(self) -> bool:
        """Return whether it stands now, rather than having cleared or being settled."""
        return bool(self.flag.standing == Standing.RAISED)

    @property
    def overdue(self) -> bool:
        """Return whether a change that was asked for should have been made by now."""
        due = self.counting.due if self.counting is not None else None
        return due is not None and due < self.today

    @property
    def handed_up(self) -> bool:
        """Return whether somebody else has to decide."""
        return self.counting is not None and self.counting.what == FlagChoice.ESCALATE

    @property
    def age(self) -> int:
        """Return for how many days it waits: since it fell, or since it came up."""
        since = min((each.lowered_at for each in self.lowered), default=self.raised_at)
        return (self.today - timezone.localtime(since).date()).days

    @property
    def today(self) -> date:
        """Return the day on which this was read."""
        return self.states[0].on

    @property
    def assignee(self) -> str:
        """Return who has to do something now: see to a change, or decide what was handed up."""
        made = self.decision
        open_ = ("ask_mitigation", "escalate")
        return made.who if made is not None and made.what in open_ else ""

    @property
    def differs(self) -> bool:
        """Return whether what was decided is not the same for each."""
        return len({state.decision.what for state in self.states if state.decision}) > 1

    @property
    def waits_for_a_change(self) -> bool:
        """Return whether somebody asked for a change that counts, on any of them."""
        return self.counting is not None and any(
            state.counting is not None and state.counting.what == "ask_mitigation"
            for state in self.states
        )


def shown(states: Iterable[FlagState]) -> tuple[ShownFlag, ...]:
    """Return stored flags as they are shown, each where its first stood.

    Flags of several assessments need their assessments selected with them.
    """
    groups = together(
        states,
        lambda state: state.finding,
        lambda state: (state.flag.assessment_id, state.flag.standing, state.flag.cleared_at),
    )
    return tuple(ShownFlag(_title(group), group) for group in groups)


def _title(states: tuple[FlagState, ...]) -> str:
    if len(states) == 1:
        return states[0].finding.title
    bank = library_of(states[0].flag.assessment).bank
    return title_together([state.finding for state in states], bank)


def shown_flags(assessment: Assessment) -> tuple[ShownFlag, ...]:
    """Return the assessment's flags that stand, as they are shown, worst first."""
    return shown(flag_states(assessment))


def shown_with(assessment: Assessment, flag: Flag) -> ShownFlag:
    """Return a flag of the assessment together with those that are one finding with it."""
    finding = Finding.model_validate(flag.finding)
    near = assessment.flags.filter(standing=flag.standing, cleared_at=flag.cleared_at)
    states = with_decisions(list(near) if finding.part_of or finding.shown_under else [flag])
    return next(
        one for one in shown(states) if any(state.flag.id == flag.id for state in one.states)
    )


def shown_alone(flag: Flag) -> ShownFlag:
    """Return a flag by itself, whatever it is shown together with."""
    return shown(with_decisions([flag]))[0]
