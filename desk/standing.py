"""Where one tool stands: its five steps, what each says, and what is to be done next by whom."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.urls import reverse

from content.words import word
from evaluations.models import Run
from evaluations.queries import RunStanding, runs_of, standing_of
from evaluations.wording.sentences import lead_sentence
from jobs.lifecycle import FINAL
from organisations.models import SigningRule
from organisations.permissions import Permission
from organisations.roles import ROLES, Role, may
from pages.templatetags.wording import counted, day
from procurement.answered import Answered
from procurement.first_questions import open_page
from procurement.lifecycle import Status
from procurement.models import Assessment, AssessmentDecision, TriageRecord, TriageStep
from procurement.own_questions import OWN_TURN
from procurement.queries import decision_of, fallen_flags, second_on, triage_record_of
from procurement.questionnaire.flow import DEPTH
from procurement.questionnaire.worries import Share, shares
from procurement.shown_flags import GRAVE, ShownFlag, shown_flags
from procurement.signing import asks_for_two, waits_in_words
from procurement.triage.loader import load_triage
from reports.models import Report
from watching.queries import due_of


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: in words, why, where, who may do it, and how long it takes if we know."""

    title: str
    why: str
    url: str
    needs: Permission
    minutes: int | None = None
    only: Role | None = None

    def is_for(self, role: Role) -> bool:
        """Return whether somebody with this role can do it."""
        return may(role, self.needs) and self.only in (None, role)

    def for_role(self, role: Role) -> "Task":
        """Return the task as somebody with this role has it."""
        return self


@dataclass(frozen=True, slots=True)
class Answering(Task):
    """To answer open questions: each role its own, and who has none left asks the others.

    `shares` says who has how many of the open questions; `asking` is where others are asked,
    `asking_title` what that is called.
    """

    shares: tuple[Share, ...] = ()
    asking: str = ""
    asking_title: str = ""

    def for_role(self, role: Role) -> "Task":
        """Return it with the minutes of this role's own questions, as the list of questions shows them."""
        own = next((share for share in self.shares if share.turn is OWN_TURN.get(role)), None)
        if own is not None:
            return replace(self, minutes=own.minutes)
        left = sum(share.questions for share in self.shares)
        why = f"Your part is done. Others have {counted(left, 'question,questions')} to answer."
        return replace(self, title=self.asking_title, why=why, url=self.asking)


@dataclass(frozen=True, slots=True)
class Step:
    """One of the five steps of an assessment, and how far it is in a sentence."""

    title: str
    said: str
    url: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything a list or a hub says of one assessment. `stage` is 1 to 4.

    `record` is the newest record of the first questions.
    """

    assessment: Assessment
    stage: int
    said: str
    to_settle: int
    steps: tuple[Step, ...]
    tasks: tuple[Task, ...]
    record: TriageRecord | None = None

    @property
    def set_aside(self) -> bool:
        """Return whether no check is needed."""
        return bool(self.assessment.status == Status.SET_ASIDE)

    @property
    def closed(self) -> bool:
        """Return whether somebody has closed it."""
        return bool(self.assessment.status == Status.CLOSED)

    @property
    def stage_word(self) -> str:
        """Return the stage's word."""
        if self.set_aside:
            return word("stage", "set_aside")
        if self.closed:
            return word("stage", "closed")
        return word("stage", str(self.stage))

    def tasks_for(self, role: Role) -> tuple[Task, ...]:
        """Return what somebody with this role can do, the first thing first."""
        return tuple(task.for_role(role) for task in self.tasks if task.is_for(role))

    def waits_for(self, role: Role) -> str:
        """Return whom the first task waits for, as somebody with this role reads it."""
        if not self.tasks:
            return "Nobody"
        first = self.tasks[0]
        if first.is_for(role):
            return "You"
        able = [other.label.lower() for other in ROLES if first.is_for(other)]
        return f"The {' or the '.join(able)}"


@dataclass(frozen=True, slots=True)
class _Place:
    assessment: Assessment

    def to(self, page: str, **more: object) -> str:
        assessment = self.assessment
        return reverse(
            page,
            kwargs={
                "organisation": assessment.organisation_id,
                "assessment": assessment.id,
                **more,
            },
        )


def standing(assessment: Assessment) -> Standing:
    """Read where an assessment stands."""
    record = triage_record_of(assessment)
    if assessment.status == Status.SET_ASIDE and record is not None:
        said = f"Kept on {day(record.at)}: no check needed, because {record.reasons[0]['words']}."
        return Standing(assessment, 4, said, 0, (), (), record)
    answered = Answered.of(assessment)
    runs = [standing_of(run) for run in runs_of(assessment)]
    flags = shown_flags(assessment)
    decision = decision_of(assessment)
    reports = list(
        Report.objects.of(assessment.organisation_id)
        .filter(assessment=assessment, file__isnull=False)
        .order_by("number")
    )
    here = _Place(assessment)
    grave = [state for state in flags if _is_open(state) and state.severity in GRAVE]
    return Standing(
        assessment=assessment,
        stage=_stage(answered, runs, decision),
        said=_closed(assessment) or _opened_again(record) or _where(answered, runs, decision),
        # Once somebody has decided not to buy, nothing is left to settle before signing.
        to_settle=(
            0
            if decision and decision.value.startswith("do_not")
            else sum(state.severity == "critical" for state in grave)
        ),
        steps=(
            Step("Questions", _questions_said(answered), here.to("procurement:questions")),
            Step("Test", _test_said(runs, assessment), here.to("evaluations:tests")),
            Step("Flags", _flags_said(flags), here.to("procurement:flags")),
            Step("Decision", _decision_said(assessment, decision), here.to("desk:decision")),
            Step("Report", _report_said(reports), here.to("reports:reports")),
        ),
        tasks=(
            ()
            if assessment.status == Status.CLOSED
            else (
                *_first_tasks(here, answered, record, decision),
                *_tasks(here, answered, runs, grave, decision, reports),
            )
        ),
        record=record,
    )


def _closed(assessment: Assessment) -> str:
    """Return since when it is closed, if it is."""
    return f"Closed on {day(assessment.closed_at)}." if assessment.closed_at else ""


def _opened_again(record: TriageRecord | None) -> str:
    """Return why a tool that was set aside is open again, until somebody has looked at it."""
    if record is None or record.step != TriageStep.REOPENED:
        return ""
    because = f", because {record.reasons[0]['words']}" if record.reasons else ""
    return f"Opened again on {day(record.at)}{because}."


def _begun(answered: Answered) -> bool:
    """Return whether more has been answered than the first questions."""
    return bool(set(answered.versions) - set(load_triage().keys) - {DEPTH})


def _first_tasks(
    here: _Place,
    answered: Answered,
    record: TriageRecord | None,
    decision: AssessmentDecision | None,
) -> list[Task]:
    """Return what the first questions ask for: to answer them, or to look at them again."""
    name, needs = str(here.assessment.product), Permission.ASSESSMENT_EDIT
    again = _opened_again(record)
    if again and decision is None:
        url = here.to("procurement:triage")
        return [Task(f"See how deep to look at {name} now", again, url, needs, 1)]
    if record is not None or _begun(answered) or DEPTH in answered.versions:
        return []
    missing = open_page(answered)
    if missing is None:
        why = "The first questions are answered."
        return [
            Task(f"See how deep to look at {name}", why, here.to("procurement:triage"), needs, 1)
        ]
    url = here.to("procurement:triage_page", number=missing)
    started = any(key in answered.versions for key in load_triage().keys)
    verb = "Go on with the first questions" if started else "Answer eight first questions"
    why = "They tell how deep to look, or that you need not."
    return [Task(f"{verb} about {name}", why, url, needs, 2)]


def _tasks(
    here: _Place,
    answered: Answered,
    runs: Sequence[RunStanding],
    grave: Sequence[ShownFlag],
    decision: AssessmentDecision | None,
    reports: Sequence[Report],
) -> list[Task]:
    name = str(here.assessment.product)
    found: list[Task] = []
    asked = Answering(
        f"Answer questions about {name}",
        _questions_said(answered),
        here.to("procurement:questions"),
        Permission.ASSESSMENT_EDIT,
        shares=shares(answered.open),
        asking=here.to("procurement:asking"),
        asking_title=f"Ask others about {name}",
    )
    begun = _begun(answered)
    if not begun and DEPTH in answered.versions:
        found.append(asked)
    running = next((each for each in runs if each.job.state not in FINAL), None)
    if running:
        url = here.to("evaluations:run", run=running.run.id)
        why = "It goes on whether you watch or not."
        found.append(Task(f"Watch the test of {name}", why, url, Permission.ASSESSMENT_VIEW))
    elif not _results(runs):
        why = "A few hundred of your own examples show what a brochure cannot."
        found.append(
            Task(f"Test {name} on your own examples", why, here.to("evaluations:tests"),
                 Permission.TEST_RUN)
        )  # fmt: skip
    for each in due_of(here.assessment):
        title = f"Ask {name} the same {each.number} examples again"
        why = "A month has passed. It shows whether the product changed under you."
        url = here.to("watching:today", watch=each.id)
        found.append(Task(title, why, url, Permission.TEST_RUN, 5))
    fallen = fallen_flags(here.assessment)
    if fallen:
        changes = "a change" if len(fallen) == 1 else f"{len(fallen)} changes"
        why = "The vendor answered otherwise, and a flag weighs less. Somebody should look."
        url = here.to("procurement:flags")
        found.append(Task(f"Check {changes} on {name}", why, url, Permission.FLAG_DECIDE))
    if grave and decision is None:
        worst = grave[0]
        count = f"{len(grave)} grave {'flag waits' if len(grave) == 1 else 'flags wait'}."
        found.append(
            Task(
                f"Decide on the flags of {name}",
                f"{count} The first: {worst.title}.",
                here.to("procurement:flags"),
                Permission.FLAG_DECIDE,
            )
        )
    if begun and answered.open and decision is None:
        found.append(asked)
    if begun and decision is None:
        why = "The rules suggest; a person decides."
        found.append(
            Task(f"Decide on {name}", why, here.to("desk:decision"), Permission.ASSESSMENT_DECIDE)
        )
    if _waits(here.assessment, decision):
        rule = here.assessment.organisation.signing
        with_adviser = rule == SigningRule.ONE_AND_ADVISER
        found.append(
            Task(
                f"Confirm the decision on {name}",
                waits_in_words(rule),
                here.to("desk:decision"),
                Permission.DECISION_CONFIRM if with_adviser else Permission.ASSESSMENT_DECIDE,
                only=Role.ADVISER if with_adviser else None,
            )
        )
    if decision and not any(report.asked_at > decision.at for report in reports):
        why = "It freezes what is known now, with the decision on page one."
        found.append(
            Task(f"Make the report on {name}", why, here.to("reports:reports"),
                 Permission.REPORT_ISSUE)
        )  # fmt: skip
    return found


def _waits(assessment: Assessment, decision: AssessmentDecision | None) -> bool:
    """Return whether somebody has decided and the second signature is missing."""
    return (
        decision is not None
        and asks_for_two(assessment.organisation.signing)
        and second_on(decision) is None
    )


def _stage(
    answered: Answered, runs: Sequence[RunStanding], decision: AssessmentDecision | None
) -> int:
    if decision:
        return 4
    if _results(runs):
        return 3
    return 2 if runs else 1


def _where(
    answered: Answered, runs: Sequence[RunStanding], decision: AssessmentDecision | None
) -> str:
    if decision:
        return f"{word('suggestion', decision.value)}, says {decision.by_name}."
    if _results(runs) or runs:
        return _test_said(runs, answered.assessment)
    return _questions_said(answered)


def _questions_said(answered: Answered) -> str:
    total = answered.done + len(answered.open)
    if not answered.done:
        return f"{total} questions, none answered yet."
    if not answered.open:
        return f"All {total} questions answered."
    return f"{answered.done} of {total} questions answered."


def _results(runs: Sequence[RunStanding]) -> list[Run]:
    return [each.run for each in runs if each.run.result is not None]


def _test_said(runs: Sequence[RunStanding], assessment: Assessment) -> str:
    if any(each.job.state not in FINAL for each in runs):
        return "A test is running."
    done = _results(runs)
    if done:
        assert done[0].result is not None  # noqa: S101 -- _results kept those with one
        return lead_sentence(done[0].result, assessment.product.name)
    return "A test was started and has no result." if runs else "Not tested yet."


def _is_open(state: ShownFlag) -> bool:
    return state.flag.standing == "raised" and state.counting is None


def _flags_said(flags: Sequence[ShownFlag]) -> str:
    raised = [state for state in flags if state.flag.standing == "raised"]
    if not raised:
        return "No flags from the answers so far."
    waiting = sum(map(_is_open, raised))
    noun = "flag" if len(raised) == 1 else "flags"
    return f"{len(raised)} {noun} raised, {waiting} not decided yet."


def _decision_said(assessment: Assessment, decision: AssessmentDecision | None) -> str:
    if decision is None:
        return "Nobody has decided yet."
    waits = " Waits for a second signature." if _waits(assessment, decision) else ""
    return f"{word('suggestion', decision.value)}, decided by {decision.by_name}.{waits}"


def _report_said(reports: Sequence[Report]) -> str:
    if not reports:
        return "No report yet."
    return f"Report {reports[-1].number} is ready to download."
