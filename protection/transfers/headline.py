"""The answer on top of the transfer sheet, in one or two sentences. Pure."""

from collections.abc import Sequence

from content.shape import Content
from protection.transfers.sheet import Stop, TransferSheet

_BLOCKED = ("nothing", "eu_clauses", "old_clauses", "exception")


class Headline(Content):
    """What the sheet comes to: the answer, and what it means."""

    answer: str
    more: str


def headline(sheet: TransferSheet) -> Headline:
    """Return what the sheet comes to. What is not known is never counted as fine."""
    if not sheet.drawable:
        return Headline(
            answer="We cannot draw this yet.",
            more="Nobody has named a country. Ask the questions below first.",
        )
    if sheet.personal == "no":
        return Headline(
            answer="No information about people goes in.",
            more="So the rules on sending it abroad do not apply. This rests on your answers.",
        )
    if sheet.all_home:
        left = " What was not asked at this depth is named below." if sheet.left_out else ""
        return Headline(
            answer="Everything stays in the United Kingdom.",
            more=f"No data is sent abroad, so there is no worksheet to fill in.{left}",
        )
    return Headline(answer=_counted(sheet), more=_means(sheet))


def _counted(sheet: TransferSheet) -> str:
    away = [stop for stop in sheet.stops if stop.code and stop.cover != "home"]
    untold = [stop for stop in sheet.stops if stop.code is None]
    of = len(sheet.stops)
    said = []
    if away:
        said.append(f"{len(away)} of {_places(of)} {_is(away)} outside the United Kingdom.")
    if untold:
        said.append(f"Of {len(untold) if away else _places(len(untold))} nobody has said where.")
    return " ".join(said)


def _means(sheet: TransferSheet) -> str:
    moved = [stop for stop in sheet.stops if stop.restricted != "no"]
    blocked = [stop for stop in moved if stop.route.kind in _BLOCKED]
    open_ = [stop for stop in moved if stop.route.kind in ("cannot_tell", "confirm_first")]
    said = [f"For {_arrows(blocked)} we see no lawful route yet."] if blocked else []
    if open_:
        said.append(f"For {_arrows(open_)} we cannot tell yet whether there is a lawful route.")
    if said:
        return " ".join(said)
    if any(stop.worksheet == "yes" for stop in moved):
        return "A legal tool is named for each. The risk must be assessed too."
    if moved:
        return "UK regulations cover each of them."
    return "None of them is a restricted transfer: sending data abroad to another organisation."


def own_machines_headline(sheet: TransferSheet) -> str:
    """Return in one sentence what would change if the model ran on the buyer's own machines."""
    if sheet.on_own_machines:
        return "The model runs on your own machines already. What is drawn is what is left."
    goes = [stop for stop in sheet.stops if stop.own_machines == "goes"]
    stays = [stop for stop in sheet.stops if stop.own_machines == "stays"]
    open_ = [stop for stop in sheet.stops if stop.own_machines == "cannot_tell"]
    said = [f"{_arrows(goes).capitalize()} would go." if goes else "No arrow would go."]
    if stays:
        said.append(
            f"{_arrows(stays).capitalize()} would stay, because your data is used for labels or "
            "training."
        )
    if open_:
        said.append(f"Of {_arrows(open_)} we cannot tell.")
    return " ".join(said)


def _arrows(stops: Sequence[Stop]) -> str:
    numbers = [str(stop.number) for stop in stops]
    if len(numbers) == 1:
        return f"arrow {numbers[0]}"
    return f"arrows {', '.join(numbers[:-1])} and {numbers[-1]}"


def _places(count: int) -> str:
    return "1 place" if count == 1 else f"{count} places"


def _is(stops: Sequence[Stop]) -> str:
    return "is" if len(stops) == 1 else "are"
