"""A service with made pages, for tests that are about the review and not about transcribing.

Everything between it and the widgets is real: the controller, its lanes and its signals.
"""

from __future__ import annotations

import io
from concurrent.futures import Future
from uuid import UUID

from PIL import Image

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.jobs.events import Event, Listener
from transcritor_gui.model import Job, PageResult
from transcritor_gui.pipeline.task import PreviewImage

__all__ = ["FakeService"]


class FakeService:
    """`pages` and `missing_previews` may be changed while it runs; `asked` keeps what was asked for."""

    def __init__(self, pages: dict[tuple[UUID, int], PageResult]) -> None:
        self.pages = pages
        self.missing_previews = False
        self.asked: list[tuple[str, int]] = []
        self._listener: Listener | None = None

    def subscribe(self, listener: Listener) -> None:
        self._listener = listener

    def send(self, event: Event) -> None:
        assert self._listener is not None
        self._listener(event)

    def start(self, *, resume: bool) -> None:
        """There is no work to begin."""

    def check_external_changes(self) -> None:
        """There are no other programs."""

    def stop(self, *, timeout_s: float) -> None:
        """There is no work to end."""

    def jobs(self) -> tuple[Job, ...]:
        return ()

    def page(self, job_id: UUID, page_index: int) -> PageResult | None:
        self.asked.append(("page", page_index))
        return self.pages.get((job_id, page_index))

    def preview(self, job_id: UUID, page_index: int, *, width_px: int) -> Future[PreviewImage]:
        self.asked.append(("preview", page_index))
        future: Future[PreviewImage] = Future()
        if self.missing_previews:
            future.set_exception(TranscritorError(ErrorCode.FILE_MISSING))
        else:
            height_px = width_px * 4 // 3
            future.set_result(PreviewImage(width_px, height_px, _png(width_px, height_px), 600, 800))
        return future


def _png(width_px: int, height_px: int) -> bytes:
    written = io.BytesIO()
    Image.new("L", (width_px, height_px), 255).save(written, "PNG")
    return written.getvalue()
