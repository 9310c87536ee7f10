"""The types a skops file may hold, as skops_types.toml decides them. Standard library only.

Both sides read it: the jail to refuse a file, the parent to say why.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("skops_types.toml")
REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Decided:
    """`allowed` holds (kind of node, full name of a type); `refused` a reason for a name."""

    allowed: frozenset[tuple[str, str]]
    refused: dict[str, str]

    @property
    def names(self) -> list[str]:
        """Return the full names of all types that are allowed."""
        return sorted({name for _, name in self.allowed})

    @property
    def modules(self) -> list[str]:
        """Return the modules that hold them."""
        return sorted({name.rpartition(".")[0] for name in self.names})


@cache
def decided() -> Decided:
    """Return the decisions."""
    tables = tomllib.loads(FILE.read_text("utf-8"))
    refused = tables.pop(REFUSED)
    allowed = {(node, name) for node, names in tables.items() for name in names}
    return Decided(frozenset(allowed), refused)
