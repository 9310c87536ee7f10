"""What people decided, in sentences, with name, role and day. Pure."""

from django.utils import timezone

from content.words import word
from procurement.wording.flags import day
from reports.content.decisions import Decided, FlagDecided

CHANGED = "Changed since this was decided: it does not count until somebody confirms it."


def flag_decision_in_words(decided: FlagDecided) -> str:
    """Return a decision on a flag as sentences."""
    who = _signed(decided.by, decided.role)
    on = day(timezone.localtime(decided.at).date())
    reason = ended(decided.reason)
    said = {
        "accept": f"Accepted by {who}, on {on}: {reason}",
        "not_applicable": f"Does not apply, says {who}, on {on}: {reason}",
        "ask_mitigation": f"A change first, asks {who}, on {on}: {reason}",
    }[decided.what]
    if decided.due is not None:
        said += f" {decided.who}, by {day(decided.due)}."
    return f"{said} {CHANGED}" if decided.changed_since else said


def decision_in_words(decided: Decided | None) -> str:
    """Return who decided on the whole, when, and where that parts from the suggestion."""
    if decided is None:
        return (
            "Suggested by the rules and the tests. Nobody has decided yet: this report is proposed, "
            "not decided."
        )
    who = _signed(decided.by, decided.role)
    line = f"Decided by {who}, on {day(timezone.localtime(decided.at).date())}."
    suggested = word("suggestion", decided.suggested)
    if decided.suggested == decided.value:
        line += f" The rules suggested the same. {ended(decided.reason)}"
    else:
        line += (
            f" The rules suggested “{suggested}”; decided otherwise because: "
            f"{ended(decided.reason)}"
        )
    if decided.changed_since:
        line += " Something changed since this was decided: look again before you rely on it."
    return line


def ended(sentence: str) -> str:
    """Return what a person wrote, ended as a sentence."""
    said = sentence.strip()
    return said if said.endswith((".", "!", "?", "…")) else f"{said}."


def _signed(name: str, role: str | None) -> str:
    return f"{name}, {role}" if role else name
