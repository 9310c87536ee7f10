"""The chosen clauses as plain text, ready for an e-mail."""

from collections.abc import Sequence
from datetime import date
from textwrap import fill

from procurement.contract_words.choosing import Form, Offered, Parties
from procurement.wording.flags import day

WIDTH = 78
STARTING_POINT = (
    "A starting point for your solicitor, not legal advice. What stands in square brackets is for you "
    "to settle."
)


def heading(parties: Parties, form: Form) -> str:
    """Return the title of the page."""
    if form == "contract":
        return f"What we ask {parties.vendor} to sign for {parties.product}"
    return f"What we ask {parties.vendor} to confirm about {parties.product}"


def opening(parties: Parties, form: Form) -> str:
    """Return the sentence under the title."""
    if form == "contract":
        return f"{parties.client} asks for these terms in the contract for {parties.product}."
    return (
        f"We at {parties.client} are looking at {parties.product}. Before we decide we ask for the "
        "points below in writing, signed by somebody who may bind the company."
    )


def as_text(chosen: Sequence[Offered], parties: Parties, form: Form, on: date) -> str:
    """Return the whole as text, in lines of at most 78 letters."""
    parts = [
        heading(parties, form),
        f"{parties.client}, {day(on)}",
        fill(opening(parties, form), WIDTH),
    ]
    for number, clause in enumerate(chosen, start=1):
        title = f"{number}. {clause.title}"
        words = fill(clause.words, WIDTH, initial_indent="   ", subsequent_indent="   ")
        parts.append(f"{title}\n{words}")
    parts += [
        f"Agreed for {parties.vendor}:\nName, role, date, signature:",
        fill(STARTING_POINT, WIDTH),
    ]
    return "\n\n".join(parts).replace("\N{NO-BREAK SPACE}", " ") + "\n"
