"""The grounds of a suggestion as lines of a page: words, weight, the table's reason, and where to look."""

from dataclasses import dataclass

from django.urls import reverse

from content.words import word
from evaluations.wording.judged import kinds_of, verdict_of
from evaluations.wording.kinds import worse_in_words
from procurement.models import Assessment
from procurement.queries import FlagState, fallen_flags, library_of
from procurement.shown_flags import shown
from reports.suggestion import Ground


@dataclass(frozen=True, slots=True)
class GroundLine:
    """One ground of the suggestion in words, its weight, why it has it, and the page that shows it."""

    words: str
    weight: str
    because: str
    url: str


def ground_lines(
    assessment: Assessment, states: tuple[FlagState, ...], grounds: tuple[Ground, ...]
) -> list[GroundLine]:
    """Return one line for each ground; flags that one silence raised share theirs."""
    runs = [run for run in assessment.runs.order_by("asked_at", "id") if run.result is not None]
    here = {"organisation": assessment.organisation_id, "assessment": assessment.id}
    by_rule = {state.flag.rule: one for one in shown(states) for state in one.states}
    rules = library_of(assessment).rulebook.by_id
    fallen = {each.flag.rule: each.flag for each in fallen_flags(assessment)}
    lines, told = [], set()
    for ground in grounds:
        if ground.kind == "case":
            number, _, place = ground.ref.partition(".")
            run = runs[int(number) - 1]
            assert run.result is not None  # noqa: S101 -- runs kept those with one
            words = worse_in_words(kinds_of(run.result)[int(place) - 1], run.result)
            url = reverse("evaluations:run", kwargs=here | {"run": run.id})
        elif ground.kind in ("test", "claim"):
            run = runs[int(ground.ref) - 1]
            verdict = (verdict_of(run.result) if run.result else None) or "cannot_tell"
            words = (
                f"The test: {word('result', verdict)}"
                if ground.kind == "test"
                else "What the vendor says of its accuracy does not match what we found"
            )
            url = reverse("evaluations:run", kwargs=here | {"run": run.id})
        elif ground.kind == "flag":
            state = by_rule[ground.ref]
            if state.flag.rule in told:
                continue
            told.add(state.flag.rule)
            marked = {"accept": " (accepted)", "verify": " (the change was seen)"}
            accepted = marked.get(ground.decided or "", "")
            words = f"{word('severity', state.severity)}: {state.title}{accepted}"
            url = reverse("procurement:flag", kwargs=here | {"flag": state.flag.id})
        elif ground.kind == "change":
            flag = fallen[ground.ref]
            words = f"Check this change: {flag.title}"
            url = reverse("procurement:flag", kwargs=here | {"flag": flag.id})
        else:
            words = f"{word('outcome', 'cannot_tell')}: {rules[ground.ref].title}"
            url = reverse("procurement:flags", kwargs=here) + "#cannot-tell"
        lines.append(
            GroundLine(words, word("suggestion", ground.weight), ground.because or "", url)
        )
    return lines
