"""Has an uploaded document looked at in the reader jail: what it is, and its clean form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from sandbox.channel import read_json
from sandbox.contract import MIB, ChannelBroken, Jail, Limits, ShouldStop, never
from sandbox.inspection import Strict
from sandbox.limits import DOCUMENTS
from sandbox.one_file import read_one_file
from sandbox.runner.frames import Kind

TEXT_MOST = MIB
PICTURE_MOST = 64 * MIB


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A kind of document that is taken.

    `suffixes` are the endings its name may have, the usual one first; `begins` is how its clean
    form must begin, if it has one.
    """

    shown: str
    media_type: str
    suffixes: tuple[str, ...]
    begins: tuple[bytes, ...] = ()


_OFFICE = "application/vnd.openxmlformats-officedocument"
DOCUMENT_TYPES: Mapping[str, DocumentType] = {
    "pdf": DocumentType("PDF", "application/pdf", (".pdf",)),
    "png": DocumentType("Picture (PNG)", "image/png", (".png",), (b"\x89PNG\r\n\x1a\n",)),
    "jpeg": DocumentType("Picture (JPEG)", "image/jpeg", (".jpg", ".jpeg"), (b"\xff\xd8\xff",)),
    "webp": DocumentType("Picture (WebP)", "image/webp", (".webp",), (b"RIFF",)),
    "docx": DocumentType("Word document", f"{_OFFICE}.wordprocessingml.document", (".docx",)),
    "xlsx": DocumentType("Excel workbook", f"{_OFFICE}.spreadsheetml.sheet", (".xlsx",)),
    "pptx": DocumentType("PowerPoint slides", f"{_OFFICE}.presentationml.presentation", (".pptx",)),
    "mail": DocumentType("E-mail", "message/rfc822", (".eml",)),
    "json": DocumentType("JSON", "application/json", (".json",)),
    "text": DocumentType(
        "Text", "text/plain", (".txt", ".md", ".markdown", ".csv", ".tsv", ".yaml", ".yml", ".log")
    ),
}


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """What a document is.

    `cleaned` is what must be kept instead of the file, None where the file itself is kept; `text`
    is its plain text, None for what is no text or longer than `TEXT_MOST` bytes. `pictures` counts
    those in the file, of which only the first is kept; `attached` the files inside a PDF.
    """

    type: str
    sha256: str
    size: int
    cleaned: bytes | None = None
    text: str | None = None
    pages: int | None = None
    pictures: int | None = None
    attached: int = 0

    @property
    def about(self) -> DocumentType:
        """Return what is known of its type."""
        return DOCUMENT_TYPES[self.type]


class _Sent(Strict):
    type: Annotated[str, Field(max_length=20)]
    pages: Annotated[int, Field(ge=1, lt=2**31)] | None
    pictures: Annotated[int, Field(ge=1, lt=2**31)] | None
    attached: Annotated[int, Field(ge=0, lt=2**31)]
    content: Literal["cleaned", "text", "none"]
    bytes: Annotated[int, Field(ge=0, le=PICTURE_MOST)]


def read_document(
    jail: Jail,
    path: Path,
    *,
    name: str,
    picture_edge: int | None = None,
    limits: Limits = DOCUMENTS,
    should_stop: ShouldStop = never,
) -> ReadDocument:
    """Return what the document in `path` is, told by its content.

    Parameters
    ----------
    jail
        Where the file is opened.
    path
        The file; it is copied, never opened here.
    name
        What to call it in sentences.
    picture_edge
        The most points that a picture's longer side keeps; None keeps its size.
    limits
        What the reading may use; `limits.file` is the largest file in bytes.

    Raises
    ------
    Refused
        It is damaged, or a kind of file that is not taken; says what it is and what to give.
    JailUnavailable
        There is no jail to open it in.
    """
    taken = _Taken()
    copy = read_one_file(
        jail, path, what="document", name=name,
        options={"text_most": TEXT_MOST, "picture_edge": picture_edge},
        receive=taken.receive, limits=limits, should_stop=should_stop,
    )  # fmt: skip
    return taken.as_document(copy.sha256, copy.bytes)


@dataclass(slots=True)
class _Taken:
    """What has arrived of one document, each frame checked against those before it."""

    sent: _Sent | None = None
    pieces: list[bytes] = field(default_factory=list)
    size: int = 0
    text: str | None = None

    def receive(self, kind: Kind, payload: bytes, _: float) -> None:
        if kind is Kind.FACTS and self.sent is None:
            self.sent = _checked(payload)
        elif kind is Kind.CONTENT and self.sent is not None:
            self.size += len(payload)
            if self.size > self.sent.bytes:
                raise ChannelBroken("More of a document came than was told of.")
            self.pieces.append(payload)
        elif kind is Kind.DONE and self.sent is not None:
            self._finish(self.sent)
        elif kind is not Kind.READY:
            raise ChannelBroken(f"A frame of kind {kind.name} came out of turn.")

    def _finish(self, sent: _Sent) -> None:
        if self.size != sent.bytes:
            raise ChannelBroken("Less of a document came than was told of.")
        begins = DOCUMENT_TYPES[sent.type].begins
        content = b"".join(self.pieces)
        if sent.content == "cleaned" and not (begins and content.startswith(begins)):
            raise ChannelBroken("A cleaned document is not what it was called.")
        if sent.content == "text":
            try:
                self.text = content.decode()
            except UnicodeDecodeError as problem:
                raise ChannelBroken("A text is no UTF-8.") from problem

    def as_document(self, sha256: str, size: int) -> ReadDocument:
        assert self.sent is not None  # noqa: S101 - the job is done, so it has come
        return ReadDocument(
            type=self.sent.type,
            sha256=sha256,
            size=size,
            cleaned=b"".join(self.pieces) if self.sent.content == "cleaned" else None,
            text=self.text,
            pages=self.sent.pages,
            pictures=self.sent.pictures,
            attached=self.sent.attached,
        )


def _checked(payload: bytes) -> _Sent:
    try:
        sent = _Sent.model_validate(read_json(payload))
    except ValidationError as problem:
        raise ChannelBroken(
            f"A document was told in another shape: {problem.error_count()}."
        ) from problem
    if sent.type not in DOCUMENT_TYPES:
        raise ChannelBroken("A document was of a kind that is not taken.")
    must_be_clean = bool(DOCUMENT_TYPES[sent.type].begins)
    if must_be_clean != (sent.content == "cleaned") or (
        sent.content == "text"
        and (sent.type not in {"text", "json", "mail"} or sent.bytes > TEXT_MOST)
    ):
        raise ChannelBroken("A document came back in a form that it cannot have.")
    return sent
