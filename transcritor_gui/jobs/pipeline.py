"""The pipeline as the service needs it: functions that are handed to worker processes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from transcritor_gui.model import DocumentFacts, PageResult, PageWish, PreviewImage, TranscriptionOptions

if TYPE_CHECKING:  # the pipeline's libraries are loaded when a service is opened, not when it is imported
    from transcritor_gui.pipeline import LanguagePacks, PageTask

__all__ = ["Pipeline", "built_in_pipeline"]


class InspectDocument(Protocol):
    def __call__(self, path: str, *, password: str | None = None) -> DocumentFacts:
        """Facts of the document; raises TranscritorError for one that cannot be opened."""


class RenderPreview(Protocol):
    def __call__(
        self, path: str, page_index: int, *, width_px: int, password: str | None = None
    ) -> PreviewImage:
        """The page as a picture; raises TranscritorError where there is none."""


class MakePageTask(Protocol):
    def __call__(
        self,
        *,
        path: str,
        page_index: int,
        options: TranscriptionOptions,
        password: str | None,
        packs: LanguagePacks,
        wish: PageWish = ...,
    ) -> PageTask:
        """What `transcribe_page` takes."""


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Module-level functions (workers find them by name), called as those of `transcritor_gui.pipeline`."""

    inspect_document: InspectDocument
    transcribe_page: Callable[[PageTask], PageResult]
    render_preview: RenderPreview
    page_task: MakePageTask
    language_packs: Callable[[str], LanguagePacks]
    """(the setting `tessdata_dir`): the packs in force now; one may have been added a moment ago."""
    page_key: Callable[[TranscriptionOptions, LanguagePacks], str]
    """All that the text of a page depends on besides the page, as one key."""
    load_readers: Callable[[], None]
    """Load what reads pages, before there is one."""


def built_in_pipeline() -> Pipeline:
    """The real one."""
    from transcritor_gui import pipeline

    return Pipeline(
        inspect_document=pipeline.inspect_document,
        transcribe_page=pipeline.transcribe_page,
        render_preview=pipeline.render_preview,
        page_task=pipeline.PageTask,
        language_packs=pipeline.chosen_packs,
        page_key=pipeline.page_key,
        load_readers=pipeline.load_readers,
    )
