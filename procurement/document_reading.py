"""Has an uploaded document looked at in the jail before anything of it is kept."""

import io
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from content.refusal import Refused
from procurement.document_names import cleaned_name, runs_by_name
from sandbox.candidates import find_jail
from sandbox.documents import ReadDocument, read_document
from sandbox.limits import DOCUMENTS
from sandbox.plain_words import plain_words
from sandbox.staging import staged
from vault import files
from vault.files import Deposit
from vault.models import StoredFile

_PIECE = 2**20
TEXTS = ("text", "json", "mail")


@dataclass(frozen=True, slots=True)
class SeenDocument:
    """A document that may be kept: what it is, its cleaned name, and the bytes to keep."""

    read: ReadDocument
    name: str
    kept: bytes

    @property
    def remarks(self) -> tuple[str, ...]:
        """Return what the person who gave it should know, each a sentence."""
        said = []
        if self.read.cleaned is not None:
            said.append(
                "We drew the picture anew, without the place, time and names that may stand in it."
            )
        if (self.read.pictures or 1) > 1:
            said.append(f"It held {self.read.pictures} pictures. We kept the first.")
        if self.read.attached:
            files = "file is" if self.read.attached == 1 else "files are"
            said.append(f"{self.read.attached} more {files} attached inside. We did not open them.")
        return tuple(said)


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document that was looked at, whose bytes lie in the vault and have their rows.

    `text` is its plain text, where there is any; `sent_sha256` is of the file as it came.
    """

    file: StoredFile
    text: StoredFile | None
    name: str
    type: str
    sent_sha256: str


@dataclass(frozen=True, slots=True)
class LaidDocument:
    """A document that was looked at, whose bytes lie in the vault, and no row names them yet."""

    seen: SeenDocument
    file: Deposit
    text: Deposit | None

    def remember(self) -> StoredDocument:
        """Write the rows of its files, inside the action's transaction."""
        name = self.seen.name
        return StoredDocument(
            file=files.remember(self.file, name=name),
            text=None if self.text is None else files.remember(self.text, name=f"text of {name}"),
            name=name,
            type=self.seen.read.type,
            sent_sha256=self.seen.read.sha256,
        )


def lay_in_vault(tenant: uuid.UUID, seen: SeenDocument) -> LaidDocument:
    """Put what is kept of a document into a tenant's part of the vault. No row is written."""
    text = seen.read.text
    return LaidDocument(
        seen,
        files.deposit(tenant, io.BytesIO(seen.kept)),
        None if text is None else files.deposit(tenant, io.BytesIO(text.encode())),
    )


def see_document(source: BinaryIO, *, name: str, picture_edge: int | None = None) -> SeenDocument:
    """Return what the document is, and what to keep of it.

    Parameters
    ----------
    source
        The upload, of at most `DOCUMENTS.file` bytes.
    name
        Its name as it came.
    picture_edge
        The most points that a picture's longer side keeps; None keeps its size.

    Raises
    ------
    Refused
        It is damaged, or no kind of file that is kept.
    JailUnavailable
        There is no jail to open it in.
    """
    shown = plain_words(name) or "The file"
    run_dir = Path(settings.RUN_DIR)
    jail = find_jail(settings.JAIL, run_dir=run_dir)
    with staged(run_dir) as folder:
        path = folder / "upload"
        content = _written(source, path, shown)
        read = read_document(jail, path, name=shown, picture_edge=picture_edge)
    if read.type in TEXTS and runs_by_name(name):
        raise Refused(
            "A computer would run a file of this name, and we do not keep such files.",
            file=shown,
            what_to_do="Print what it shows to PDF, and give that.",
        )
    kept = content if read.cleaned is None else read.cleaned
    return SeenDocument(read, cleaned_name(name, read.about.suffixes), kept)


def _written(source: BinaryIO, path: Path, shown: str) -> bytes:
    held = io.BytesIO()
    while piece := source.read(_PIECE):
        held.write(piece)
        if held.tell() > DOCUMENTS.file:
            raise Refused(
                f"The file is larger than {DOCUMENTS.file // _PIECE} MB, the most that is kept.",
                file=shown,
                what_to_do="Give a smaller one, for example only the pages that matter.",
            )
    path.write_bytes(held.getvalue())
    return held.getvalue()
