"""The vendor's own answers as a file to use again: for a program, and for a person. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

SCHEMA = "weighbridge-vendor-answers-1"


def as_json(about: Mapping[str, str], answers: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the answers with the ids of the questions, so that a next request can take them up."""
    return {"schema": SCHEMA, **about, "answers": [dict(each) for each in answers]}


def as_text(about: Mapping[str, str], answers: Sequence[Mapping[str, Any]]) -> str:
    """Return the answers to read and to print."""
    head = [
        f"Answers about {about['product']}",
        f"Asked by {about['asked_by']}",
        f"Reference {about['reference']}",
        f"Signed by {about['signed_by']}",
        f"Sent {about['sent_at']}",
        "",
    ]
    lines: list[str] = []
    for each in answers:
        lines += ["", str(each["asked"]), f"  {each['answer_in_words']}"]
        if each.get("words"):
            lines.append(f"  {each['words']}")
        if each.get("files"):
            lines.append(f"  With it: {', '.join(each['files'])}")
        lines.append(f"  ({each['given_by']})")
    return "\n".join([*head, *lines]) + "\n"
