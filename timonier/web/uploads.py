"""What a deposited file may weigh, refused while it arrives: nothing too large is ever stored."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload

_FORM: Final = 1024 * 1024
_HOPELESS: Final = 10


class LimitedUpload(FileUploadHandler):
    """First of the upload handlers. Above the limit, the files of a request are left out.

    The request then carries ``upload_refused``, its size in bytes, so that the page can say why.
    The bytes are read and dropped, so that the answer reaches the browser; ten times above the
    limit they are not even read.
    """

    refused = False

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> None:
        """Look at the announced size before the first byte."""
        limit = settings.UPLOAD_LIMIT_BYTES + _FORM
        self.refused = content_length > limit
        if self.refused and self.request is not None:
            self.request.upload_refused = content_length  # type: ignore[attr-defined]
        if content_length > _HOPELESS * limit:
            raise StopUpload(connection_reset=True)

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Leave the file out when the request is too large."""
        if self.refused:
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hand the bytes to the next handler."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler has the file."""
        return
