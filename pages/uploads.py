"""Refuses an upload that is too large as soon as its size is known, before any byte is kept."""

from typing import IO, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class TooLarge(RequestDataTooBig):
    """More was sent than this installation takes."""


class LimitedUpload(FileUploadHandler):
    """Counts what arrives and hands it on; ends the request beyond `settings.UPLOAD_MOST_BYTES`."""

    received = 0

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],  # noqa: N803 -- Django calls it so
        content_length: int,
        boundary: str | None,
        encoding: str | None = None,
    ) -> None:
        """Refuse what says itself that it is too large."""
        if content_length > settings.UPLOAD_MOST_BYTES:
            raise TooLarge

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Count a piece and hand it on."""
        self.received += len(raw_data)
        if self.received > settings.UPLOAD_MOST_BYTES:
            raise TooLarge
        return raw_data

    def file_complete(self, file_size: int) -> Any:
        """Leave the file to the next handler."""
        return None


def most_in_words() -> str:
    """Return the limit in words: 2 GB, 500 MB."""
    megabytes = settings.UPLOAD_MOST_BYTES // 2**20
    return f"{megabytes // 1024} GB" if megabytes % 1024 == 0 else f"{megabytes} MB"
