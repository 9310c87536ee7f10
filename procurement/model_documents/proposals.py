"""What was found in a model's papers: proposed answers, each with the place, and what fits none."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from sandbox.plain_words import plain_words

Paper = Literal["model_card", "parts_list", "config"]
NAME_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposed answer, in the bank's own form.

    `found` says where it stands, one sentence for each place; `doubt` says why somebody should look
    first, empty where the document says just this.
    """

    key: str
    value: Any
    found: tuple[str, ...]
    doubt: str = ""


@dataclass(slots=True)
class Findings:
    """Collects proposals, at most one for each question, and remarks."""

    proposals: dict[str, Proposal] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def propose(self, key: str, value: Any, found: str, *, doubt: str = "") -> None:
        """Propose an answer; what was proposed first under a key stays."""
        self.proposals.setdefault(key, Proposal(key, value, (found,), doubt))

    def add(self, key: str, option: str, found: str, *, doubt: str) -> None:
        """Add one option to the proposed answer of a question that takes several."""
        before = self.proposals.get(key)
        if before is None:
            self.proposals[key] = Proposal(key, [option], (found,), doubt)
            return
        value = before.value if option in before.value else [*before.value, option]
        self.proposals[key] = Proposal(key, value, (*before.found, found), doubt)

    def remark(self, sentence: str) -> None:
        """Keep something that answers no question."""
        self.remarks.append(sentence)


def names_in(value: Any) -> list[str]:
    """Return the plain names in a value that may be one name, a list of names, or anything else."""
    listed = value if isinstance(value, list) else [value]
    shown = [plain_words(each, NAME_LONGEST) for each in listed if isinstance(each, str)]
    return list(dict.fromkeys(each for each in shown if each))


def joined(names: Iterable[str]) -> str:
    """Return names as a sentence lists them: A, B and C."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
