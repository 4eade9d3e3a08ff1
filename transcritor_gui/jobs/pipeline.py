"""The pipeline as the service needs it: functions that are handed to worker processes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from transcritor_gui.model import DocumentFacts, PageResult

__all__ = ["Pipeline", "built_in_pipeline"]


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Module-level functions (workers find them by name), called as those of `transcritor_gui.pipeline`."""

    inspect_document: Callable[..., DocumentFacts]
    """(path, *, password)"""
    transcribe_page: Callable[[Any], PageResult]
    """(page task)"""
    render_preview: Callable[..., Any]
    """(path, page_index, *, width_px, password)"""
    page_task: Callable[..., Any]
    """(path, page_index, options, password, tessdata_dir), all by keyword: what `transcribe_page` takes."""
    tessdata_dir: str
    """Folder of the languages, unless the settings name one; '' where `page_task` knows it."""


def built_in_pipeline(tessdata_dir: str = "") -> Pipeline:
    """The real one. '' takes the languages that are installed when a page is read."""
    from transcritor_gui import pipeline

    return Pipeline(
        inspect_document=pipeline.inspect_document,
        transcribe_page=pipeline.transcribe_page,
        render_preview=pipeline.render_preview,
        page_task=_page_task,
        tessdata_dir=tessdata_dir,
    )


def _page_task(*, tessdata_dir: str, **facts: Any) -> Any:
    """A PageTask that names its folder of languages: one may have been added a moment ago."""
    from transcritor_gui import pipeline

    return pipeline.PageTask(tessdata_dir=pipeline.languages_dir(tessdata_dir), **facts)
