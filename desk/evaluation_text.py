"""One test as a person reads it on a terminal."""

from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any

from content.words import word
from evaluations.wording import counts
from evaluations.wording.number_words import with_range
from evaluations.wording.rival import rival_of
from evaluations.wording.sentences import lead_sentence, result_texts
from evaluations.wording.what_to_ask import what_to_ask

WIDTH = 96


def as_text(result: Mapping[str, Any]) -> str:
    """Return a published `evaluate` result in words, the range first."""
    return "\n".join(_lines(result))


def _lines(result: Mapping[str, Any]) -> Iterator[str]:
    name = str(result["student"]["name"])
    yield from wrap(lead_sentence(result, name), WIDTH)
    texts = result_texts(result)
    yield ""
    yield from wrap(f"{texts.result}. {texts.finer} {texts.limit}", WIDTH)
    if texts.claim:
        yield from wrap(texts.claim, WIDTH)
    yield ""
    for side in ("student", "teacher"):
        if result[side]:
            about = result[side]
            how = word("isolation", about["isolation"]).lower()
            yield f"  {word('version_name', side):<20} {about['name']} ({how})"
            if result.get("numbers"):
                yield f"  {'':<20} off by: {with_range(about['metrics']['mae'])}"
            else:
                yield f"  {'':<20} right: {counts.of_100(about['metrics']['accuracy'])}"
    comparison = result["comparison"]
    if comparison:
        yield f"  {'the same answer':<20} {counts.of_100(comparison['agreement'])}"
        if comparison["retention"]["value"] is not None:
            yield f"  {'share kept':<20} {counts.of_100(comparison['retention'])}"
        found = comparison["counts"]
        yield (
            f"  {'example by example':<20} both right {found['both_right']:,}, only {rival_of(result)} "
            f"{found['teacher_only_right']:,}, only this version {found['student_only_right']:,}, "
            f"both wrong {found['both_wrong']:,}"
        )
    kinds = [*result["slices"], *((result.get("numbers") or {}).get("slices", ()))]
    worse = [each for each in kinds if each["verdict"] == "worse"]
    if worse:
        yield ""
        yield f"Worse than your limit on ({len(kinds)} kinds of case were looked at):"
        for each in worse:
            yield f"  {each['column']}: {each['value']} ({each['n']:,} examples)"
    for each in what_to_ask(result):
        yield ""
        yield from wrap(f"{each.seen} {each.ask} {each.strength}", WIDTH)
    if result["notes"]:
        yield ""
        for note in result["notes"]:
            yield from wrap(note, WIDTH, initial_indent="- ", subsequent_indent="  ")
    yield ""
    yield f"{result['samples']['n']:,} examples, seed {result['seed']}. --json gives every number with its range and method."
