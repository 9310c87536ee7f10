"""Has a file with a private key and its certificate (PKCS#12) opened in the reader jail."""

import binascii
from base64 import b64decode
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from sandbox.channel import read_json
from sandbox.contract import ChannelBroken, Jail, Limits, ShouldStop, never
from sandbox.inspection import Strict
from sandbox.limits import CERTIFICATES
from sandbox.one_file import read_one_file
from sandbox.runner.frames import Kind

# Characters of base64: an RSA key of 8,192 bits takes some 6,300, a certificate seldom 3,000.
_LONGEST_KEY, _LONGEST_CERTIFICATE, _MOST_OTHERS = 8_192, 32_768, 10


@dataclass(frozen=True, slots=True)
class OpenedCertificate:
    """What the file held, each as DER: nothing of it is believed yet.

    `key` is the private key (PKCS#8, not encrypted); `others` are the certificates beside its own.
    """

    key: bytes = field(repr=False)
    certificate: bytes
    others: tuple[bytes, ...]


class _Sent(Strict):
    key: Annotated[str, Field(min_length=1, max_length=_LONGEST_KEY)]
    certificate: Annotated[str, Field(min_length=1, max_length=_LONGEST_CERTIFICATE)]
    others: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=_LONGEST_CERTIFICATE)]],
        Field(max_length=_MOST_OTHERS),
    ]


def open_certificate(
    jail: Jail,
    path: Path,
    *,
    name: str,
    password: str,
    limits: Limits = CERTIFICATES,
    should_stop: ShouldStop = never,
) -> OpenedCertificate:
    """Return the private key and the certificates in `path`.

    Parameters
    ----------
    jail
        Where the file is opened.
    path
        The file; it is copied, never opened here.
    name
        What to call it in sentences.
    password
        What opens it; empty where it has none. It goes to the jail through a pipe, and nowhere else.
    limits
        What the opening may use; `limits.file` is the largest file in bytes.

    Raises
    ------
    Refused
        It is no such file, the password is another, or key or certificate is missing.
    JailUnavailable
        There is no jail to open it in.
    """
    taken: list[OpenedCertificate] = []

    def receive(kind: Kind, payload: bytes, _: float) -> None:
        if kind is Kind.FACTS and not taken:
            taken.append(_checked(payload))
        elif kind not in {Kind.READY, Kind.DONE} or (kind is Kind.DONE and not taken):
            raise ChannelBroken(f"A frame of kind {kind.name} came out of turn.")

    read_one_file(
        jail, path, what="certificate", name=name, options={"password": password},
        receive=receive, limits=limits, should_stop=should_stop,
    )  # fmt: skip
    return taken[0]


def _checked(payload: bytes) -> OpenedCertificate:
    try:
        sent = _Sent.model_validate(read_json(payload))
        return OpenedCertificate(
            b64decode(sent.key, validate=True),
            b64decode(sent.certificate, validate=True),
            tuple(b64decode(each, validate=True) for each in sent.others),
        )
    except (ValidationError, binascii.Error):
        # Without what was wrong with it: that would show the key.
        raise ChannelBroken("A certificate was told in another shape.") from None
