"""Why the headline is what it is: three reasons for page one, the one that decides it first. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from content.words import word
from evaluations.wording.judged import kinds_of, verdict_of
from evaluations.wording.kinds import worse_in_words, worse_kinds
from procurement.questionnaire.schema import Bank
from procurement.silences import findings_together
from procurement.wording.silences import title_together
from reports.content.report_content import ReportContent
from reports.parts.leading_tests import leading_tests, number_of_test
from reports.suggestion import Ground

MOST = 3
_MARKED: Mapping[str | None, str] = {"accept": ", accepted", "verify": ", the change was seen"}


def reasons(content: ReportContent, bank: Bank) -> tuple[str, ...]:
    """Return the reasons; what is only counted comes last, but where it decides, and if there is room."""
    titles = titles_of_flags(content, bank)
    first = _decider(content.grounds)
    counted = _counted(content, first)
    leads = [counted.pop(first.kind)] if first and first.kind in counted else []
    if first and not leads:
        leads = [_in_words(first, content, titles)]
    rest = dict.fromkeys([*leads, *_found(content, titles, first)])
    unchecked = [counted["change"]] if "change" in counted else []
    # Open points are counted lower on the page too: they stand here where there is room.
    said = [*list(rest)[: MOST - len(unchecked)], *unchecked, *counted.values()]
    if not said:
        tested = " and no test result below your limit" if content.evaluations else ""
        said = [f"No flag of weight on these answers{tested}."]
    return tuple(dict.fromkeys(said))[:MOST]


def titles_of_flags(content: ReportContent, bank: Bank) -> Mapping[str, str]:
    """Return, by rule, the title under which a flag is shown."""
    return {
        flag.rule: title_together(together, bank)
        for together in findings_together(content.screen.flags)
        for flag in together
    }


def name_of_test(number: int, content: ReportContent) -> str:
    """Return what a test is called: by its number where there are several."""
    return f"Test {number}" if len(content.evaluations) > 1 else "The test"


def _decider(grounds: Sequence[Ground]) -> Ground | None:
    """Return the ground that decides the suggestion: of tests the newest, what an average hides first."""
    heaviest = [ground for ground in grounds if ground.weight == grounds[0].weight]
    for kind in ("case", "test", "claim"):
        of_kind = [ground for ground in heaviest if ground.kind == kind]
        if of_kind:
            return max(of_kind, key=lambda ground: number_of_test(ground) or 0)
    return heaviest[0] if heaviest else None


def _found(
    content: ReportContent, titles: Mapping[str, str], first: Ground | None
) -> Iterator[str]:
    """Yield what the average hides, where word and measurement part, then every other ground."""
    newest_first = [
        content.evaluations[number - 1]
        for number in leading_tests(len(content.evaluations), content.grounds)
    ]
    worse = [(each, of) for of in newest_first for each in worse_kinds(of)[:1]]
    if worse:
        yield worse_in_words(*worse[0])
    parted = (
        flag
        for flag in content.screen.flags
        if flag.kind == "contradiction" and flag.severity == "high" and flag.status == "raised"
    )
    for flag in list(parted)[:1]:
        yield f"{flag.title.rstrip('?')}."
    told = {titles.get(first.ref, "")} if first else set()
    for ground in content.grounds:
        if ground.kind == "flag" and titles[ground.ref] not in told:
            told.add(titles[ground.ref])  # points of one finding stand as one
            yield _in_words(ground, content, titles)
        elif ground.kind in ("test", "claim"):
            yield _in_words(ground, content, titles)


def _in_words(ground: Ground, content: ReportContent, titles: Mapping[str, str]) -> str:
    number = number_of_test(ground)
    if number is None:
        held = {each.rule: each.held for each in content.severities_held}
        flag = next(each for each in content.screen.flags if each.rule == ground.ref)
        severity = word("severity", held.get(flag.rule, flag.severity))
        return f"{severity}{_MARKED.get(ground.decided, '')}: {titles[flag.rule]}."
    evaluation = content.evaluations[number - 1]
    if ground.kind == "test":
        verdict = verdict_of(evaluation) or "cannot_tell"
        return f"{name_of_test(number, content)}: {word('result', verdict).lower()}."
    if ground.kind == "case":
        place = int(ground.ref.partition(".")[2])
        return worse_in_words(kinds_of(evaluation)[place - 1], evaluation)
    return "What the vendor says of its accuracy does not match what we found."


def _counted(content: ReportContent, decider: Ground | None) -> dict[str, str]:
    """Return what is only counted, by the kind of ground: changes nobody checked, and open points."""
    said = {}
    changes = len(content.fell_unchecked)
    if changes:
        flags = "flag fell" if changes == 1 else "flags fell"
        said["change"] = f"{changes} {flags} through a changed answer that is not checked yet."
    waiting = [ground for ground in content.grounds if ground.kind == "undecided"]
    if waiting:
        points = "point waits" if len(waiting) == 1 else "points wait"
        line = f"{len(waiting)} grave {points} for an answer"
        stop = sum(ground.weight == "do_not_proceed_yet" for ground in waiting)
        decides = decider is not None and decider.kind == "undecided"
        said["undecided"] = f"{line}; {stop} could stop you." if decides and stop else f"{line}."
    return said
