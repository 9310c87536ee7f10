"""The worksheet on the risk of sending data to one country: six questions, filled in from facts. Pure.

It is kept as it stood when somebody signed it; what changed since can be told from the two.
"""

from collections.abc import Iterator, Mapping

from content.canonical import sha256_of
from content.shape import Content
from procurement.facts.fact_base import FactBase
from procurement.facts.subjects import ASSESSMENT
from procurement.library import Library
from procurement.wording.answers import value_in_words
from protection.transfers.law import WorksheetWords, citations_in_words
from protection.transfers.reading import sources_in_words
from protection.transfers.sheet import Stop, TransferSheet

NOT_SAID = "Nobody has said"


class Known(Content):
    """One thing that is on file: what it is about, what was said, and where it is from."""

    about: str
    said: str
    source: str


class Section(Content):
    """One of the six questions, with what is on file for it and what a person wrote."""

    id: str
    title: str
    help: str
    known: tuple[Known, ...]
    written: str = ""


class Worksheet(Content):
    """The worksheet of one country as it stands at a moment."""

    country: str
    code: str
    version: str
    rulebook: str
    lead: str
    test: str
    citations: tuple[str, ...]
    doubts: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def facts(self) -> tuple[Known, ...]:
        """Return everything filled in from the file, once each."""
        return tuple(dict.fromkeys(known for part in self.sections for known in part.known))

    @property
    def empty(self) -> tuple[Section, ...]:
        """Return the questions under which nobody wrote anything."""
        return tuple(part for part in self.sections if not part.written)

    def with_written(self, written: Mapping[str, str]) -> "Worksheet":
        """Return it with what a person wrote under each question."""
        return self.model_copy(
            update={
                "sections": tuple(
                    part.model_copy(update={"written": written.get(part.id, "").strip()})
                    for part in self.sections
                )
            }
        )

    @property
    def sha256(self) -> str:
        """Return the hash of all it says."""
        return sha256_of(self)


class Changed(Content):
    """One thing on file that is not as it was: empty where it was not there, or is gone."""

    about: str
    before: str
    now: str


def blank_worksheet(
    sheet: TransferSheet, code: str, facts: FactBase, library: Library, words: WorksheetWords
) -> Worksheet:
    """Return the worksheet of a country with what is on file, and nothing written.

    Raises
    ------
    LookupError
        If no journey there needs one.
    """
    stops = sheet.to(code)
    if not stops:
        raise LookupError(f"No journey to {code} needs a worksheet")
    test = words.test_on(sheet.on)
    return Worksheet(
        country=stops[0].country,
        code=code,
        version=words.version,
        rulebook=library.rulebook.version,
        lead=words.lead,
        test=test.says,
        citations=citations_in_words(test.citations, library.rulebook, sheet.on),
        doubts=words.doubts,
        sections=tuple(
            Section(
                id=question.id,
                title=question.title,
                help=question.help,
                known=tuple(
                    known
                    for name in question.facts
                    for known in _known(name, stops, facts, library)
                ),
            )
            for question in words.questions
        ),
    )


def changes(before: Worksheet, now: Worksheet) -> tuple[Changed, ...]:
    """Return what is on file otherwise than it was, in the order of the worksheet."""
    was, is_ = _by_subject(before), _by_subject(now)
    return tuple(
        Changed(
            about=about, before="; ".join(was.get(about, ())), now="; ".join(is_.get(about, ()))
        )
        for about in dict.fromkeys([*was, *is_])
        if was.get(about) != is_.get(about)
    )


def speaks_of(sheet: Worksheet, stop: Stop) -> bool:
    """Return whether a worksheet names a place: what happens there, at which company, in which country."""
    whereto = f"{_whereto(stop)}. "
    return any(known.about == stop.what and known.said.startswith(whereto) for known in sheet.facts)


def place_in_words(stop: Stop) -> str:
    """Return one place as a page names it."""
    return f"{stop.what}: {_whereto(stop)}"


def _whereto(stop: Stop) -> str:
    return f"{stop.company or 'Company not named'}, {stop.country}"


def _by_subject(sheet: Worksheet) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for known in sheet.facts:
        found[known.about] = (*found.get(known.about, ()), known.said)
    return found


def _known(
    name: str, stops: tuple[Stop, ...], facts: FactBase, library: Library
) -> Iterator[Known]:
    if name == "stops":
        for stop in stops:
            said = f"{_whereto(stop)}. Data: {stop.data or 'nobody has said'}."
            yield Known(about=stop.what, said=said, source=stop.source)
    elif name == "tool":
        for stop in stops:
            yield Known(
                about=f"Legal tool: {stop.what.lower()}",
                said=f"{stop.tool or NOT_SAID}. {stop.route.says}",
                source="From the answers and the rules of the day.",
            )
    elif name == "country":
        first = stops[0]
        yield Known(
            about=f"What UK law says of {first.country}",
            said=first.cover_says,
            source=" ".join(first.cover_citations) or "No regulations name it.",
        )
    elif name == "recipients":
        companies = sorted({stop.company or "Company not named" for stop in stops})
        groups = sorted({stop.group for stop in stops if stop.group})
        yield Known(
            about="Who receives it",
            said=", ".join(companies) + (f". {'; '.join(groups)}" if groups else ""),
            source="From the answers.",
        )
    else:
        yield _answer(name, facts, library)


def _answer(key: str, facts: FactBase, library: Library) -> Known:
    question = library.bank.by_id[key]
    fact = facts.facts.get((question.about, key)) or facts.facts.get((ASSESSMENT, key))
    values = fact.values if fact else ()
    said = " or ".join(value_in_words(value, question) for value in values)
    return Known(
        about=question.text.rstrip("?"),
        said=f"{said or NOT_SAID}.",
        source=sources_in_words(fact) if fact and values else "",
    )
