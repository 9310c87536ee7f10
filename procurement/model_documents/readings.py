"""Readings that more than one kind of paper needs: licences, data, scores, lower precision."""

from collections.abc import Sequence
from typing import Any

from procurement.model_documents.known_data import data_meant
from procurement.model_documents.licence_names import licence_meant
from procurement.model_documents.proposals import Findings, joined

ONLY_THIS = "Tick it only if nothing else was done to the model. The document need not say all."
NOT_ALL = "The document need not name all the data."
OF_THE_MODEL = "This is the licence given for the model itself. Look whether the one it started from has the same."
NO_START_NAMED = (
    "The document names no model it started from. Tick it if the product runs this model as it is."
)


def propose_licence(found: Findings, name: str, where: str) -> None:
    """Propose the licence. `where` is the place: "front matter, license"."""
    doubt = OF_THE_MODEL if "base_model" in found.proposals else NO_START_NAMED
    found.propose("base_licence", licence_meant(name), f"{where}: {name}", doubt=doubt)


def propose_data(found: Findings, names: Sequence[str], where: str) -> None:
    """Propose what the training data was, as far as the data sets are known here."""
    unknown = []
    for name in names:
        option = data_meant(name)
        if option is None:
            unknown.append(name)
        else:
            found.add("training_data", option, f"{where}: {name}", doubt=NOT_ALL)
    if unknown:
        found.remark(f"Trained on {joined(unknown)}. Ask what is in it.")


def propose_accuracy(found: Findings, scores: Sequence[tuple[float, str]]) -> None:
    """Propose the score where there is exactly one accuracy, given as a share or in 100."""
    if len(scores) == 1:
        value, where = scores[0]
        found.propose(
            "student_score",
            in_100(value),
            where,
            doubt="It is the vendor’s own figure, on the vendor’s own test.",
        )
    elif scores:
        shown = joined([f"{in_100(value):g} ({where})" for value, where in scores[:5]])
        found.remark(
            f"The document gives {len(scores)} accuracies: {shown}. Ask which is for your kind of work."
        )


def in_100(value: float) -> float:
    """Return a share or a percentage as a percentage."""
    return round(value * 100 if value <= 1 else value, 4)


def number_in(value: Any) -> float | None:
    """Return a number from 0 to 100 that a value holds, written as text or not."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        number = float(str(value).strip().rstrip("%"))
    except ValueError:
        return None
    return number if 0 <= number <= 100 else None
