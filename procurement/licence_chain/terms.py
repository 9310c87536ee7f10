"""Which entry of the table of licences a model's terms are. Pure.

A licence is told by an option of the question bank, which may mean several entries: the maker and
the model's name tell them apart, as far as they do. Terms of a service go by the maker.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from procurement.licence_chain.ancestry import Model, plain_letters
from procurement.rulebook.table_schema import Licence, Licences

# How the table of licences calls the makers of the bank's question.
_PROVIDER = {"google_gemini": "google", "google_gemma": "google"}
# The entry of each maker's normal paid service.
_SERVICE = {
    "openai": "openai_api",
    "anthropic": "anthropic_commercial",
    "google_gemini": "google_gemini_api",
    "mistral": "mistral_commercial",
    "cohere": "cohere_saas",
    "amazon": "aws_bedrock_nova",
    "xai": "xai_api",
}
OWN = frozenset({"proprietary"})
# Names that a licence shares with many models say less than these many letters.
_SHORTEST_NAME = 4


@dataclass(frozen=True, slots=True)
class Terms:
    """The entries that a model's terms may be.

    None: nobody can tell. One: these. Several: one of these, and which was not told. `standard`: a
    licence that says the same for whatever model it was given to, so that its entry stands for it.
    """

    entries: tuple[Licence, ...] = ()
    own: bool = False
    standard: bool = False

    @property
    def sure(self) -> bool:
        """Return whether it is clear which terms hold."""
        return self.own or len(self.entries) == 1


def terms_of(model: Model, table: Licences, *, access: Iterable[str]) -> Terms:
    """Return a model's terms. `access` is how the answers of the larger models were got."""
    if not model.licences and model.makers == ("own",):
        return Terms(own=True)
    if model.licences:
        by_option = [_entries_of(option, model, table) for option in model.licences]
        entries = _once(entry for found, _ in by_option for entry in found)
        own = not entries and set(model.licences) <= OWN
        return Terms(entries, own=own, standard=all(standard for _, standard in by_option))
    if model.role == "teacher" and set(access) & {"standard_api"}:
        wanted = {_SERVICE[maker] for maker in model.makers if maker in _SERVICE}
        return Terms(_once(entry for entry in table.licences if entry.id in wanted))
    return Terms()


def _entries_of(option: str, model: Model, table: Licences) -> tuple[Sequence[Licence], bool]:
    """Return the entries that an option means, and whether one stands for all of its kind."""
    meant = [entry for entry in table.licences if option in entry.bank_options]
    told = {entry.id: _longest_name(model, entry) for entry in meant}
    longest = max(told.values(), default=0)
    if longest:
        return [entry for entry in meant if told[entry.id] == longest], False
    providers = {_PROVIDER.get(maker, maker) for maker in model.makers}
    by_maker = [entry for entry in meant if entry.provider in providers]
    if by_maker:
        return by_maker, False
    # A standard licence says the same for whatever model it was given to.
    standard = [entry for entry in meant if entry.spdx and not entry.restrictions_flow_down]
    return (standard[:1], True) if standard else (meant, False)


def _longest_name(model: Model, entry: Licence) -> int:
    """Return the letters of the longest name of an entry that stands in the model's; 0 for none."""
    told = [plain_letters(name) for name in model.names]
    known = [plain_letters(name) for name in entry.models]
    fitting = [len(name) for name in known for each in told if name in each]
    return max((length for length in fitting if length >= _SHORTEST_NAME), default=0)


def _once(entries: Iterable[Licence]) -> tuple[Licence, ...]:
    found = {entry.id: entry for entry in entries}
    return tuple(found.values())
