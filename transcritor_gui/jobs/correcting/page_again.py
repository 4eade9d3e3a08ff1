"""One page read again, in another way: in another language, say, or although it has text of its own.

Only that page runs, ahead of all others; its earlier reading is kept, and undoing brings it back. People's
corrections are laid over the new reading where they fit.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from datetime import UTC, datetime
from functools import partial
from uuid import UUID

from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.jobs.events import PagesEdited
from transcritor_gui.jobs.service_context import ServiceContext
from transcritor_gui.model import NO_WISH, Job, PageWish, TranscriptionOptions
from transcritor_gui.model.packed import PackedPage, pack_page, unpack_page
from transcritor_gui.store import content_key
from transcritor_gui.workers import run_packed

__all__ = ["PageAgain"]

_log = logging.getLogger(__name__)


class PageAgain:
    """Made by the service, which owns it."""

    def __init__(self, context: ServiceContext) -> None:
        self._context = context
        self._store = context.store

    def read(
        self,
        job_id: UUID,
        page_index: int,
        options: TranscriptionOptions,
        *,
        wish: PageWish | None = None,
        on_end: Callable[[ErrorInfo | None], None],
    ) -> None:
        """Begin; returns at once. Without a `wish` the page keeps its own. `on_end` is called on another
        thread, with the failure if there was one.

        Raises JOB_UNKNOWN, and what opening the language packs raises.
        """
        job = self._store.jobs.get(job_id)
        pipeline, settings = self._context.pipeline, self._context.settings.current
        packs = pipeline.language_packs(settings.tessdata_dir)
        if wish is None:
            before = self._store.pages.get(job_id, page_index, as_read=True)
            wish = NO_WISH if before is None else before.wish
        task = pipeline.page_task(
            path=job.path,
            page_index=page_index,
            options=options,
            password=self._context.passwords.get(job_id),
            packs=packs,
            wish=wish,
        )
        content = content_key(job.sha256 or "", pipeline.page_key(options, packs), wish)
        future = self._context.pool.submit(
            partial(run_packed, pipeline.transcribe_page),
            task,
            timeout_s=settings.page_timeout_s,
            urgent=True,
        )
        future.add_done_callback(lambda done: on_end(self._outcome(done, job, content)))

    def put_back(self, edit_key: int, *, undone: bool) -> None:
        """Let the pages of an edit read as before it, or as after it where it is done again."""
        for reading in self._store.edits.readings(edit_key, undone=undone):
            self._store.pages.save(reading.job_id, pack_page(unpack_page(reading.data)), reading.content)

    def _outcome(self, future: Future[PackedPage], job: Job, content: bytes) -> ErrorInfo | None:
        try:
            self._keep(future.result(), job, content)
        except CancelledError:
            return None
        except TranscritorError as error:
            return error.info
        except Exception:  # noqa: BLE001 - the edge of a worker's answer
            _log.exception("a page could not be read again")
            return ErrorInfo(ErrorCode.INTERNAL)
        finally:
            self._store.close_thread()
        return None

    def _keep(self, page: PackedPage, job: Job, content: bytes) -> None:
        bus = self._context.event_bus
        with bus.in_order():
            with self._store.transaction():
                before = self._store.pages.packed(job.id, page.page_index)
                if before is None:
                    return
                edit = self._store.edits.add_reading(
                    job.id, before, page, content,
                    made_at=datetime.now(UTC), made_by=self._context.settings.current.person_name,
                )  # fmt: skip
                if edit is None or not self._store.pages.save(job.id, page, content):
                    return
            self._context.own_edits[edit.key] = False
            bus.send(PagesEdited(((job.id, page.page_index),)))
            bus.changed(self._store.jobs.chosen((job.id,)))
