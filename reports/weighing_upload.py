"""Takes the hash of an uploaded file as it arrives, and keeps none of it."""

import hashlib
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler

from pages.uploads import TooLarge
from reports.signature.verifying import identifier_in

MOST_BYTES = 64 << 20
_END = 65_536


class WeighedFile:
    """What is left of a file: its name, size and SHA-256, and what its end calls itself."""

    content_type = "application/pdf"
    charset = None

    def __init__(self, name: str, size: int, sha256: str, identifier: str) -> None:
        self.name, self.size, self.sha256, self.identifier = name, size, sha256, identifier

    def close(self) -> None:
        """Do nothing: no file is open."""


class WeighingUpload(FileUploadHandler):
    """Counts and hashes what arrives; ends the request beyond `MOST_BYTES`."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self._hash = hashlib.sha256()
        self._size = 0
        self._end = b""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Weigh a piece, and hand nothing on."""
        self._size += len(raw_data)
        if self._size > MOST_BYTES:
            raise TooLarge
        self._hash.update(raw_data)
        self._end = (self._end + raw_data)[-_END:]

    def file_complete(self, file_size: int) -> Any:
        """Return what is left of it."""
        return WeighedFile(
            self.file_name or "file", self._size, self._hash.hexdigest(), identifier_in(self._end)
        )
