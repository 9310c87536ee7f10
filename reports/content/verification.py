"""What `./weigh verify --json` writes of a file."""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from content.shape import Content


class RegisterEntry(Content):
    """Where the register has the file; `superseded_on` is the day from which a newer report stands."""

    state: Literal["current", "superseded", "changed", "not_known"]
    superseded_on: date | None


class Verification(Content):
    """What a file shows of itself, and what this installation's register says of it.

    `key` is the fingerprint of the key that signed it (the SHA-256 of its public half, 64 hexadecimal
    digits), `standing` whose it is here and `signed_at` the signer's own word: all three null unless
    `finding` is intact. `register` is null where this installation has no database yet.
    """

    finding: Literal["intact", "changed"]
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    key: str | None
    standing: Literal["ours", "trusted", "not_known"] | None
    signed_at: datetime | None
    entry: RegisterEntry | None = Field(serialization_alias="register")
