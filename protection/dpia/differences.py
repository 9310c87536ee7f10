"""What changed since a worksheet was signed: facts only, not what people write anew. Pure."""

from content.words import word
from protection.dpia.filling import changes_of
from protection.dpia.record import Line, Record, Sign


def changed_since(signed: Record, now: Record) -> tuple[str, ...]:
    """Return, one sentence each, what the answers and flags say now and did not say then."""
    found = []
    if signed.screened.need != now.screened.need:
        was, is_now = (word("dpia", each.screened.need).lower() for each in (signed, now))
        found.append(f"Whether a DPIA is needed went from “{was}” to “{is_now}”.")
    then, today = _signs(signed), _signs(now)
    for key, sign in today.items():
        if key in then and then[key].met != sign.met:
            was, is_now = (word("dpia_sign", each).lower() for each in (then[key].met, sign.met))
            found.append(f"The sign “{sign.title}” went from “{was}” to “{is_now}”.")
    if not signed.steps:
        return (*found, *changes_of(_behind(signed), _behind(now)))
    lines_then = [line for step in signed.steps for cell in step.cells for line in cell.lines]
    lines_now = [line for step in now.steps for cell in step.cells for line in cell.lines]
    found += changes_of(dict.fromkeys(lines_then), dict.fromkeys(lines_now))
    flags_then = {risk.flag: risk.title for risk in signed.risks if risk.flag and not risk.gone}
    flags_now = {risk.flag: risk.title for risk in now.risks if risk.flag and not risk.gone}
    found += [
        f"A flag came up: “{title}”." for flag, title in flags_now.items() if flag not in flags_then
    ]
    found += [
        f"A flag cleared: “{title}”." for flag, title in flags_then.items() if flag not in flags_now
    ]
    return tuple(found)


def _behind(record: Record) -> dict[Line, None]:
    return {line: None for sign in _signs(record).values() for line in sign.because}


def _signs(record: Record) -> dict[str, Sign]:
    return {sign.id: sign for listed in record.screened.lists for sign in listed.signs}
