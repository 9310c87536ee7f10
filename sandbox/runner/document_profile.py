"""The document reader: tells in the jail what an uploaded document is, and cleans what can carry more.

Pictures come back drawn anew, without what a camera or program wrote beside them. Text comes back
as plain text. Everything else is looked into and stays as it is.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.runner import office_document, pdf_document, picture, text_document
from sandbox.runner.codes import Code, Trouble
from sandbox.runner.content_types import HEAD, recognise
from sandbox.runner.frames import LONGEST, Kind, Writer

ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Found:
    """What a document is; `content` is what comes back of it: "cleaned", "text" or "none"."""

    type: str
    pages: int | None = None
    pictures: int | None = None
    attached: int = 0
    content: str = "none"
    payload: bytes = b""

    @property
    def facts(self) -> dict[str, object]:
        """Return what the frame tells."""
        return {
            "type": self.type,
            "pages": self.pages,
            "pictures": self.pictures,
            "attached": self.attached,
            "content": self.content,
            "bytes": len(self.payload),
        }


def prepare(_: Mapping[str, Any]) -> None:
    """Let the libraries open now what they would open at first use."""
    pdf_document.warm_up()
    picture.warm_up()
    text_document.warm_up()
    office_document.warm_up()


def work(
    inputs: Mapping[str, int], options: Mapping[str, Any], writer: Writer
) -> dict[str, object]:
    """Send what the document in `inputs["document"]` is. Trouble for one that is not taken."""
    with os.fdopen(inputs["document"], "rb") as stream:
        content = stream.read()
    found = _found(content, options["text_most"], options.get("picture_edge"))
    writer.say(Kind.FACTS, found.facts)
    step = LONGEST[Kind.CONTENT]
    for start in range(0, len(found.payload), step):
        writer.send(Kind.CONTENT, found.payload[start : start + step])
    return {}


def _found(content: bytes, text_most: int, picture_edge: int | None) -> Found:
    word = recognise(content[:HEAD])
    if word == "empty":
        raise Trouble(Code.EMPTY_FILE)
    if word == "pdf":
        read = pdf_document.read(content)
        return Found("pdf", pages=read.pages, attached=read.attached)
    if word == "picture" or picture.is_webp(content):
        drawn = picture.draw_anew(content, edge=picture_edge)
        return Found(drawn.type, pictures=drawn.pictures, content="cleaned", payload=drawn.content)
    if word == "zip":
        return Found(office_document.read(content))
    if word == "ole":
        locked = ENCRYPTED_PACKAGE in content
        raise (
            Trouble(Code.PASSWORD) if locked else Trouble(Code.NOT_A_DOCUMENT, found="old_office")
        )
    if word != "unknown":
        raise Trouble(Code.NOT_A_DOCUMENT, found=word)
    text = text_document.read(content)
    plain = text.plain.encode()
    if len(plain) > text_most:
        return Found(text.type)
    return Found(text.type, content="text", payload=plain)
