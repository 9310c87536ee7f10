"""The sources a part of the worksheet rests on, as they are cited. Pure."""

from collections.abc import Iterable
from datetime import date

from procurement.library import Library
from procurement.screening_result import Citation
from procurement.wording.flags import citation_in_words
from protection.dpia.record import Source
from protection.dpia.schema import Cited


def sources(cites: Iterable[Cited], library: Library, today: date) -> tuple[Source, ...]:
    """Return each source with its part, the day it was checked and how it was read.

    What an older rulebook does not have is left out.
    """
    return tuple(
        _source(cited, library, today) for cited in cites if cited.ref in library.rulebook.citation
    )


def _source(cited: Cited, library: Library, today: date) -> Source:
    told = library.rulebook.citation[cited.ref].model_dump()
    citation = Citation(**told | {"provision": cited.provision})
    words = citation_in_words(citation, today)
    return Source(
        name=citation.instrument,
        rest=words.removeprefix(citation.instrument),
        url=citation.url,
    )
